"""What goes back and forth: questions of the staff with their answers, and documents."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from foundation.base import clock, history
from foundation.base.files import TYPES, FileKind

from .applications import Application


@history.tracked
class Question(models.Model):
    """A question of the staff to the applicant, and the answer."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="questions")
    text = models.TextField(_("question"))
    asked_at = models.DateTimeField(_("asked at"), default=clock.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("asked by"),
    )
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    class Meta:
        ordering = ["application", "pk"]
        verbose_name = _("question to an applicant")
        verbose_name_plural = _("questions to applicants")
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(answered_at__isnull=True),
                name="application_question_one_at_a_time",
                violation_error_message=_("A question waits for its answer already."),
            ),
            models.CheckConstraint(
                condition=Q(answer="") ^ Q(answered_at__isnull=False),
                name="application_question_answer_has_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(answered_at__gte=F("asked_at")),
                name="application_question_answered_after_asking",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Document(models.Model):
    """A file of the applicant, judged by its content. Only the applicant and staff who have the
    right open it."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="documents")
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=4, choices=FileKind)
    what = models.CharField(_("what it is"), max_length=120, blank=True)
    content = models.BinaryField()
    size = models.PositiveIntegerField(_("bytes"))
    sent_at = models.DateTimeField(_("sent at"), default=clock.now)

    class Meta:
        ordering = ["application", "pk"]
        verbose_name = _("document of an applicant")
        verbose_name_plural = _("documents of applicants")
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="application_document_not_empty"),
            models.CheckConstraint(
                condition=Q(kind__in=FileKind.values), name="application_document_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def content_type(self) -> str:
        return TYPES[FileKind(self.kind)]
