"""Who has asked for a home here (domain 5)."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.base import clock, history
from members.models import Organization
from projects.models import Project


class EnquiryState(models.TextChoices):
    NEW = "new", _("New")
    IN_CONVERSATION = "in_conversation", _("In conversation")
    PILOT = "pilot", _("Became a pilot")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


ENDED = [EnquiryState.DECLINED, EnquiryState.WITHDRAWN]


class PlatinumAnswer(models.TextChoices):
    ONE = "one", _("One of these Platinum members")
    INTERESTED = "interested", _("One is interested in becoming a Platinum member")
    NONE = "none", _("None yet")


class EnquiryQuerySet(models.QuerySet["Enquiry"]):
    def waiting(self) -> Self:
        """Enquiries nobody of the staff has taken up."""
        return self.filter(state=EnquiryState.NEW)

    def unanswered(self) -> Self:
        """Those in which the last word is not ours."""
        return self.filter(waits_since__isnull=False)


@history.tracked
class Enquiry(models.Model):
    """A project asks whether it could be hosted here."""

    reference = models.CharField(_("reference"), max_length=12, unique=True)
    secret = models.CharField(max_length=32, unique=True)
    token = models.CharField(
        max_length=40,
        unique=True,
        null=True,
        blank=True,
        editable=False,
        help_text="The key of the form it came from: a second click stores nothing.",
    )
    name = models.CharField(_("full name"), max_length=150)
    email = models.EmailField(_("e-mail"))
    organization = models.CharField(_("organisation"), max_length=150)
    title = models.CharField(_("job title"), max_length=150, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    project = models.CharField(_("project"), max_length=80)
    repository = models.URLField(_("public repository"), max_length=300)
    licence = models.CharField(_("licence"), max_length=60)
    contributors = models.PositiveIntegerField(_("contributors"), null=True, blank=True)
    organizations_involved = models.TextField(_("organisations involved"), blank=True)
    platinum = models.CharField(
        _("Platinum member involved"), max_length=10, choices=PlatinumAnswer
    )
    platinum_member = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="hosting_enquiries",
        verbose_name=_("which Platinum member"),
    )
    comment = models.CharField(_("comment"), max_length=400, blank=True)
    state = models.CharField(
        _("state"), max_length=15, choices=EnquiryState, default=EnquiryState.NEW
    )
    state_since = models.DateTimeField(_("in this state since"), default=clock.now, editable=False)
    waits_since = models.DateTimeField(
        _("waits for our answer since"), null=True, blank=True, editable=False
    )
    hosted_as = models.OneToOneField(
        Project,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="enquiry",
        verbose_name=_("became the project"),
    )
    staff_note = models.TextField(_("note of the staff"), blank=True)
    created_at = models.DateTimeField(_("asked at"), default=clock.now, editable=False)

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("hosting enquiry")
        verbose_name_plural = _("hosting enquiries")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=EnquiryState.values), name="enquiry_state_known"
            ),
            models.CheckConstraint(
                condition=Q(platinum=PlatinumAnswer.ONE, platinum_member__isnull=False)
                | (~Q(platinum=PlatinumAnswer.ONE) & Q(platinum_member__isnull=True)),
                name="enquiry_names_its_platinum_member",
                violation_error_message=_("Name the Platinum member, or choose another answer."),
            ),
            models.CheckConstraint(
                condition=Q(state=EnquiryState.PILOT, hosted_as__isnull=False)
                | (~Q(state=EnquiryState.PILOT) & Q(hosted_as__isnull=True)),
                name="enquiry_pilot_has_its_project",
            ),
            models.CheckConstraint(
                condition=Q(waits_since__isnull=True) | ~Q(state__in=ENDED),
                name="enquiry_ended_waits_for_nothing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.project}"

    @property
    def is_open(self) -> bool:
        """Whether it was neither declined nor withdrawn: both sides can write."""
        return self.state not in ENDED

    def get_absolute_url(self) -> str:
        """The page of whoever asked: its address is a secret."""
        return reverse("hosting:status", args=[self.reference, self.secret])
