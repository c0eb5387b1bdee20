"""The list of representatives, from which letters are sent; with the tier of their organisation."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from foundation.base import clock, zones
from foundation.base.admin import ActionForm, confirmed
from foundation.base.models import Bounce
from members.admin.organizations import NO_TIER
from members.care import services
from members.care.models import Letter, LetterCopy
from members.models import Membership, Representative, Tier
from members.representation.admin import RepresentativeAdmin

# The list of the room below, with what this one adds to it.
admin.site.unregister(Representative)


class TierFilter(admin.SimpleListFilter):
    """The tier that their organisation holds today."""

    title = gettext_lazy("tier today")
    parameter_name = "tier"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [*Tier.objects.values_list("slug", "name"), (NO_TIER, _("No member"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        held = Membership.objects.on(zones.day(clock.now()))
        if self.value() == NO_TIER:
            return queryset.exclude(organization__in=held.values("organization"))
        rows = held.filter(tier__slug=self.value()).values("organization")
        return queryset.filter(organization__in=rows) if self.value() else queryset


class LetterForm(ActionForm):
    """Which of the letters."""

    letter = forms.ModelChoiceField(
        label=gettext_lazy("Letter"),
        queryset=Letter.objects.all(),
        help_text=gettext_lazy(
            "Letters are written, and sent to yourself, under “Letters to representatives”."
        ),
    )

    def consequences(self) -> list[str]:
        """To how many it goes, who has it, whose mails come back, and how it reads for the first."""
        letter: Letter = self.cleaned_data["letter"]
        rows = [row for row in self.rows if row.pk not in _having(letter, self.rows)]
        people = {(row.organization_id, row.email) for row in rows}
        dead = Bounce.objects.dead({email for _organization, email in people})
        told = [
            ngettext("%(number)s mail is sent, ", "%(number)s mails are sent, ", len(people))
            % {"number": len(people)}
            + ngettext(
                "to people of %(number)s organisation.",
                "to people of %(number)s organisations.",
                len({organization for organization, _email in people}),
            )
            % {"number": len({organization for organization, _email in people})}
        ]
        if had := len(self.rows) - len(rows):
            told.append(_("%(number)s of the chosen have it already.") % {"number": had})
        if dead:
            told.append(_("Mails come back from: %s.") % ", ".join(sorted(dead)))
        return told + (_sample(letter, rows[0]) if rows else [])


def _having(letter: Letter, rows: list[Any]) -> set[int | None]:
    copies = LetterCopy.objects.filter(letter=letter, representative__in=rows)
    return set(copies.values_list("representative", flat=True))


def _sample(letter: Letter, row: Representative) -> list[str]:
    context = services.draft(letter, row).context
    text = Truncator(context["words_text"]).chars(1500)
    says = _("%(name)s reads “%(subject)s”:") % {"name": row.name, "subject": context["subject"]}
    return [f"{says}\n\n{text}"]


def _is_over(row: Representative) -> str:
    today = Representative.objects.on(zones.day(clock.now()))
    return "" if today.filter(pk=row.pk).exists() else str(_("it does not represent today."))


@admin.register(Representative)
class WrittenRepresentativeAdmin(RepresentativeAdmin):
    """Who represents which organisation in which role, and what they are written."""

    list_filter: ClassVar[tuple[Any, ...]] = (
        RepresentativeAdmin.list_filter[0], TierFilter, *RepresentativeAdmin.list_filter[1:],
    )  # fmt: skip
    actions = (*RepresentativeAdmin.actions, "send_letter")

    def has_letter_permission(self, request: HttpRequest) -> bool:
        """Who writes letters sends them."""
        return request.user.has_perm("care.change_letter")

    @confirmed(
        label=gettext_lazy("Send a letter"),
        plural=gettext_lazy("Send a letter to the chosen representatives"),
        will=gettext_lazy("will get a letter"),
        done=gettext_lazy("written to"),
        reason=_is_over,
        form=LetterForm,
        permission="letter",
    )
    def send_letter(
        self, request: HttpRequest, row: Representative, *, at: datetime, letter: Letter
    ) -> None:
        """One of the letters that staff have written."""
        services.send(letter=letter, representative=row, at=at)
