"""The record of a membership: its standing, terms and dues, and what staff do to them."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.base import clock, moments, zones
from foundation.base.admin import confirmed, show
from foundation.base.money import show as show_money
from members.admin.days import HeldOnFilter
from members.admin.memberships import MembershipAdmin, WhenFilter
from members.dues import books, rules, services, standing
from members.dues.admin.asking import EndForm, OverrideForm, TierForm, UpgradeForm
from members.dues.admin.standings import BooksList, StandingFilter
from members.dues.books import Book
from members.dues.days import ONE_DAY
from members.dues.models import Decision, DuesYear
from members.dues.papers import as_pdf
from members.dues.services import deciding, reinstating
from members.models import Membership, Tier

KNOWN = ("standing", "terms", "dues", "overrides", "benefits")

# The hall's list of memberships, with what this room adds to it.
admin.site.unregister(Membership)


def book_of(row: Any) -> Book:
    """The book of a membership today, read once for a page."""
    if not hasattr(row, "book"):
        row.book = books.of(row, zones.day(clock.now()))
    book: Book = row.book
    return book


def _undecidable(decision: Decision) -> Callable[[Membership], str]:
    def reason(row: Membership) -> str:
        against = deciding.why_not(book_of(row), decision)
        if against is None and decision == book_of(row).terms[-1].decision:
            decided = book_of(row).terms[-1]
            return "" if decided.next_tier_id else str(_("that is what it decided already."))
        return against[1] if against else ""

    return reason


def _cannot_move_down(row: Membership) -> str:
    against = deciding.why_not(book_of(row), Decision.RENEW)
    return against[1] if against else ""


def _is_over(row: Membership) -> str:
    over = row.span.upper is not None and row.span.upper <= zones.day(clock.now())
    return str(_("it has ended.")) if over else ""


def _cannot_move_up(row: Membership) -> str:
    if not _is_over(row) and book_of(row).overdue:
        return str(_("its dues are overdue."))
    return _is_over(row) or ("" if row.tier.rank > 1 else str(_("there is no higher tier.")))


def _cannot_wait(row: Membership) -> str:
    if not _is_over(row) and book_of(row).override:
        return str(_("it is under an override already."))
    return _is_over(row)


def _cannot_come_back(row: Membership) -> str:
    if not _is_over(row):
        return str(_("it has not ended."))
    years = list(DuesYear.objects.with_sums().filter(term__membership=row))
    against = reinstating.why_not(row, rules.of(row.tier), years, zones.day(clock.now()))
    return against[1] if against else ""


@admin.register(Membership)
class TermedMembershipAdmin(MembershipAdmin):
    """Who held which tier when, in what standing, until when and at what price."""

    list_display: tuple[Any, ...] = (
        *("organization", "tier_badge", "standing_badge", "since_when", "until_when", "note"),
    )
    list_filter: ClassVar[tuple[Any, ...]] = (WhenFilter, HeldOnFilter, StandingFilter, "tier")
    actions = ("elect", "decline", "upgrade", "downgrade", "override", "end", "reinstate")
    readonly_fields = KNOWN

    def get_urls(self) -> list[URLPattern]:
        """Also the certificate."""
        view = self.admin_site.admin_view(self.certificate_view)
        own = path("<int:pk>/certificate/", view, name="members_membership_certificate")
        return [own, *super().get_urls()]

    def certificate_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """That it is, was or will be a member, as PDF."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        return as_pdf(book_of(get_object_or_404(self.get_queryset(request), pk=pk)))

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[BooksList]:
        """With the books of the page, read at once."""
        return BooksList

    @admin.display(description=gettext_lazy("standing"))
    def standing_badge(self, row: Membership) -> SafeString:
        state = standing.of(book_of(row)).state
        return show.state(state, state.label)

    def get_readonly_fields(self, request: HttpRequest, obj: Membership | None = None) -> Any:
        """What follows from a membership is there once it is."""
        return self.readonly_fields if obj else ()

    def get_fieldsets(self, request: HttpRequest, obj: Membership | None = None) -> Any:
        """First what it comes to, then the row itself, then what was agreed."""
        fields = [name for name in self.get_fields(request, obj) if name not in KNOWN]
        if obj is None:
            return [(None, {"fields": fields})]
        return [
            (gettext_lazy("Term and dues"), {"fields": ("standing", "terms", "dues", "overrides")}),
            (gettext_lazy("Membership"), {"fields": fields}),
            (gettext_lazy("Benefits"), {"fields": ("benefits",), "classes": ("collapse",)}),
        ]

    # --- What is known -------------------------------------------------------------------------

    @admin.display(description=gettext_lazy("standing today"))
    def standing(self, row: Membership) -> SafeString:
        found = standing.of(book_of(row))
        return format_html("{} {}", show.state(found.state, found.state.label), found.why)

    @admin.display(description=gettext_lazy("terms"))
    def terms(self, row: Membership) -> SafeString:
        rows = [
            (
                show.link(
                    reverse("admin:dues_term_change", args=[term.pk]),
                    moments.day_range(term.span.lower, term.last_day),
                ),
                term.get_decision_display(),
                term.next_tier or "–",
                _day(book_of(row).elect_by(term)),
            )
            for term in book_of(row).terms
        ]
        headers = (_("term"), _("then"), _("in the tier"), _("elects by"))
        return show.table(headers, rows, _("None: it is not in the register of terms yet."))

    @admin.display(description=gettext_lazy("dues"))
    def dues(self, row: Membership) -> SafeString:
        rows = [
            (
                show.link(
                    reverse("admin:dues_duesyear_change", args=[year.pk]),
                    moments.day_range(year.span.lower, year.last_day),
                ),
                show_money(year.amount, year.currency),
                show_money(year.owed, year.currency) if year.owed else "–",
                _day(year.due_on),
            )
            for year in book_of(row).years
        ]
        headers = (_("days"), _("charged"), _("owed"), _("due on"))
        return show.table(headers, rows, _("Nothing was charged."))

    @admin.display(description=gettext_lazy("benefits agreed"))
    def benefits(self, row: Membership) -> SafeString:
        given: Any = row.agreed_benefits.with_use()
        rows = [(each.name, each.detail or "✓", each.used or "–") for each in given]
        headers = (_("benefit"), _("how much"), _("used"))
        return show.table(headers, rows, _("None were agreed."))

    @admin.display(description=gettext_lazy("overrides"))
    def overrides(self, row: Membership) -> SafeString:
        rows = [
            (
                show.link(
                    reverse("admin:dues_override_change", args=[each.pk]),
                    moments.day_range(each.span.lower, each.span.upper - ONE_DAY),
                ),
                each.reason,
            )
            for each in book_of(row).overrides
        ]
        return show.table((_("days"), _("reason")), rows, _("The rules apply as they are."))

    # --- What staff do -------------------------------------------------------------------------

    @confirmed(
        label=gettext_lazy("It renews"),
        plural=gettext_lazy("Record that the chosen members renew"),
        will=gettext_lazy("will be renewed when the term ends"),
        done=gettext_lazy("will be renewed"),
        reason=_undecidable(Decision.RENEW),
    )
    def elect(self, request: HttpRequest, row: Membership, *, at: datetime) -> None:
        """The member has told us that it stays."""
        services.elect(membership=row, at=at, by=request.user)

    @confirmed(
        label=gettext_lazy("It leaves at the end"),
        plural=gettext_lazy("Record that the chosen members leave at the end of their term"),
        will=gettext_lazy("will end with the term"),
        done=gettext_lazy("will end with the term"),
        reason=_undecidable(Decision.LEAVE),
    )
    def decline(self, request: HttpRequest, row: Membership, *, at: datetime) -> None:
        """The member has told us that it does not stay."""
        services.decline(membership=row, at=at, by=request.user)

    @confirmed(
        label=gettext_lazy("Upgrade"),
        plural=gettext_lazy("Upgrade the chosen members"),
        will=gettext_lazy("will move to a higher tier today, with an invoice for the difference"),
        done=gettext_lazy("moved up"),
        reason=_cannot_move_up,
        form=UpgradeForm,
    )
    def upgrade(self, request: HttpRequest, row: Membership, *, at: datetime, tier: Tier) -> None:
        """In mid-term: a new membership begins today."""
        services.upgrade(membership=row, tier=tier, at=at, by=request.user)

    @confirmed(
        label=gettext_lazy("Plan a lower tier"),
        plural=gettext_lazy("Plan a lower tier for the chosen members"),
        will=gettext_lazy("will move to a lower tier when the term ends"),
        done=gettext_lazy("will move down when the term ends"),
        reason=_cannot_move_down,
        form=TierForm,
    )
    def downgrade(self, request: HttpRequest, row: Membership, *, at: datetime, tier: Tier) -> None:
        """At the end of the term; until then nothing changes."""
        services.plan_downgrade(membership=row, tier=tier, at=at, by=request.user)

    @confirmed(
        label=gettext_lazy("Let the rules wait"),
        plural=gettext_lazy("Let the rules wait for the chosen members"),
        will=gettext_lazy("will be in good standing whatever the rules say, until a day"),
        done=gettext_lazy("under an override"),
        reason=_cannot_wait,
        form=OverrideForm,
    )
    def override(
        self, request: HttpRequest, row: Membership, *, at: datetime, until: date, reason: str
    ) -> None:
        """Staff know better, for a while and for a reason."""
        services.override(membership=row, until=until, reason=reason, at=at, by=request.user)

    @confirmed(
        label=gettext_lazy("End it"),
        plural=gettext_lazy("End the chosen memberships"),
        will=gettext_lazy("will end"),
        done=gettext_lazy("ended"),
        reason=_is_over,
        form=EndForm,
    )
    def end(
        self, request: HttpRequest, row: Membership, *, at: datetime, on: date, ended_as: str,
        rest: str,
    ) -> None:  # fmt: skip
        """On a day that staff choose."""
        services.end(membership=row, at=at, ended_as=ended_as, on=on, rest=rest)

    @confirmed(
        label=gettext_lazy("Take it up again"),
        plural=gettext_lazy("Take the chosen memberships up again"),
        will=gettext_lazy("will be a member again from today; the gap stays visible"),
        done=gettext_lazy("members again"),
        reason=_cannot_come_back,
    )
    def reinstate(self, request: HttpRequest, row: Membership, *, at: datetime) -> None:
        """Within the time that the tier's rule gives."""
        services.reinstate(membership=row, at=at, by=request.user)


def _day(day: date | None) -> str:
    return moments.shown(day, "UTC") if day else "–"
