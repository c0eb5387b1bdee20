"""My affiliations: whom I work for, since when, until when."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from foundation.base import clock, zones
from members.people import queries, services
from members.people.forms import AffiliationForm, EndForm
from members.people.models import Affiliation, Person
from members.people.models.affiliations import LATEST_FIRST
from members.people.views.doors import with_profile


@require_http_methods(["GET", "HEAD", "POST"])
@with_profile
def affiliations(request: HttpRequest, person: Person) -> HttpResponse:
    """All of them, and a form for one more."""
    form = AffiliationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            services.affiliate(user=person.user, employer=form.employer(), at=clock.now())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The affiliation is added."))
            return redirect("people:affiliations")
    return _page(request, person, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@with_profile
def end(request: HttpRequest, person: Person, pk: int) -> HttpResponse:
    """Give the last day of one."""
    row = _mine(person, pk)
    initial = {"last_day": zones.day(clock.now())}
    form = EndForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            services.end_affiliation(
                affiliation=row, last_day=form.cleaned_data["last_day"], at=clock.now()
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The last day is kept."))
            return redirect("people:affiliations")
    context = {"affiliation": row, "form": form}
    status = 422 if form.errors else 200
    return render(request, "members/people/end.html", context, status=status)


@require_POST
@with_profile
def remove(request: HttpRequest, person: Person, pk: int) -> HttpResponse:
    """Take back one that never was."""
    try:
        services.remove_affiliation(affiliation=_mine(person, pk), at=clock.now())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("The affiliation is removed."))
    return redirect("people:affiliations")


def _mine(person: Person, pk: int) -> Affiliation:
    rows = Affiliation.objects.select_related("organization")
    return get_object_or_404(rows, pk=pk, user=person.user)


def _page(request: HttpRequest, person: Person, **more: Any) -> HttpResponse:
    day = zones.day(clock.now())
    rows = Affiliation.objects.filter(user=person.user).select_related("organization")
    context = {
        "person": person,
        "rows": rows.order_by(LATEST_FIRST, "pk"),
        "today": day,
        "organizations": queries.known_names(day),
        **more,
    }
    status = 422 if more["form"].errors else 200
    return render(request, "members/people/affiliations.html", context, status=status)
