"""The wall of members as a page that other sites may show in a frame."""

from html import escape
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.csp import CSP
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csp import csp_override
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from foundation.base import clock, zones
from foundation.base.caching import public_page
from foundation.base.marks import monogram
from members import register
from members.register import SUPPORTER, Listing, Register

# It holds no script, no form and nothing personal, so any site may frame it.
POLICY: dict[str, Any] = settings.SECURE_CSP | {
    "script-src": [CSP.NONE],
    "form-action": [CSP.NONE],
    "frame-ancestors": ["*"],
}
SIZES = ("small", "medium", "large")


class WallForm(forms.Form):
    """Whose marks are shown (a tier, the supporters, or all members), and how large."""

    tier = forms.ChoiceField(label=_("Tier"), required=False)
    size = forms.ChoiceField(label=_("Size"), required=False, choices=[(s, s) for s in SIZES])

    def __init__(self, data: Any, *, everybody: Register) -> None:
        super().__init__(data)
        tier: Any = self.fields["tier"]
        tier.choices = [(slug, name) for slug, name, _number in everybody.tier_counts]


@gzip_page
@public_page(minutes=5)
@csp_override(POLICY)
@xframe_options_exempt
@require_safe
def wall(request: HttpRequest) -> HttpResponse:
    """The marks of members in the order of their tiers; `?tier=gold &size=large`.

    What is no tier or no size is left aside (422). At most 5 queries.
    """
    everybody = register.kept(zones.day(clock.now()))
    form = WallForm(request.GET, everybody=everybody)
    form.full_clean()
    rows = _chosen(everybody, form.cleaned_data.get("tier", ""))
    context = {
        "rows": rows,
        "written": SafeString("\n".join(map(_written, rows))),
        "size": form.cleaned_data.get("size") or "medium",
    }
    status = 422 if form.errors else 200
    return render(request, "members/wall.html", context, status=status)


def _written(row: Listing) -> str:
    """One entry. Written here and not in the template: thousands of them cost 15 ms more there."""
    tier = row.tier or SUPPORTER
    mark = (
        f'<b aria-hidden="true" class="embed__mark embed__mark--{tier}">'
        f"{escape(monogram(row.name))}</b>"
    )
    if row.logo:
        mark = f'<img src="{escape(settings.MEDIA_URL + row.logo)}" alt="" loading="lazy">'
    address = escape(f"{settings.SITE_URL}/members/{row.slug}/")
    return (
        f'<li data-tier="{tier}"><a href="{address}" target="_blank" rel="noopener">{mark}'
        f"<span>{escape(row.name, quote=False)}</span></a></li>"
    )


def _chosen(everybody: Register, tier: str) -> list[Listing]:
    if tier == SUPPORTER:
        return everybody.supporters
    ranks = {each.slug: each.rank for each in everybody.tiers}
    rows = [row for row in everybody.members if tier in {"", row.tier}]
    return sorted(rows, key=lambda row: ranks[row.tier])
