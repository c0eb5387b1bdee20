"""People with a profile: members now, former ones, and everything tied to them."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.admin import ImportMixin

from foundation.base import clock, search, zones
from foundation.base.admin import ActionForm, HouseAdmin, confirmed, show
from members.people import services, voting
from members.people.admin import filters, merging
from members.people.admin.imports import PersonImport
from members.people.models import (
    FIELDS,
    Affiliation,
    IndividualMembership,
    MemberEnding,
    Person,
    VotingNotice,
    VotingRule,
)
from members.people.models.affiliations import LATEST_FIRST

SWITCHES = tuple(f"shows_{name}" for name in FIELDS)


class EndForm(ActionForm):
    """Why staff end a membership."""

    how = forms.ChoiceField(
        label=gettext_lazy("How"),
        choices=[
            (MemberEnding.RESIGNED.value, gettext_lazy("They asked us to resign for them")),
            (MemberEnding.ENDED.value, gettext_lazy("Ended by the foundation")),
        ],
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=300,
        help_text=gettext_lazy("For the record; the person does not read it."),
    )


def _is_no_member(row: Any) -> str:
    return "" if row.is_member else str(_("no member now."))


@admin.register(Person)
class PersonAdmin(PersonImport, ImportMixin, HouseAdmin[Person]):
    """What they say of themselves can be mended here; what they hold follows from rows."""

    list_display = ("name", "email", "shown_state", "votes", "employers", "country", "joined")
    list_filter = (
        *(filters.StateFilter, filters.VoteFilter, filters.JoinedFilter),
        *(filters.EmployerFilter, filters.DoubleFilter, "shows_name"),
    )
    list_select_related = ("user",)
    ordering = ("search_text",)
    found_by = ("name", "user__email")
    search_fields = ("name",)
    search_help_text = gettext_lazy("By name (typing errors are forgiven), e-mail or employer.")
    actions = ("end_membership", "merge_accounts")
    fieldsets = (
        (None, {"fields": ("name", "slug", "email", "shown_state", "voting_right")}),
        (gettext_lazy("Membership"), {"fields": ("memberships", "affiliations", "notices")}),
        (
            gettext_lazy("Profile"),
            {"fields": ("country", "bio", "languages", "projects", "chat", "links")},
        ),
        (gettext_lazy("What is public"), {"fields": SWITCHES, "classes": ("collapse",)}),
    )
    readonly_fields = (
        *("slug", "email", "shown_state", "voting_right", "memberships", "affiliations"),
        "notices",
    )
    export_columns = (
        *("name", "email", "shown_state", "votes", "joined", "employers", "country", "slug"),
        *("shows_name", "shows_email"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Person]:
        """With whether they are members, since when, and whether they may vote."""
        now = clock.now()
        rule = VotingRule.objects.in_force(zones.day(now))
        every = IndividualMembership.objects.filter(user=OuterRef("user"))
        today = Affiliation.objects.on(zones.day(now)).select_related("organization")
        employers = Prefetch(
            "user__affiliations", today.order_by(LATEST_FIRST, "pk"), to_attr="employers_now"
        )
        rows = super().get_queryset(request).select_related("user").prefetch_related(employers)
        return rows.annotate(
            is_member=Exists(every.at(now)),
            is_former=Exists(every.filter(span__endswith__lte=now)),
            may_vote=Exists(every.may_vote(now, rule.wait_days)),
            is_lost=Exists(
                VotingNotice.objects.lost_on(zones.day(now)).filter(
                    membership__user=OuterRef("user"), membership__span__contains=now
                )
            ),
            began_at=Subquery(every.at(now).values("span__startswith")[:1]),
        )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Person], search_term: str
    ) -> tuple[QuerySet[Person], bool]:
        """By name as the public directory finds it, or by a part of an address or employer."""
        typed = " ".join(search_term.replace("\0", "").split())[: search.LONGEST]
        if not typed:
            return queryset, False
        by_word = (
            Person.objects.filter(user__email__icontains=typed)
            | Person.objects.filter(user__emailaddress__email__icontains=typed)
            | Person.objects.filter(user__affiliations__organization__name__icontains=typed)
            | Person.objects.filter(user__affiliations__typed_name__icontains=typed)
        )
        keys = set(by_word.values_list("pk", flat=True))
        keys |= set(
            search.matching(Person.objects.all(), typed, "search_text", alike=0.35).values_list(
                "pk", flat=True
            )
        )
        return queryset.filter(pk__in=keys), False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """People join by themselves, or come by an import."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """People are anonymised, at their own wish, and never deleted."""
        return False

    def save_model(self, request: HttpRequest, obj: Person, form: Any, change: bool) -> None:
        """As the person would: a new name has a new address."""
        said = {name: form.cleaned_data[name] for name in form.changed_data}
        services.edit(person=obj, said=said, at=clock.now())

    # --- Columns -----------------------------------------------------------------------------

    @admin.display(description=gettext_lazy("e-mail"), ordering="user__email")
    def email(self, row: Person) -> str:
        return row.user.email

    @admin.display(description=gettext_lazy("state"))
    def shown_state(self, row: Any) -> SafeString:
        if row.is_member:
            return show.state("valid", _("Member"))
        if row.is_former:
            return show.state("closed", _("Former member"))
        return show.state("waiting", _("Community account"))

    @admin.display(description=gettext_lazy("may vote"))
    def votes(self, row: Any) -> str:
        if row.may_vote:
            return _("yes")
        if row.is_lost:
            return _("lost")
        return _("not yet") if row.is_member else "–"

    @admin.display(description=gettext_lazy("employers"))
    def employers(self, row: Any) -> str:
        return ", ".join(each.employer for each in row.user.employers_now) or "–"

    @admin.display(description=gettext_lazy("member since"), ordering="began_at")
    def joined(self, row: Any) -> str:
        return show.at(row.began_at)

    # --- On the record -----------------------------------------------------------------------

    @admin.display(description=gettext_lazy("voting right"))
    def voting_right(self, row: Person) -> str:
        return " ".join(voting.standing(row.user, clock.now()).reasons)

    @admin.display(description=gettext_lazy("memberships"))
    def memberships(self, row: Person) -> SafeString:
        held = IndividualMembership.objects.filter(user=row.user).order_by("-span")
        rows = held.prefetch_related("signatures__version")
        return show.table(
            [_("From"), _("Until"), _("How it ended"), _("Signed"), _("Note")],
            [
                [
                    show.at(each.span.lower),
                    show.at(each.ended_at),
                    each.get_ended_as_display() or "–",
                    ", ".join(str(one.version) for one in each.signatures.all()) or "–",
                    each.note,
                ]
                for each in rows
            ],
            _("Never a member."),
        )

    @admin.display(description=gettext_lazy("affiliations"))
    def affiliations(self, row: Person) -> SafeString:
        rows = Affiliation.objects.filter(user=row.user).select_related("organization")
        return show.table(
            [_("Employer"), _("Job title"), _("Since"), _("Until")],
            [
                [
                    show.link(
                        reverse("admin:people_affiliation_change", args=[each.pk]), each.employer
                    ),
                    each.title or "–",
                    each.since or "–",
                    each.last_day or "–",
                ]
                for each in rows.order_by(LATEST_FIRST, "pk")
            ],
            _("None yet."),
        )

    @admin.display(description=gettext_lazy("voting notices"))
    def notices(self, row: Person) -> SafeString:
        rows = VotingNotice.objects.filter(membership__user=row.user)
        return show.table(
            [_("Sent"), _("To be answered by"), _("Outcome")],
            [
                [
                    show.link(
                        reverse("admin:people_votingnotice_change", args=[each.pk]), each.sent_on
                    ),
                    each.answer_until,
                    each.get_outcome_display(),
                ]
                for each in rows
            ],
            _("None was sent."),
        )

    # --- Actions -----------------------------------------------------------------------------

    @confirmed(
        label=gettext_lazy("End the membership"),
        plural=gettext_lazy("End the membership of the chosen people"),
        will=gettext_lazy("will be no members any more, at once; they get a mail"),
        done=gettext_lazy("are no members any more"),
        reason=_is_no_member,
        form=EndForm,
    )
    def end_membership(
        self, request: HttpRequest, row: Person, *, at: datetime, how: str, reason: str
    ) -> None:
        """For somebody who asked us to, or by a decision."""
        services.resign(user=row.user, at=at, ended_as=MemberEnding(how), because=reason)

    @confirmed(
        label=gettext_lazy("Merge with another account"),
        will=gettext_lazy("will have another account merged"),
        done=gettext_lazy("merged with another account"),
        reason=merging.cannot,
        form=merging.MergeForm,
        permission="merge",
        alone=True,
    )
    def merge_accounts(
        self, request: HttpRequest, row: Person, *, at: datetime, other: Any, primary: str
    ) -> None:
        """Two accounts are one person's."""
        merging.merge(self, request, row, at, other, primary)

    def has_merge_permission(self, request: HttpRequest) -> bool:
        """Who may change people and record it."""
        return request.user.has_perms(("people.change_person", "people.add_accountmerge"))
