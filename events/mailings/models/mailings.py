"""A mail to many: its words, whom it is for, and how far it has come (domain 4.2, Mails)."""

import hashlib
from datetime import datetime
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import MD5, Concat, Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from events.models import Event
from events.registration.models import Code, OrderState, TicketType
from foundation.base import clock, history, words


class State(models.TextChoices):
    DRAFT = "draft", _("Draft")
    TESTED = "tested", _("Tested")
    SENDING = "sending", _("Being sent")
    PAUSED = "paused", _("Paused")
    SENT = "sent", _("Sent")
    STOPPED = "stopped", _("Stopped")


# Once it has been started, neither words nor recipients change any more.
STARTED = (State.SENDING, State.PAUSED, State.SENT, State.STOPPED)


class ToWhom(models.TextChoices):
    ATTENDEES = "attendees", _("Those who come")
    PURCHASERS = "purchasers", _("Those who ordered")


class Reason(models.TextChoices):
    BOOKING = "booking", _("About the event they have booked")
    NEWS = "news", _("News: everybody can unsubscribe, and who has gets none")


class Named(models.TextChoices):
    ANY = "any", _("Named or not")
    NAMED = "named", _("With somebody named")
    UNNAMED = "unnamed", _("With nobody named yet")


# Orders somebody has sent off; baskets that were left are nobody's address to write to.
SENT_OFF = [
    (OrderState.PAID.value, OrderState.PAID.label),
    (OrderState.PENDING.value, OrderState.PENDING.label),
    (OrderState.CANCELLED.value, OrderState.CANCELLED.label),
    (OrderState.EXPIRED.value, OrderState.EXPIRED.label),
]
# What a test has shown. Another word of these, and it has to be tested again.
TESTED_FIELDS = ("to_whom", "reason", "subject", "body")


def content_hash(*parts: str) -> str:
    """The mark of these words; the table works out the same one."""
    return hashlib.md5("\n".join(parts).encode(), usedforsecurity=False).hexdigest()


def _stored_hash() -> MD5:
    parts: list[F | Value] = []
    for name in TESTED_FIELDS:
        parts += [Value("\n"), F(name)] if parts else [F(name)]
    return MD5(Concat(*parts, output_field=models.TextField()))


def confirmed_orders() -> list[str]:
    """Unless told, a mailing is for those whose order stands."""
    return [OrderState.PAID.value]


class MailingQuerySet(models.QuerySet["Mailing"]):
    def interrupted(self, before: datetime) -> Self:
        """Being sent, but nothing has moved since `before`."""
        return self.filter(state=State.SENDING, moved_at__lt=before)


@history.tracked
class Mailing(models.Model):
    """One text to everybody an event's orders lead to, once each."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="mailings")
    name = models.CharField(
        _("name"), max_length=120, help_text=_("For staff; nobody else sees it.")
    )
    reason = models.CharField(_("why we write"), max_length=7, choices=Reason)
    to_whom = models.CharField(_("to"), max_length=10, choices=ToWhom, default=ToWhom.ATTENDEES)
    order_states = ArrayField(
        models.CharField(max_length=9, choices=SENT_OFF),
        verbose_name=_("whose order is"),
        default=confirmed_orders,
    )
    ticket_types = models.ManyToManyField(
        TicketType,
        blank=True,
        related_name="mailings",
        verbose_name=_("with a ticket of these types"),
        help_text=_("None chosen: of any type."),
    )
    without_types = models.ManyToManyField(
        TicketType,
        blank=True,
        related_name="mailings_without",
        verbose_name=_("but without a valid ticket of these"),
    )
    named = models.CharField(_("tickets"), max_length=7, choices=Named, default=Named.ANY)
    country = CountryField(_("country of the purchaser"), blank=True)
    code = models.ForeignKey(
        Code, models.PROTECT, null=True, blank=True, verbose_name=_("who used the code")
    )
    subject = models.CharField(_("subject"), max_length=words.MOST_SUBJECT)
    body = models.TextField(_("text"))
    state = models.CharField(_("state"), max_length=7, choices=State, default=State.DRAFT)
    tested_hash = models.CharField(max_length=32, blank=True, editable=False)
    tested_at = models.DateTimeField(_("tested at"), null=True, blank=True)
    created_at = models.DateTimeField(_("written at"), default=clock.now, editable=False)
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    moved_at = models.DateTimeField(_("last batch at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    objects = MailingQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("mailing")
        verbose_name_plural = _("mailings")
        permissions = [("send_mailing", _("Can send mailings"))]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="mailing_state_known"),
            models.CheckConstraint(
                condition=Q(reason__in=Reason.values, to_whom__in=ToWhom.values)
                & Q(named__in=Named.values),
                name="mailing_choices_known",
            ),
            models.CheckConstraint(
                condition=Q(state=State.DRAFT)
                | Q(tested_at__isnull=False, tested_hash=_stored_hash()),
                name="mailing_tested_as_it_is",
                violation_error_message=_("Send yourself a test of the text as it is now first."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=STARTED)
                | Q(started_at__isnull=False, moved_at__isnull=False),
                name="mailing_started_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(subject="") & ~Q(body="") & ~Q(subject__regex=r"[\r\n]"),
                name="mailing_says_something",
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("body"), Value(words.MOST_BODY)),
                name="mailing_has_an_end",
                violation_error_message=_("The text is too long."),
            ),
            models.CheckConstraint(
                condition=Q(order_states__len__gt=0),
                name="mailing_is_for_some_orders",
                violation_error_message=_("Choose which orders it is for."),
            ),
            models.CheckConstraint(
                condition=~Q(to_whom=ToWhom.ATTENDEES, named=Named.UNNAMED),
                name="mailing_attendees_are_named",
                violation_error_message=_(
                    "A ticket without a name has nobody to write to: write to those who ordered."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_started(self) -> bool:
        return self.state in STARTED

    @property
    def content_hash(self) -> str:
        """The mark of the words as they are now."""
        return content_hash(*(getattr(self, name) for name in TESTED_FIELDS))
