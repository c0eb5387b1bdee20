"""Invitations to represent an organisation. Who accepts one becomes a representative (domain 1)."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.base import clock, history, tokens
from members.models import Organization, Representative, RepresentativeRole


class InvitationState(models.TextChoices):
    SENT = "sent", _("Waits for an answer")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    OVER = "over", _("Time is over")


OPEN = Q(accepted_at__isnull=True, declined_at__isnull=True, withdrawn_at__isnull=True)


class RepresentativeInvitationQuerySet(models.QuerySet["Invitation"]):
    def unanswered(self) -> Self:
        """Neither answered nor withdrawn, in time or not."""
        return self.filter(OPEN)

    def waiting(self, at: datetime) -> Self:
        """Those that can be answered at `at`."""
        return self.unanswered().filter(expires_at__gt=at)

    def addressed_to(self, emails: list[str]) -> Self:
        """Those to these addresses (lower case, proven to be read)."""
        return self.filter(email__in=emails)


@history.tracked
class Invitation(models.Model):
    """That somebody was asked to represent an organisation in a role. Where it stands follows from
    its dates; it can be accepted once, by whoever is logged in with its address, verified."""

    organization = models.ForeignKey(
        Organization,
        models.CASCADE,
        related_name="representative_invitations",
        verbose_name=_("organisation"),
    )
    name = models.CharField(_("full name"), max_length=150)
    email = models.EmailField(_("e-mail"))
    role = models.CharField(_("role"), max_length=9, choices=RepresentativeRole)
    is_admin = models.BooleanField(
        _("looks after its pages"),
        default=False,
        help_text=_("May edit what is said of the organisation and invite its people."),
    )
    hands_over = models.ForeignKey(
        Representative,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="successors",
        verbose_name=_("takes over from"),
        help_text=_("Whose role ends when this is accepted."),
    )
    secret = models.CharField(max_length=32, unique=True, default=tokens.secret, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("invited by"),
        help_text=_("Empty: the foundation itself, as when an application was approved."),
    )
    invited_at = models.DateTimeField(_("invited at"), default=clock.now)
    sent_at = models.DateTimeField(_("last sent at"), default=clock.now)
    expires_at = models.DateTimeField(_("to be answered until"))
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    declined_at = models.DateTimeField(_("declined at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    representative = models.ForeignKey(
        Representative,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("became"),
    )

    objects = RepresentativeInvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("invitation of a representative")
        verbose_name_plural = _("invitations of representatives")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "email", "role"],
                condition=OPEN,
                name="representative_invitation_one_open",
                violation_error_message=_("This person is invited to that role already."),
            ),
            models.UniqueConstraint(
                fields=["hands_over"],
                condition=OPEN,
                name="representative_invitation_one_successor",
                violation_error_message=_("A successor is invited already: withdraw that first."),
            ),
            models.CheckConstraint(
                condition=Q(role__in=RepresentativeRole.values),
                name="representative_invitation_role_known",
            ),
            models.CheckConstraint(
                condition=Q(email=Lower("email")),
                name="representative_invitation_email_in_lower_case",
                violation_error_message=_("Write the address in small letters."),
            ),
            models.CheckConstraint(
                # Of the three ends at least two are missing.
                condition=Q(accepted_at__isnull=True, declined_at__isnull=True)
                | Q(accepted_at__isnull=True, withdrawn_at__isnull=True)
                | Q(declined_at__isnull=True, withdrawn_at__isnull=True),
                name="representative_invitation_has_one_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} <{self.email}>"

    def get_absolute_url(self) -> str:
        return reverse("representation:invitation", args=[self.secret])

    def state(self, at: datetime) -> InvitationState:
        """Where it stands at `at`."""
        ends = {
            InvitationState.WITHDRAWN: self.withdrawn_at,
            InvitationState.DECLINED: self.declined_at,
            InvitationState.ACCEPTED: self.accepted_at,
            InvitationState.OVER: self.expires_at <= at,
        }
        return next((state for state, so in ends.items() if so), InvitationState.SENT)
