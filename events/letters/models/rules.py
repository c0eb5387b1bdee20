"""What an event promises: until when one may ask, how fast we answer, who signs (domain 4)."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.letters import texts
from events.models import Event
from events.registration.models import TicketType
from foundation.base import history


@history.tracked
class LetterRules(models.Model):
    """The visa letters of an event; an event without this row has none."""

    event = models.OneToOneField(Event, models.PROTECT, related_name="letter_rules")
    open_until = models.DateTimeField(
        _("letters are asked for until"), help_text=_("On the clocks of the event.")
    )
    working_days = models.PositiveSmallIntegerField(
        _("answered within, working days"),
        default=5,
        help_text=_("Monday to Friday; the day of asking does not count."),
    )
    signatory_name = models.CharField(_("signed by"), max_length=100)
    signatory_title = models.CharField(_("title of who signs"), max_length=100)
    text = models.TextField(
        _("text"),
        default=texts.LETTER,
        max_length=4000,
        validators=[texts.validate_words],
        help_text=_("Paragraphs. Words that are replaced: %(words)s.")
        % {"words": ", ".join(f"{{{word}}}" for word in texts.WORDS)},
    )
    hint = models.TextField(
        _("hint for those who ask"),
        blank=True,
        max_length=1000,
        help_text=_("Which office decides, how long it takes, where to read on."),
    )
    keep_days = models.PositiveSmallIntegerField(
        _("passport data is kept for, days after the event"), default=30
    )

    class Meta:
        ordering = ["event"]
        verbose_name = _("rules of visa letters")
        verbose_name_plural = _("rules of visa letters")
        constraints = [
            models.CheckConstraint(
                condition=Q(working_days__gte=1, working_days__lte=30),
                name="letter_rules_days_possible",
                violation_error_message=_("Promise between 1 and 30 working days."),
            ),
            models.CheckConstraint(
                condition=Q(keep_days__lte=366),
                name="letter_rules_kept_a_year_at_most",
                violation_error_message=_("Passport data is kept for 366 days at most."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.event)

    def is_open(self, at: datetime) -> bool:
        """Whether a letter may be asked for at `at`, as far as the clock goes."""
        event = self.event
        return at <= self.open_until and event.cancelled_at is None and not event.is_over(at)


@history.tracked
class SupportRules(models.Model):
    """The travel support of an event; an event without this row has none."""

    event = models.OneToOneField(Event, models.PROTECT, related_name="support_rules")
    open_from = models.DateTimeField(_("applications from"), null=True, blank=True)
    open_until = models.DateTimeField(
        _("applications until"), help_text=_("On the clocks of the event.")
    )
    answers_by = models.DateField(_("we answer by"), null=True, blank=True)
    accept_days = models.PositiveSmallIntegerField(
        _("a grant is accepted within, days"), default=14
    )
    ticket_types = models.ManyToManyField(
        TicketType,
        blank=True,
        related_name="+",
        verbose_name=_("tickets that can be granted"),
        help_text=_("Empty: every type that is open to everybody."),
    )
    text = models.TextField(
        _("text"), blank=True, max_length=2000, help_text=_("Who may apply and what is paid.")
    )

    class Meta:
        ordering = ["event"]
        verbose_name = _("rules of travel support")
        verbose_name_plural = _("rules of travel support")
        constraints = [
            models.CheckConstraint(
                condition=Q(accept_days__gte=1, accept_days__lte=90),
                name="support_rules_days_possible",
                violation_error_message=_("Give people between 1 and 90 days to accept."),
            ),
            models.CheckConstraint(
                condition=Q(open_from__isnull=True) | Q(open_until__gt=models.F("open_from")),
                name="support_rules_close_after_opening",
                violation_error_message=_("Applications close before they open."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.event)

    def is_open(self, at: datetime) -> bool:
        """Whether applications are taken at `at`."""
        event = self.event
        begun = self.open_from is None or self.open_from <= at
        return (
            begun and at <= self.open_until and event.cancelled_at is None and not event.is_over(at)
        )
