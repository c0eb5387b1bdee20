"""What is held about me: to read, to take along, to have erased."""

import io
import json
import zipfile
from datetime import timedelta

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows import reauthentication
from allauth.account.internal.flows.login import get_authentication_records
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from foundation.base import clock
from foundation.base.personal import telling
from members.accounts.models import User
from members.people import erasing
from members.people.forms import EraseForm
from members.people.models import Photo
from members.people.services import erasing as services
from members.people.views.doors import logged_in

# Whoever has neither password nor passkey proves it by having logged in as lately as this.
LATELY = timedelta(minutes=15)


@require_safe
@logged_in
def data(request: HttpRequest, user: User) -> HttpResponse:
    """Everything, kind by kind."""
    sections = telling.tell(erasing.whose(user))
    return render(request, "members/people/data.html", {"sections": sections})


@require_safe
@logged_in
def export(request: HttpRequest, user: User) -> HttpResponse:
    """The same as a ZIP: JSON for programs, a page for people, the photo."""
    now = clock.now()
    whose = erasing.whose(user)
    sections = telling.tell(whose)
    told = {
        "about": whose.emails,
        "as_of": now.isoformat(),
        "held": [{"table": s.key, "title": s.title, "rows": s.rows} for s in sections],
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("data.json", json.dumps(told, ensure_ascii=False, indent=2, default=str))
        context = {"sections": sections, "emails": whose.emails, "now": now}
        file.writestr("data.html", render_to_string("members/people/export.html", context))
        photo = Photo.objects.filter(person__user=user).first()
        if photo is not None:
            file.writestr("photo.webp", bytes(photo.content))
    headers = {"Content-Disposition": 'attachment; filename="my-data.zip"'}
    return HttpResponse(packed.getvalue(), content_type="application/zip", headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
@logged_in
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator]
def erase(request: HttpRequest, user: User) -> HttpResponse:
    """First what goes, what stays and why; then, proven once more who it is, it begins."""
    if not _is_proven(request, user):
        messages.info(request, _("Log out and in again first, so that we know it is you."))
        return redirect("people:data")
    form = EraseForm(request.POST if request.method == "POST" else None, email=user.email)
    if form.is_valid():
        try:
            services.ask(user=user, at=clock.now())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            logout(request)
            return redirect("people:erased")
    context = {"form": form, "lines": erasing.preview(user, clock.now())}
    status = 422 if form.errors else 200
    return render(request, "members/people/erase.html", context, status=status)


def _is_proven(request: HttpRequest, user: User) -> bool:
    """With a password or passkey they are asked for it; without, the log-in must be a late one."""
    if request.method != "POST" or reauthentication.get_reauthentication_flows(user):
        return True
    records = get_authentication_records(request, user)
    now = clock.real_in(timedelta()).timestamp()
    return bool(records) and now - records[-1]["at"] < LATELY.total_seconds()


@never_cache
@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    """It has begun."""
    return render(request, "members/people/erased.html")
