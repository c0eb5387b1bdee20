"""An application for membership: what was filled in, and how far it is (domain 1, Joining)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.base import clock, tokens, zones
from members.models import DecidedBy, Membership, Tier

from .answers import Affiliation, Agreeing, Invoicing, People, Profile


class State(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Sent")
    IN_REVIEW = "in_review", _("In review")
    ASKED = "asked", _("Waiting for the applicant")
    PUBLISHED = "published", _("In public")
    APPROVED = "approved", _("Approved")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# Sent, and not decided.
OPEN = [State.SUBMITTED, State.IN_REVIEW, State.ASKED, State.PUBLISHED]
ENDED = [State.APPROVED, State.DECLINED, State.WITHDRAWN]


class ApplicationQuerySet(models.QuerySet["Application"]):
    def waiting(self, day: date | None = None) -> Self:
        """Those on which staff have something to do on `day` (today): not the applicant's turn,
        and not before the days in public are over."""
        on = day or zones.day(clock.now())
        ours = Q(state__in=[State.SUBMITTED, State.IN_REVIEW])
        return self.filter(ours | Q(state=State.PUBLISHED, decide_from__lte=on))

    def waiting_for_them(self) -> Self:
        """Those whose applicant has a question to answer."""
        return self.filter(state=State.ASKED)

    def in_public(self) -> Self:
        """Those that everybody may read about until they are decided."""
        return self.filter(state__in=OPEN, published_on__isnull=False)

    def of(self, emails: Iterable[str]) -> Self:
        """Those begun with one of these addresses, in lower case."""
        return self.filter(email__in=emails)

    def idle(self, since: datetime) -> Self:
        """Drafts nobody has touched after `since`."""
        return self.filter(state=State.DRAFT, touched_at__lte=since)


# A draft is the applicant's own: it leaves no history, so that erasing it erases it.
NO_DRAFT = ~pghistory.Q(new__state=State.DRAFT)
UNKEPT = ["secret", "token", "looked_up", "touched_at"]


@pghistory.track(
    pghistory.InsertEvent(condition=NO_DRAFT),
    pghistory.UpdateEvent(condition=NO_DRAFT),
    pghistory.DeleteEvent(condition=~pghistory.Q(old__state=State.DRAFT)),
    append_only=True,
    exclude=UNKEPT,
)
class Application(Profile, Affiliation, People, Invoicing, Agreeing):
    """One organisation's wish to hold a tier. It opens by its secret, which only its people have."""

    reference = models.CharField(_("reference"), max_length=8, unique=True)
    secret = models.CharField(max_length=32, unique=True, default=tokens.secret, editable=False)
    # The key of the form it began with: two clicks begin one.
    token = models.CharField(max_length=64, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.DRAFT)
    tier = models.ForeignKey(
        Tier, models.PROTECT, related_name="applications", verbose_name=_("tier")
    )
    applicant = models.CharField(_("who applies"), max_length=150)
    email = models.EmailField(_("e-mail"), db_index=True)
    # What is copied from the tier when it is sent; staff may refer it to the board.
    decided_by = models.CharField(
        _("decided by"), max_length=8, choices=DecidedBy, default=DecidedBy.DIRECTOR
    )
    public_days = models.PositiveSmallIntegerField(_("days in public"), default=0)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("taken up by"),
    )
    staff_note = models.TextField(_("note of the staff"), blank=True)
    membership = models.OneToOneField(
        Membership,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="application",
        verbose_name=_("membership"),
    )
    created_at = models.DateTimeField(_("begun at"), default=clock.now, editable=False)
    touched_at = models.DateTimeField(default=clock.now, editable=False)
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    taken_up_at = models.DateTimeField(_("taken up at"), null=True, blank=True)
    referred_at = models.DateTimeField(_("referred to the board at"), null=True, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    decide_from = models.GeneratedField(
        verbose_name=_("decided not before"),
        expression=models.ExpressionWrapper(
            F("published_on") + F("public_days"), output_field=models.DateField()
        ),
        output_field=models.DateField(),
        db_persist=True,
    )
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("application for membership")
        verbose_name_plural = _("applications for membership")
        permissions = [("decide_application", _("Can decide about applications for membership"))]
        indexes = [models.Index(fields=["state", "touched_at"], name="application_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="application_state_known"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__in=DecidedBy.values), name="application_decided_by_known"
            ),
            models.CheckConstraint(
                condition=Q(state=State.DRAFT)
                | Q(submitted_at__isnull=False, dues__isnull=False, signer_confirmed=True)
                & Q(agreement__isnull=False, conduct__isnull=False, agreed_at__isnull=False)
                & Q(has_owner__isnull=False)
                & ~(Q(name="") | Q(country="") | Q(primary_email="") | Q(signer_name=""))
                & ~(Q(billing_name="") | Q(billing_address="") | Q(invoice_email="")),
                name="application_sent_is_complete",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.IN_REVIEW, State.ASKED, State.PUBLISHED])
                | Q(taken_up_at__isnull=False),
                name="application_reviewed_was_taken_up",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.PUBLISHED)
                | Q(published_on__isnull=False, public_days__gt=0),
                name="application_published_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ENDED) ^ Q(ended_at__isnull=True),
                name="application_ended_has_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.APPROVED, State.DECLINED])
                ^ Q(decided_on__isnull=True),
                name="application_decided_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state=State.APPROVED, membership__isnull=False)
                | (~Q(state=State.APPROVED) & Q(membership__isnull=True)),
                name="application_approved_is_a_membership",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.APPROVED)
                | Q(public_days=0)
                | Q(decide_from__lte=F("decided_on")),
                name="application_approved_after_its_days_in_public",
                violation_error_message=_("It is not approved before its days in public are over."),
            ),
            models.CheckConstraint(
                condition=Q(email=Lower("email")), name="application_email_in_lower_case"
            ),
            models.UniqueConstraint(
                Lower("name"),
                condition=Q(state__in=OPEN),
                name="application_one_open_per_name",
                violation_error_message=_("An application of this organisation is open already."),
            ),
            models.UniqueConstraint(
                fields=["organization"],
                condition=Q(state__in=OPEN),
                name="application_one_open_per_organization",
                violation_error_message=_("An application of this organisation is open already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name or self.applicant} ({self.reference})"

    def get_absolute_url(self) -> str:
        return reverse("applications:page", args=[self.reference, self.secret])

    @property
    def is_open(self) -> bool:
        """Whether it was sent and is not decided."""
        return self.state in OPEN

    @property
    def is_draft(self) -> bool:
        return self.state == State.DRAFT
