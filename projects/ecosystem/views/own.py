"""The pages on which the people of a member write its entries of the marketplace."""

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.base import clock, zones
from foundation.base.errors import RuleError
from members.accounts.models import User
from members.profiles.pictures import picture
from members.profiles.queries import Seat, membership
from members.profiles.views import doors
from projects.ecosystem import queries, services
from projects.ecosystem.forms import OfferForm, initial
from projects.ecosystem.models import OfferDraft

FOLDER = "projects/ecosystem/own"


@require_safe
@doors.people_only(doors.editors)
def mine(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Its entries and drafts, and what can be done with each."""
    day = zones.day(clock.now())
    return show(request, "mine", seat, {
        "membership": membership(seat.organization, day),
        "offers": queries.of_organization(seat.organization),
        "drafts": queries.open_drafts(seat.organization),
        "licences": queries.own_licences(seat.organization, day),
        "requests": queries.own_requests(seat.organization),
    })  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@doors.people_only(doors.editors)
def new(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Begin an entry."""
    return _write(request, seat, None)


@require_http_methods(["GET", "HEAD", "POST"])
@doors.people_only(doors.editors)
def draft(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """Go on with a draft."""
    return _write(request, seat, _draft(seat, pk))


def _write(request: HttpRequest, seat: Seat, found: OfferDraft | None) -> HttpResponse:
    form = OfferForm(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        initial=initial(found) if found else {},
    )
    if form.is_valid():
        try:
            kept = services.write(
                organization=seat.organization,
                entry=form.entry(),
                logo=form.cleaned_data["logo_file"],
                at=clock.now(),
                by=_user(request),
                draft=found,
            )
        except RuleError as refusal:
            form.add_error(None, refusal)
        else:
            return redirect("ecosystem:preview", seat.organization.slug, kept.pk)
    status = 422 if form.errors else 200
    return show(request, "write", seat, {"form": form, "draft": found}, status)


@require_http_methods(["GET", "HEAD", "POST"])
@doors.people_only(doors.editors)
def preview(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """The entry as it would be; sending the form asks the staff to approve it."""
    found = _draft(seat, pk)
    refusal = ""
    if request.method == "POST":
        try:
            services.submit(draft=found, at=clock.now(), by=_user(request))
        except RuleError as refused:
            refusal = refused.messages[0]
        else:
            messages.success(request, _("Submitted. You get a mail when it was looked at."))
            return redirect("ecosystem:mine", seat.organization.slug)
    context = {"draft": found, "refusal": refusal}
    return show(request, "preview", seat, context, 422 if refusal else 200)


@require_POST
@doors.people_only(doors.editors)
def discard(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """Throw a draft away."""
    found = _draft(seat, pk)
    done = _("The draft is discarded. What is published stays as it is.")
    return _done(
        request,
        seat,
        done,
        lambda: services.discard(draft=found, at=clock.now(), by=_user(request)),
    )


@require_safe
@doors.people_only(doors.editors)
def logo(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """The logo of a draft."""
    return picture(_draft(seat, pk))


@require_POST
@doors.people_only(doors.editors)
def change(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """Begin a draft of an entry, or go on with the one there is."""
    found = queries.of_organization(seat.organization).filter(pk=pk).first()
    if found is None:
        raise Http404
    try:
        begun = services.begin_change(offer=found, at=clock.now(), by=_user(request))
    except RuleError as refusal:
        messages.error(request, refusal.messages[0])
        return redirect("ecosystem:mine", seat.organization.slug)
    return redirect("ecosystem:draft", seat.organization.slug, begun.pk)


@require_POST
@doors.people_only(doors.editors)
def withdraw(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """Take an entry off the marketplace."""
    found = queries.of_organization(seat.organization).filter(pk=pk).first()
    if found is None:
        raise Http404
    done = _("Withdrawn: the marketplace does not show it any more.")
    return _done(request, seat, done, lambda: services.withdraw(offer=found, at=clock.now()))


def _done(request: HttpRequest, seat: Seat, done: str, do: Any) -> HttpResponseRedirect:
    try:
        do()
    except RuleError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, done)
    return redirect("ecosystem:mine", seat.organization.slug)


def _user(request: HttpRequest) -> User:
    return cast("User", request.user)


def _draft(seat: Seat, pk: int) -> OfferDraft:
    """An open draft of this organisation; another's is not found."""
    found = OfferDraft.objects.open().filter(organization=seat.organization, pk=pk)
    row = found.select_related("offer").first()
    if row is None:
        raise Http404
    row.organization = seat.organization
    return row


def show(
    request: HttpRequest, page: str, seat: Seat, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A page of this room, with the way to the others of the organisation."""
    own = {"seat": seat, "organization": seat.organization, "pages": doors.pages(seat)}
    return render(request, f"{FOLDER}/{page}.html", own | context, status=status)
