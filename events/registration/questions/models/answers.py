"""Answers: what somebody said, as a value for programs and in the words they saw."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.registration.models import Order, Ticket
from foundation.base import clock, history, tokens

from .questions import Question


@history.tracked
class Answer(models.Model):
    """One answer to one question, of an order or of one of its tickets.

    `value` is a text, a number, or for what is chosen a list of the values that the form sends:
    keys of options, "yes" or "no", letters of a country. `words` are kept as they were read, so an
    option that is renamed or retired later changes no answer.
    """

    question = models.ForeignKey(Question, models.PROTECT, related_name="answers")
    order = models.ForeignKey(Order, models.PROTECT, null=True, blank=True, related_name="answers")
    ticket = models.ForeignKey(
        Ticket, models.CASCADE, null=True, blank=True, related_name="answers"
    )
    value = models.JSONField(_("value"))
    words = models.TextField(_("answer"))
    answered_at = models.DateTimeField(_("answered at"), default=clock.now, editable=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.CheckConstraint(
                condition=Q(order__isnull=False, ticket__isnull=True)
                | Q(order__isnull=True, ticket__isnull=False),
                name="answer_of_an_order_or_a_ticket",
            ),
            models.CheckConstraint(condition=~Q(words=""), name="answer_says_something"),
            models.UniqueConstraint(fields=["question", "order"], name="answer_once_per_order"),
            models.UniqueConstraint(fields=["question", "ticket"], name="answer_once_per_ticket"),
        ]

    def __str__(self) -> str:
        return self.words[:80]


class AnswerFile(models.Model):
    """A file that is an answer. It lies in the database: no address of the site leads to it but
    the one with its key, it is backed up and it goes with its answer."""

    answer = models.OneToOneField(Answer, models.CASCADE, related_name="file")
    key = models.CharField(max_length=32, unique=True, default=tokens.secret, editable=False)
    name = models.CharField(_("file name"), max_length=100)
    content_type = models.CharField(_("content type"), max_length=40)
    size = models.PositiveIntegerField(_("bytes"))
    content = models.BinaryField(_("content"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("file")
        verbose_name_plural = _("files")
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="answer_file_is_not_empty"),
        ]

    def __str__(self) -> str:
        return self.name
