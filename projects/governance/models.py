"""Who runs a project: its bodies, who sits in them from when until when, its papers (domain 5)."""

from datetime import date
from typing import Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.base import history
from foundation.base.search import Folded
from members.models import Organization
from members.spans import since, until
from projects.models import Project


class BodyKind(models.TextChoices):
    TECHNICAL = "technical", _("Technical committee")
    STEERING = "steering", _("Steering committee")
    LEAD = "lead", _("Project team lead")
    MAINTAINERS = "maintainers", _("Maintainers")
    USERS = "users", _("User committee")
    OTHER = "other", _("Another body")


@history.tracked
class Body(models.Model):
    """A committee or an office of a project. It is there as long as somebody sits in it."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="bodies")
    kind = models.CharField(_("kind"), max_length=11, choices=BodyKind)
    name = models.CharField(_("name"), max_length=80)
    purpose = models.CharField(_("what it decides"), max_length=200, blank=True)
    elected_by = models.CharField(
        _("how one gets in"), max_length=200, blank=True, help_text=_("Elected by contributors.")
    )
    url = models.URLField(_("address"), max_length=300, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["project", "position", "name"]
        verbose_name = _("governance body")
        verbose_name_plural = _("governance bodies")
        constraints = [
            models.UniqueConstraint(
                "project",
                Folded(F("name")),
                name="governance_body_name_once",
                violation_error_message=_("This project has a body of that name already."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=BodyKind.values), name="governance_body_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project}: {self.name}"


class SeatQuerySet(models.QuerySet["Seat"]):
    def on(self, day: date) -> Self:
        """Those that run on `day`."""
        return self.filter(span__contains=day)


@history.tracked
class Seat(models.Model):
    """One person in one body for a span of days [first, end). A day not known is an open bound.

    Two terms of one person in one body never overlap, however the name is written; a body may have
    two people of one name only if they write it apart.
    """

    body = models.ForeignKey(Body, models.CASCADE, related_name="terms", verbose_name=_("body"))
    name = models.CharField(_("full name"), max_length=150)
    role = models.CharField(
        _("role"), max_length=60, blank=True, help_text=_("Chair; empty for a plain member.")
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("account"),
        help_text=_("If this person can log in here."),
    )
    organization = models.ForeignKey(
        Organization,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="governance_terms",
        verbose_name=_("works for"),
    )
    span = DateRangeField(_("from and until"), help_text=_("Leave a day empty if it is not known."))
    source = models.CharField(_("source"), max_length=200)

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["body", "-span", "name"]
        verbose_name = _("term in a body")
        verbose_name_plural = _("terms in bodies")
        constraints = [
            ExclusionConstraint(
                name="governance_term_one_at_a_time",
                expressions=[
                    ("body", RangeOperators.EQUAL),
                    (Folded(F("name")), RangeOperators.EQUAL),
                    ("span", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This person sits in this body for part of this time."),
            ),
            ExclusionConstraint(
                name="governance_term_one_account_at_a_time",
                expressions=[
                    ("body", RangeOperators.EQUAL),
                    ("account", RangeOperators.EQUAL),
                    ("span", RangeOperators.OVERLAPS),
                ],
                condition=Q(account__isnull=False),
                violation_error_message=_("This account sits in this body for part of this time."),
            ),
            models.CheckConstraint(
                condition=Q(span__isempty=False),
                name="governance_term_lasts_a_day",
                violation_error_message=_("The last day must not come before the first."),
            ),
            models.CheckConstraint(
                condition=~Q(source=""),
                name="governance_term_has_a_source",
                violation_error_message=_("Say where this is known from."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.role}" if self.role else self.name

    @property
    def since(self) -> str:
        """ "1 October 2022", or "" where it is not known."""
        return since(self.span.lower, None) if self.span.lower else ""

    @property
    def until(self) -> str:
        """The last day, or "" where there is none."""
        return until(self.span.upper, None)


@history.tracked
class Document(models.Model):
    """A paper of a project: a charter, a report, minutes. It is a link or a PDF, never both."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="documents")
    title = models.CharField(_("title"), max_length=160)
    dated_on = models.DateField(_("dated"))
    url = models.URLField(_("address"), max_length=300, blank=True)
    file_name = models.CharField(_("file"), max_length=80, blank=True)

    class Meta:
        ordering = ["project", "-dated_on", "-pk"]
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = [
            models.CheckConstraint(
                condition=Q(Q(url=""), ~Q(file_name="")) | Q(~Q(url=""), file_name=""),
                name="project_document_link_or_file",
                violation_error_message=_("Give an address or a file, one of the two."),
            ),
            models.UniqueConstraint(
                fields=["project", "title", "dated_on"],
                name="project_document_once",
                violation_error_message=_("This project has that document already."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The address, or where the file is."""
        return self.url or reverse("governance:document", args=[self.project.slug, self.pk])


class DocumentFile(models.Model):
    """The PDF of a document, apart from it: lists do not carry it about."""

    document = models.OneToOneField(Document, models.CASCADE, related_name="file")
    content = models.BinaryField(_("content"))

    class Meta:
        verbose_name = _("file of a document")
        verbose_name_plural = _("files of documents")

    def __str__(self) -> str:
        return str(self.document)
