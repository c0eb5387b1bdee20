"""Visa letters: asked for by the holder of a paid ticket, issued or refused, revoked (domain 4.2).

What stands in a passport is kept apart, in `Traveller` and `Paper`: no history copies it, and it is
erased some time after the event.
"""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from events.registration.models import OrderState, Ticket
from foundation.base import clock, history


class LetterState(models.TextChoices):
    REQUESTED = "requested", _("To review")
    ISSUED = "issued", _("Issued")
    REFUSED = "refused", _("Refused")
    REVOKED = "revoked", _("Revoked")


LIVE = [LetterState.REQUESTED, LetterState.ISSUED]
# The ticket opens the door, and is still that of whoever asked for the letter.
FOUNDED = Q(
    ticket__cancelled_at=None,
    ticket__order__state=OrderState.PAID,
    ticket__order__event__cancelled_at=None,
    ticket__code=F("holder_code"),
)


class VisaLetterQuerySet(models.QuerySet["VisaLetter"]):
    def waiting(self) -> Self:
        """Letters that staff have to look at."""
        return self.filter(state=LetterState.REQUESTED)

    def overdue(self, at: datetime) -> Self:
        """Letters to review whose promised day is over at `at`."""
        return self.waiting().filter(due_at__lte=at)

    def unfounded(self) -> Self:
        """Issued letters whose ticket was cancelled or passed on since: to be revoked."""
        return self.filter(state=LetterState.ISSUED, erased_at=None).exclude(FOUNDED)

    def with_papers(self) -> Self:
        """With everything a letter and its page say, in one query."""
        return self.select_related("ticket__order__event__venue", "traveller", "paper")


@history.tracked
class VisaLetter(models.Model):
    """A letter, from the request on. A new request after a refusal is a new row."""

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="visa_letters")
    holder_code = models.CharField(
        max_length=16,
        editable=False,
        help_text=_("The ticket's code when it was asked for: passing the ticket on changes it."),
    )
    state = models.CharField(
        _("state"), max_length=9, choices=LetterState, default=LetterState.REQUESTED
    )
    version = models.PositiveIntegerField(
        _("sent"), default=1, help_text=_("How often the data was sent.")
    )
    consulate = models.CharField(_("city of the consulate"), max_length=100)
    requested_at = models.DateTimeField(_("asked at"), default=clock.now)
    due_at = models.DateTimeField(_("promised by"))
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    number = models.CharField(_("number"), max_length=30, unique=True, null=True, blank=True)
    code = models.CharField(_("code of the check page"), max_length=12, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    erased_at = models.DateTimeField(_("passport data erased at"), null=True, blank=True)

    objects = VisaLetterQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "pk"]
        verbose_name = _("visa letter")
        verbose_name_plural = _("visa letters")
        permissions = [("issue_visaletter", _("Can issue, refuse and revoke visa letters"))]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(state="requested"),
                name="visa_letter_to_review",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "holder_code"],
                condition=Q(state__in=LIVE),
                name="visa_letter_one_live_per_holder",
                violation_error_message=_("There is a letter for this ticket already."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=LetterState.values), name="visa_letter_state_known"
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[LetterState.ISSUED, LetterState.REVOKED],
                    number__isnull=False,
                    issued_on__isnull=False,
                )
                & ~Q(code="")
                | Q(
                    state__in=[LetterState.REQUESTED, LetterState.REFUSED],
                    number__isnull=True,
                    issued_on__isnull=True,
                    code="",
                ),
                name="visa_letter_issued_has_a_number",
            ),
            models.CheckConstraint(
                condition=Q(state=LetterState.REQUESTED, decided_at__isnull=True)
                | ~Q(state=LetterState.REQUESTED) & Q(decided_at__isnull=False),
                name="visa_letter_decided_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[LetterState.REFUSED, LetterState.REVOKED]) | ~Q(reason=""),
                name="visa_letter_no_has_a_reason",
                violation_error_message=_("Say why."),
            ),
        ]

    def __str__(self) -> str:
        return self.number or f"{self.ticket}"

    def get_absolute_url(self) -> str:
        """The page of its holder."""
        ticket = self.ticket
        return reverse("letters:visa", args=[ticket.order.event.slug, ticket.secret])

    @property
    def is_founded(self) -> bool:
        """Whether the ticket is valid, and still that of whoever asked. Needs ticket and order."""
        ticket, order = self.ticket, self.ticket.order
        return (
            ticket.cancelled_at is None
            and order.state == OrderState.PAID
            and order.event.cancelled_at is None
            and ticket.code == self.holder_code
        )


class Traveller(models.Model):
    """What the holder's passport says. No history is kept of it; it is erased after the event."""

    letter = models.OneToOneField(VisaLetter, models.CASCADE, related_name="traveller")
    name = models.CharField(_("name as in the passport"), max_length=150)
    nationality = CountryField(_("nationality"))
    passport = models.CharField(_("passport number"), max_length=20)
    born_on = models.DateField(_("date of birth"))
    arrival = models.DateField(_("arrival"))
    departure = models.DateField(_("departure"))
    stay = models.CharField(_("address of the stay"), max_length=300, blank=True)

    class Meta:
        ordering = ["letter"]
        verbose_name = _("traveller")
        verbose_name_plural = _("travellers: passport data of visa letters")
        constraints = [
            models.CheckConstraint(
                condition=Q(departure__gte=F("arrival"), arrival__gt=F("born_on")),
                name="traveller_days_in_order",
                violation_error_message=_("The departure is before the arrival."),
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(passport="") & ~Q(nationality=""),
                name="traveller_is_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Paper(models.Model):
    """Everything an issued letter says, as it was printed: the PDF is made from this alone."""

    letter = models.OneToOneField(VisaLetter, models.CASCADE, related_name="paper")
    printed = models.JSONField(_("what is printed"))

    class Meta:
        ordering = ["letter"]
        verbose_name = _("paper of a letter")
        verbose_name_plural = _("papers of letters")

    def __str__(self) -> str:
        return str(self.letter)
