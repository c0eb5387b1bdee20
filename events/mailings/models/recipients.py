"""Whom a mailing goes to: written down when it starts, one row an address."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from events.registration.models import Order, Ticket
from foundation.base import tokens
from foundation.base.models import Mail

from .mailings import Mailing


class RecipientState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    WRITTEN = "written", _("Written")
    UNSUBSCRIBED = "unsubscribed", _("Left out: has unsubscribed")
    GONE = "gone", _("Left out: does not fit any more")


class Recipient(models.Model):
    """One address of a mailing. The secret is in its link to unsubscribe."""

    mailing = models.ForeignKey(Mailing, models.CASCADE, related_name="recipients")
    email = models.EmailField(_("e-mail"))
    order = models.ForeignKey(Order, models.PROTECT, related_name="+")
    ticket = models.ForeignKey(Ticket, models.PROTECT, null=True, blank=True, related_name="+")
    secret = models.CharField(max_length=32, unique=True, default=tokens.secret, editable=False)
    state = models.CharField(
        _("state"), max_length=12, choices=RecipientState, default=RecipientState.WAITING
    )
    mail = models.OneToOneField(
        Mail, models.SET_NULL, null=True, blank=True, related_name="recipient"
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("recipient")
        verbose_name_plural = _("recipients")
        indexes = [
            models.Index(
                fields=["mailing", "id"], condition=Q(state="waiting"), name="recipient_waits"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["mailing", "email"], name="recipient_once_in_a_mailing"
            ),
            models.CheckConstraint(
                condition=Q(email=Lower(F("email"))), name="recipient_email_in_small_letters"
            ),
            models.CheckConstraint(
                condition=Q(state__in=RecipientState.values), name="recipient_state_known"
            ),
        ]

    def __str__(self) -> str:
        return self.email
