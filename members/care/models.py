"""What staff know of an organisation that no other table says, and what they write to its people."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from foundation.base import clock, history, words
from foundation.base.models import Mail
from foundation.base.words import Place, Words
from members.models import Organization, Representative

PLACES = {
    "name": Place("the name of who gets the mail"),
    "organization": Place("the organisation they represent"),
    "role": Place("the role"),
}


class NoteKind(models.TextChoices):
    NOTE = "note", _("Note")
    CALL = "call", _("Call")
    MEETING = "meeting", _("Meeting")
    MAIL = "mail", _("E-mail")


class NoteQuerySet(models.QuerySet["Note"]):
    def open(self) -> Self:
        """Those somebody has to come back to, some day."""
        return self.filter(follow_up_on__isnull=False, done_at__isnull=True)

    def due(self, day: date) -> Self:
        """Those somebody has to come back to on `day`."""
        return self.open().filter(follow_up_on__lte=day)


@history.tracked
class Note(models.Model):
    """Something said or learnt, and when to come back to it. Members do not see it."""

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="notes", verbose_name=_("organisation")
    )
    kind = models.CharField(_("what"), max_length=7, choices=NoteKind, default=NoteKind.NOTE)
    happened_on = models.DateField(_("on"))
    person = models.CharField(_("with whom"), max_length=150, blank=True)
    text = models.TextField(_("text"), max_length=5000)
    follow_up_on = models.DateField(
        _("follow up on"),
        null=True,
        blank=True,
        help_text=_("From this day on the desk reminds you of it."),
    )
    follow_up_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"is_staff": True, "is_active": True},
        verbose_name=_("whose turn it is"),
        help_text=_("Empty: anybody's."),
    )
    done_at = models.DateTimeField(_("followed up at"), null=True, blank=True, editable=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("written by"),
    )
    written_at = models.DateTimeField(_("written at"), default=clock.now, editable=False)

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_on", "-pk"]
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        indexes = [
            models.Index(
                fields=["follow_up_on"], condition=Q(done_at__isnull=True), name="note_to_follow_up"
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=NoteKind.values), name="note_kind_known"),
            models.CheckConstraint(
                condition=Q(follow_up_on__isnull=True) | Q(follow_up_on__gte=F("happened_on")),
                name="note_followed_up_after_it_happened",
                violation_error_message=_("It can be followed up from the day it happened on."),
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(follow_up_on__isnull=False),
                name="note_done_was_to_be_followed_up",
                violation_error_message=_("It was followed up: keep the day it was to be done on."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text[:60]}"


@history.tracked
class Letter(models.Model):
    """A mail that staff write once and send to representatives they choose."""

    subject = models.CharField(_("subject"), max_length=words.MOST_SUBJECT)
    body = models.TextField(
        _("text"),
        max_length=words.MOST_BODY,
        help_text=_(
            "Blank lines part paragraphs. {name}, {organization} and {role} are filled in for each."
        ),
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("written by"),
    )
    written_at = models.DateTimeField(_("written at"), default=clock.now, editable=False)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("letter to representatives")
        verbose_name_plural = _("letters to representatives")

    def __str__(self) -> str:
        return self.subject

    @property
    def words(self) -> Words:
        return Words(self.subject, self.body)

    def clean(self) -> None:
        """Words that can be filled in."""
        if self.subject and self.body:
            words.check(self.words, PLACES)


class LetterCopy(models.Model):
    """That a representative was sent a letter: once, and the mail it became."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="copies")
    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="letters", verbose_name=_("organisation")
    )
    representative = models.ForeignKey(
        Representative, models.SET_NULL, null=True, blank=True, related_name="letters"
    )
    mail = models.ForeignKey(Mail, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(_("sent at"))

    class Meta:
        ordering = ["letter", "pk"]
        verbose_name = _("copy of a letter")
        verbose_name_plural = _("copies of letters")
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "representative"],
                name="letter_once_to_each",
                violation_error_message=_("It was sent to this representative already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter}: {self.organization}"
