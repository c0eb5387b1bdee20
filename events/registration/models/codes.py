"""Codes that change a price or open a hidden ticket type (domain 4.1)."""

from datetime import datetime
from typing import Self
from urllib.parse import urlencode

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from events.models import Event
from foundation.base import clock, history
from foundation.base.money import MoneyField

from .orders import Order
from .promises import Promise
from .stock import TicketType

validate_domain = RegexValidator(
    r"^[a-z0-9-]+(\.[a-z0-9-]+)+$", _("Write the domain as example.org, without an @.")
)


class CodeKind(models.TextChoices):
    GENERIC = "generic", _("Generic")
    MEMBER = "member", _("Member")
    CONTRIBUTOR = "contributor", _("Contributor")
    SPEAKER = "speaker", _("Speaker")
    SPONSOR = "sponsor", _("Sponsor")
    PREPAID = "prepaid", _("Prepaid")
    WAITING = "waiting", _("Waiting list")


class Effect(models.TextChoices):
    NONE = "none", _("Opens ticket types, changes no price")
    PRICE = "price", _("Fixed price")
    AMOUNT = "amount", _("Amount off")
    RATE = "rate", _("Per cent off")


class CodeQuerySet(models.QuerySet["Code"]):
    def in_window(self, at: datetime) -> Self:
        """Codes that may be used at `at`, as far as their window goes."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=at),
            Q(valid_until__isnull=True) | Q(valid_until__gt=at),
        )

    def to_be_typed(self) -> Self:
        """Codes somebody may be asked for; those of the waiting list come by link alone."""
        return self.exclude(kind=CodeKind.WAITING)

    def with_promises(self) -> Self:
        """With `keeps_places`: whether places are kept back for the code."""
        kept = Promise.objects.standing().filter(code=OuterRef("pk"))
        return self.annotate(keeps_places=Exists(kept))


@history.tracked
class Code(models.Model):
    """A word that a buyer types or a link carries. A use is one ticket at its price.

    Without a list of types it applies to every type that is open to everybody, and opens none.
    """

    event = models.ForeignKey(Event, models.PROTECT, related_name="codes")
    text = models.CharField(_("code"), max_length=40)
    folded = models.CharField(
        max_length=40,
        editable=False,
        help_text=_("The text with look-alike letters made one, as it is searched for."),
    )
    kind = models.CharField(_("kind"), max_length=11, choices=CodeKind, default=CodeKind.GENERIC)
    effect = models.CharField(_("effect"), max_length=6, choices=Effect, default=Effect.NONE)
    value = MoneyField(
        _("price, amount or per cent"), default=0, help_text=_("In the event's currency, or in %.")
    )
    ticket_types = models.ManyToManyField(
        TicketType,
        blank=True,
        related_name="codes",
        help_text=_("Empty: every type that is open to everybody."),
    )
    tiers = models.ManyToManyField(
        "members.Tier",
        blank=True,
        related_name="codes",
        verbose_name=_("tiers"),
        help_text=_("Of a member code: only for people of members in these tiers."),
    )
    applies_by_itself = models.BooleanField(
        _("applies by itself"),
        default=False,
        help_text=_(
            "Of a member code: whoever is logged in with an address of a member (of any tier, or "
            "of those chosen) sees its price without typing it."
        ),
    )
    most_uses = models.PositiveIntegerField(
        _("most uses"), default=1, help_text=_("In tickets; 0: no limit.")
    )
    most_per_person = models.PositiveIntegerField(
        _("most uses per person"), default=0, help_text=_("In tickets; 0: no limit.")
    )
    used = models.PositiveIntegerField(_("used"), default=0, editable=False)
    valid_from = models.DateTimeField(_("valid from"), null=True, blank=True)
    valid_until = models.DateTimeField(_("valid until"), null=True, blank=True)
    owner_email = models.EmailField(
        _("only for this e-mail"), blank=True, help_text=_("Checked against the purchaser.")
    )
    owner_domain = models.CharField(
        _("only for this domain"), max_length=120, blank=True, validators=[validate_domain]
    )
    with_code = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        help_text=_("Of the waiting list: the code its holder waited with, which counts too."),
    )
    with_invitation = models.ForeignKey(
        "registration.Invitation",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        help_text=_("Of the waiting list: the invitation its holder waited with."),
    )
    batch = models.CharField(
        _("batch"), max_length=80, blank=True, db_index=True, help_text=_("Codes made together.")
    )
    note = models.CharField(_("note for staff"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("made at"), default=clock.now, editable=False)

    objects = CodeQuerySet.as_manager()

    # Whether places may be kept back for it; `with_promises` asks.
    keeps_places = False

    class Meta:
        ordering = ["event", "text"]
        verbose_name = _("code")
        verbose_name_plural = _("codes")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "folded"],
                name="code_once_per_event",
                violation_error_message=_("A code of this event looks the same."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=CodeKind.values) & Q(effect__in=Effect.values),
                name="code_kind_and_effect_known",
            ),
            models.CheckConstraint(
                condition=Q(applies_by_itself=False) | Q(kind=CodeKind.MEMBER),
                name="code_that_applies_by_itself_is_for_members",
                violation_error_message=_("Only a member code can apply by itself."),
            ),
            models.CheckConstraint(
                condition=Q(with_code__isnull=True, with_invitation__isnull=True)
                | Q(kind=CodeKind.WAITING),
                name="code_that_brings_more_is_of_the_waiting_list",
            ),
            models.CheckConstraint(
                condition=Q(most_uses=0) | Q(used__lte=F("most_uses")),
                name="code_never_overused",
                violation_error_message=_("It has been used more often than that already."),
            ),
            models.CheckConstraint(
                condition=Q(value__gte=0) & (~Q(effect=Effect.RATE) | Q(value__lte=100)),
                name="code_value_possible",
                violation_error_message=_("Enter 0 or more, and at most 100 per cent."),
            ),
            models.CheckConstraint(
                condition=~Q(folded=""),
                name="code_has_letters",
                violation_error_message=_("A code needs letters or digits."),
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_until__gt=F("valid_from")),
                name="code_window_ends_after_it_opens",
                violation_error_message=_("The code ends before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def get_link(self) -> str:
        """The path of the tickets page with this code applied."""
        page = reverse("registration:register", args=[self.event.slug])
        return f"{page}?{urlencode({'code': self.text})}"


class CodeUse(models.Model):
    """The uses of a code that an order has taken. `Code.used` is the sum of these rows."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="code_uses")
    code = models.ForeignKey(Code, models.PROTECT, related_name="uses")
    quantity = models.PositiveIntegerField(_("tickets"))

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("use of a code")
        verbose_name_plural = _("uses of codes")
        constraints = [
            models.UniqueConstraint(fields=["order", "code"], name="code_use_once_in_an_order"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="code_use_takes_a_ticket"),
        ]

    def __str__(self) -> str:
        return ngettext("%d ticket", "%d tickets", self.quantity) % self.quantity


class PersonUse(models.Model):
    """How often one person has used a code: a counter the database does not let pass its limit."""

    code = models.ForeignKey(Code, models.PROTECT, related_name="person_uses")
    email = models.EmailField(_("e-mail"))
    used = models.PositiveIntegerField(_("used"), default=0)
    most = models.PositiveIntegerField(_("most"))

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("uses by a person")
        verbose_name_plural = _("uses by persons")
        constraints = [
            models.UniqueConstraint(fields=["code", "email"], name="person_use_one_per_code"),
            models.CheckConstraint(
                condition=Q(most=0) | Q(used__lte=F("most")), name="person_use_never_too_often"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.used}"
