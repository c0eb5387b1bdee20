"""Invitations: who may buy what is only for the invited (domain 4.1)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.models import Event
from foundation.base import clock, history, tokens

from .stock import TicketType


class InvitationState(models.TextChoices):
    WRITTEN = "written", _("Not sent yet")
    SENT = "sent", _("Sent")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    OVER = "over", _("Time is over")


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def live(self) -> Self:
        """Neither declined nor withdrawn: the database lets an address have one of an event."""
        return self.filter(declined_at__isnull=True, withdrawn_at__isnull=True)

    def in_time(self, at: datetime) -> Self:
        """Those that may still be accepted at `at`, as far as their own end goes."""
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=at))

    def usable(self, at: datetime) -> Self:
        """Those that wait for an answer at `at`."""
        return self.live().in_time(at).filter(accepted_at__isnull=True)

    def held_by(self, event: Event, emails: Iterable[str], at: datetime) -> Self:
        """What these addresses (lower case) hold for `event`: accepted, or waiting at `at`."""
        in_time = Q(valid_until__isnull=True) | Q(valid_until__gt=at)
        mine = self.live().filter(event=event, email__in=list(emails))
        return mine.filter(in_time | Q(accepted_at__isnull=False))

    def state_is(self, state: str, at: datetime) -> Self:
        """Those in a state, which follows from their dates as `Invitation.state` says."""
        rows = self.live() if state not in {"declined", "withdrawn"} else self
        waiting = Q(accepted_at__isnull=True)
        in_time = Q(valid_until__isnull=True) | Q(valid_until__gt=at)
        asked = {
            "withdrawn": Q(withdrawn_at__isnull=False),
            "declined": Q(declined_at__isnull=False),
            "accepted": Q(accepted_at__isnull=False),
            "over": waiting & Q(valid_until__lte=at),
            "sent": waiting & in_time & Q(sent_at__isnull=False),
            "written": waiting & in_time & Q(sent_at__isnull=True),
        }
        return rows.filter(asked[state])


@history.tracked
class Invitation(models.Model):
    """That one address may order one ticket of each of these types. Its link needs no account.

    Where it stands follows from its dates. It is accepted when an order with it is sent off, and
    waits again when that order is given up.
    """

    event = models.ForeignKey(Event, models.PROTECT, related_name="invitations")
    email = models.EmailField(_("e-mail"))
    name = models.CharField(_("full name"), max_length=150, blank=True)
    ticket_types = models.ManyToManyField(
        TicketType, related_name="invitations", verbose_name=_("ticket types")
    )
    secret = models.CharField(max_length=32, unique=True, default=tokens.secret, editable=False)
    valid_until = models.DateTimeField(
        _("to be answered until"),
        null=True,
        blank=True,
        help_text=_("Empty: as long as registration is open."),
    )
    batch = models.CharField(
        _("batch"), max_length=80, blank=True, db_index=True, help_text=_("Those made together.")
    )
    note = models.CharField(_("note for staff"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("written at"), default=clock.now, editable=False)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True, editable=False)
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True, editable=False)
    declined_at = models.DateTimeField(_("declined at"), null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "email"],
                condition=Q(declined_at__isnull=True, withdrawn_at__isnull=True),
                name="invitation_one_live_per_email",
                violation_error_message=_("This address holds an invitation to the event already."),
            ),
            models.CheckConstraint(
                condition=Q(email=Lower("email")),
                name="invitation_email_in_lower_case",
                violation_error_message=_("Write the address in small letters."),
            ),
            models.CheckConstraint(
                # Of the three answers at least two are missing.
                condition=Q(accepted_at__isnull=True, declined_at__isnull=True)
                | Q(accepted_at__isnull=True, withdrawn_at__isnull=True)
                | Q(declined_at__isnull=True, withdrawn_at__isnull=True),
                name="invitation_has_one_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} <{self.email}>" if self.name else self.email

    def get_absolute_url(self) -> str:
        return reverse("registration:invitation", args=[self.event.slug, self.secret])

    def state(self, at: datetime) -> InvitationState:
        """Where it stands at `at`."""
        states = {
            InvitationState.WITHDRAWN: self.withdrawn_at,
            InvitationState.DECLINED: self.declined_at,
            InvitationState.ACCEPTED: self.accepted_at,
            InvitationState.OVER: self.valid_until and self.valid_until <= at,
            InvitationState.SENT: self.sent_at,
        }
        return next((state for state, so in states.items() if so), InvitationState.WRITTEN)
