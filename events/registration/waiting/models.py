"""Who waits for a place of a stock that is sold out, in order (domain 4.1)."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.registration.models import Audience, Code, Invitation, Stock, TicketType
from foundation.base import clock, history, tokens

# The ways in which waiting ends, by the column that says when.
ENDS = ("taken_at", "left_at", "lapsed_at", "ended_at")


class EntryState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    OFFERED = "offered", _("Offered a place")
    TAKEN = "taken", _("Ordered")
    LEFT = "left", _("Left the list")
    LAPSED = "lapsed", _("Let the offer lapse")
    ENDED = "ended", _("Ended without an offer")


@history.tracked
class Line(models.Model):
    """The waiting list of one stock. Whoever changes it holds this row until the end."""

    stock = models.OneToOneField(Stock, models.PROTECT, related_name="line")
    hours = models.PositiveSmallIntegerField(
        _("hours an offer stands"), default=24, help_text=_("For offers made from now on.")
    )

    class Meta:
        ordering = ["stock"]
        verbose_name = _("waiting list")
        verbose_name_plural = _("waiting lists")
        constraints = [
            models.CheckConstraint(
                condition=Q(hours__gte=1, hours__lte=720),
                name="line_offers_stand_for_a_while",
                violation_error_message=_("An offer stands between 1 and 720 hours."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.stock)

    @property
    def offer_time(self) -> timedelta:
        return timedelta(hours=self.hours)


def shut_out(at: datetime) -> Q:
    """Entries whose code or invitation for what is hidden is over at `at`, for good."""
    invitation = (
        Q(invitation__accepted_at__isnull=False)
        | Q(invitation__declined_at__isnull=False)
        | Q(invitation__withdrawn_at__isnull=False)
        | Q(invitation__valid_until__lte=at)
    )
    code = Q(came_with__valid_until__lte=at, ticket_type__audience=Audience.WITH_CODE)
    return invitation | code


class EntryQuerySet(models.QuerySet["Entry"]):
    def live(self) -> Self:
        """Who waits, and whose offer is open."""
        return self.filter(**dict.fromkeys((f"{name}__isnull" for name in ENDS), True))

    def waiting(self) -> Self:
        """Who has no offer yet."""
        return self.live().filter(offered_at__isnull=True)

    def offered(self) -> Self:
        """Whose offer is open."""
        return self.live().filter(offered_at__isnull=False)

    def in_state(self, state: str) -> Self:
        """Entries whose `state` is this one."""
        if state == EntryState.WAITING:
            return self.waiting()
        if state == EntryState.OFFERED:
            return self.offered()
        return self.filter(**{f"{state}_at__isnull": False})

    def due(self, at: datetime) -> Self:
        """Open offers whose time is over at `at`."""
        return self.offered().filter(offer_until__lte=at)

    def in_order(self) -> Self:
        """Who came first stands first."""
        return self.order_by("created_at", "pk")


@history.tracked
class Entry(models.Model):
    """Somebody in line. Their offer is a code that is theirs alone, and a place kept for it."""

    line = models.ForeignKey(Line, models.PROTECT, related_name="entries")
    ticket_type = models.ForeignKey(
        TicketType, models.PROTECT, related_name="waiting", verbose_name=_("ticket wanted")
    )
    email = models.EmailField(_("e-mail"))
    came_with = models.ForeignKey(
        Code,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="waited_with",
        verbose_name=_("code they came with"),
        help_text=_("It opens or prices the ticket for them; the offer brings it along."),
    )
    invitation = models.ForeignKey(
        Invitation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="waiting",
        verbose_name=_("invitation they came with"),
    )
    member_email = models.EmailField(
        _("address of a member"),
        blank=True,
        help_text=_("Proven when they came with a code for members; they may wait with another."),
    )
    secret = models.CharField(max_length=32, unique=True, default=tokens.secret, editable=False)
    created_at = models.DateTimeField(_("joined at"), default=clock.now, editable=False)
    offered_at = models.DateTimeField(_("offered at"), null=True, blank=True)
    offer_until = models.DateTimeField(_("offer until"), null=True, blank=True)
    code = models.OneToOneField(
        Code, models.PROTECT, null=True, blank=True, related_name="waiting_entry"
    )
    taken_at = models.DateTimeField(_("ordered at"), null=True, blank=True)
    left_at = models.DateTimeField(_("left at"), null=True, blank=True)
    lapsed_at = models.DateTimeField(_("lapsed at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["line", "created_at", "pk"]
        verbose_name = _("person in line")
        verbose_name_plural = _("people in line")
        indexes = [
            models.Index(
                fields=["line", "created_at", "id"],
                condition=Q(
                    taken_at__isnull=True,
                    left_at__isnull=True,
                    lapsed_at__isnull=True,
                    ended_at__isnull=True,
                ),
                name="entry_in_line",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["line", "email"],
                condition=Q(
                    taken_at__isnull=True,
                    left_at__isnull=True,
                    lapsed_at__isnull=True,
                    ended_at__isnull=True,
                ),
                name="entry_one_live_per_person",
                violation_error_message=_("This address stands in line already."),
            ),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="entry_email_lower"),
            models.CheckConstraint(
                condition=Q(
                    offered_at__isnull=True,
                    offer_until__isnull=True,
                    code__isnull=True,
                    taken_at__isnull=True,
                    lapsed_at__isnull=True,
                )
                | Q(
                    offered_at__isnull=False,
                    offer_until__isnull=False,
                    code__isnull=False,
                ),
                name="entry_offer_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(taken_at__isnull=True, left_at__isnull=True, lapsed_at__isnull=True)
                | Q(taken_at__isnull=True, left_at__isnull=True, ended_at__isnull=True)
                | Q(taken_at__isnull=True, lapsed_at__isnull=True, ended_at__isnull=True)
                | Q(left_at__isnull=True, lapsed_at__isnull=True, ended_at__isnull=True),
                name="entry_ends_once",
            ),
        ]

    def __str__(self) -> str:
        return self.email

    def get_absolute_url(self) -> str:
        return reverse("waiting:entry", args=[self.line.stock.event.slug, self.secret])

    @property
    def state(self) -> EntryState:
        for name in ENDS:
            if getattr(self, name) is not None:
                return EntryState(name.removesuffix("_at"))
        return EntryState.OFFERED if self.offered_at else EntryState.WAITING

    @property
    def is_live(self) -> bool:
        return self.state in {EntryState.WAITING, EntryState.OFFERED}
