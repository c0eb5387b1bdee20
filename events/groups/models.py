"""Group orders: one buys many tickets, and those who come name themselves (domain 4.2)."""

from typing import Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.registration.models import Order, Ticket
from foundation.base import clock, history, tokens

validate_domain = RegexValidator(
    r"^[a-z0-9-]+(\.[a-z0-9-]+)+$", _("Write the domain as example.org, without an @.")
)


@history.tracked
class GroupLink(models.Model):
    """The link of an order behind which anybody takes one of its tickets that nobody has.

    Closed it opens nothing; opened again it is another link.
    """

    order = models.OneToOneField(Order, models.PROTECT, related_name="group_link")
    secret = models.CharField(max_length=32, unique=True, default=tokens.secret, editable=False)
    domain = models.CharField(
        _("only for this domain"), max_length=120, blank=True, validators=[validate_domain]
    )
    opened_at = models.DateTimeField(_("opened at"), default=clock.now)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("group link")
        verbose_name_plural = _("group links")

    def __str__(self) -> str:
        return str(self.order)

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    def get_absolute_url(self) -> str:
        return reverse("groups:claim", args=[self.order.event.slug, self.secret])


class TicketOfferQuerySet(models.QuerySet["TicketOffer"]):
    def waiting(self) -> Self:
        """Offers that nobody has taken or taken back."""
        return self.filter(ticket__isnull=True, withdrawn_at__isnull=True)


@history.tracked
class TicketOffer(models.Model):
    """A ticket of a group order that was offered to one person by mail, with a link of their own."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="ticket_offers")
    email = models.EmailField(_("e-mail"))
    name = models.CharField(_("name"), max_length=150, blank=True)
    secret = models.CharField(max_length=32, unique=True, default=tokens.secret, editable=False)
    sent_at = models.DateTimeField(_("sent at"), default=clock.now)
    ticket = models.OneToOneField(
        Ticket, models.SET_NULL, null=True, blank=True, related_name="offer"
    )
    withdrawn_at = models.DateTimeField(_("taken back at"), null=True, blank=True)

    objects = TicketOfferQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("ticket offered to a person")
        verbose_name_plural = _("tickets offered to persons")
        constraints = [
            models.UniqueConstraint(
                fields=["order", "email"],
                condition=Q(withdrawn_at__isnull=True),
                name="ticket_offer_once_to_a_person",
            ),
        ]

    def __str__(self) -> str:
        return self.email

    def get_absolute_url(self) -> str:
        return reverse("groups:claim", args=[self.order.event.slug, self.secret])
