"""Questions: of which kind, for whom, and when they are asked (domain 4.1)."""

from datetime import datetime
from typing import Self

import pgtrigger
from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _

from events.models import Event
from events.registration.models import TicketType
from foundation.base import history
from foundation.base.files import FileKind

from .rules import GUARD


class Scope(models.TextChoices):
    ORDER = "order", _("Once per order")
    TICKET = "ticket", _("For each attendee")


class Kind(models.TextChoices):
    TEXT = "text", _("Text in a line")
    LONG = "long", _("Long text")
    NUMBER = "number", _("Number")
    YES_NO = "yes_no", _("Yes or no")
    CHOICE = "choice", _("One of several")
    CHOICES = "choices", _("Any of several")
    COUNTRY = "country", _("Country")
    DATE = "date", _("Date")
    FILE = "file", _("File")


# Kinds whose answer can decide whether another question is asked.
DECIDING = (Kind.YES_NO, Kind.CHOICE, Kind.CHOICES, Kind.COUNTRY)


def only_pdf() -> list[str]:
    """What a question for a file takes unless told otherwise."""
    return [FileKind.PDF]


class QuestionQuerySet(models.QuerySet["Question"]):
    def asked_at(self, event_id: int) -> Self:
        """The active questions of an event, in sequence, each with all it needs to be asked.

        One statement: `type_ids` are the ticket types it is limited to, `option_rows` its options
        as dictionaries of `pk`, `text` and `is_active`.
        """
        types = Question.ticket_types.through.objects.filter(question=OuterRef("pk"))
        options = Option.objects.filter(question=OuterRef("pk")).order_by("position", "pk")
        row = JSONObject(pk="pk", text="text", is_active="is_active")
        return (
            self.filter(event=event_id, is_active=True)
            .annotate(
                type_ids=ArraySubquery(types.values("tickettype_id")),
                option_rows=ArraySubquery(options.values(row=row)),
            )
            .order_by("position", "pk")
        )

    def unanswered_by_the_ticket(self, at: datetime) -> Self:
        """For a subquery of tickets: what the ticket outside must and can answer, and has not.

        An answer is dropped with the choice that asked for it, so one step up the chain is enough.
        """
        answers = apps.get_model("questions", "Answer")._default_manager
        ticket, order = OuterRef(OuterRef("pk")), OuterRef(OuterRef("order"))
        deciding = answers.filter(
            Q(ticket=ticket) | Q(order=order),
            question=OuterRef("depends_on"),
            question__is_active=True,
            value__contains=Func(OuterRef("shown_value"), function="to_jsonb"),
        )
        return self.filter(
            Q(event__answers_until__isnull=True) | Q(event__answers_until__gte=at),
            Q(ticket_types__isnull=True) | Q(ticket_types=OuterRef("ticket_type")),
            Q(depends_on__isnull=True) | Exists(deciding),
            ~Exists(answers.filter(question=OuterRef("pk"), ticket=ticket)),
            event=OuterRef("order__event"),
            scope=Scope.TICKET,
            is_active=True,
            is_required=True,
            is_private=False,
        )


@history.tracked
class Question(models.Model):
    """Something an event asks, once per order or of each attendee."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="questions")
    scope = models.CharField(_("asked"), max_length=6, choices=Scope, default=Scope.TICKET)
    kind = models.CharField(_("kind"), max_length=7, choices=Kind, default=Kind.TEXT)
    text = models.CharField(_("question"), max_length=200)
    hint = models.CharField(
        _("why we ask"), max_length=300, blank=True, help_text=_("And who sees the answer.")
    )
    is_required = models.BooleanField(_("must be answered"), default=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    ticket_types = models.ManyToManyField(
        TicketType,
        blank=True,
        related_name="questions",
        help_text=_("Empty: asked with every ticket."),
    )
    depends_on = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="dependents",
        verbose_name=_("asked when"),
    )
    shown_value = models.CharField(
        max_length=20,
        blank=True,
        editable=False,
        help_text=_("The answer of that question which asks this one, as its form sends it."),
    )
    is_private = models.BooleanField(
        _("for staff only"),
        default=False,
        help_text=_("Staff answer it; buyers and attendees never see it."),
    )
    is_personal = models.BooleanField(
        _("about the person"),
        default=True,
        help_text=_("Not copied to other attendees, and cleared when a ticket is passed on."),
    )
    is_active = models.BooleanField(_("asked now"), default=True)
    at_least = models.DecimalField(
        _("smallest number"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    at_most = models.DecimalField(
        _("largest number"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    most_letters = models.PositiveIntegerField(
        _("most characters"),
        null=True,
        blank=True,
        help_text=_("Of a text. Empty: 200 in a line, 2,000 in a long text."),
    )
    most_megabytes = models.PositiveSmallIntegerField(_("largest file, MB"), default=5)
    file_kinds = ArrayField(
        models.CharField(max_length=4, choices=FileKind),
        verbose_name=_("files taken"),
        default=only_pdf,
    )

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["event", "position", "pk"]
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        triggers = [
            pgtrigger.Trigger(
                name="question_condition_possible",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=GUARD,
                declare=[("deciding", "questions_question%ROWTYPE")],
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "text"],
                name="question_asked_once",
                violation_error_message=_("This event asks that already."),
            ),
            models.CheckConstraint(
                condition=Q(scope__in=Scope.values) & Q(kind__in=Kind.values),
                name="question_scope_and_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(depends_on__isnull=True, shown_value="")
                | (Q(depends_on__isnull=False) & ~Q(shown_value="")),
                name="question_condition_is_whole",
                violation_error_message=_("Name the question and the answer that ask this one."),
            ),
            models.CheckConstraint(
                condition=Q(is_private=False) | Q(is_required=False),
                name="question_for_staff_is_optional",
                violation_error_message=_(
                    "A question for staff only cannot be required of a buyer."
                ),
            ),
            models.CheckConstraint(
                condition=Q(at_least__isnull=True)
                | Q(at_most__isnull=True)
                | Q(at_most__gte=F("at_least")),
                name="question_numbers_in_order",
                violation_error_message=_("The largest number is below the smallest."),
            ),
            models.CheckConstraint(
                condition=Q(most_letters__isnull=True)
                | Q(most_letters__gte=1, most_letters__lte=5000),
                name="question_letters_possible",
                violation_error_message=_("Allow from 1 to 5,000 characters."),
            ),
            models.CheckConstraint(
                condition=Q(most_megabytes__gte=1, most_megabytes__lte=20),
                name="question_file_size_possible",
                violation_error_message=_("Allow files of 1 to 20 MB."),
            ),
            models.CheckConstraint(
                condition=Q(file_kinds__contained_by=FileKind.values) & ~Q(file_kinds=[]),
                name="question_files_known",
                violation_error_message=_("Choose which files are taken."),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def letters(self) -> int:
        """How long a text may be."""
        return self.most_letters or (200 if self.kind == Kind.TEXT else 2000)


@history.tracked
class Option(models.Model):
    """One of the answers to choose from. One that is retired stays in the answers given."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="options")
    text = models.CharField(_("answer"), max_length=150)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_active = models.BooleanField(_("offered"), default=True)

    class Meta:
        ordering = ["question", "position", "pk"]
        verbose_name = _("option")
        verbose_name_plural = _("options")
        constraints = [
            models.UniqueConstraint(
                fields=["question", "text"],
                name="option_once_per_question",
                violation_error_message=_("This question has that option already."),
            ),
        ]

    def __str__(self) -> str:
        return self.text
