"""The page on which staff choose the moment they look from."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.admin.views.decorators import staff_member_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from foundation.base import clock, zones
from foundation.pages import timemachine

# Further away nothing of ours is true.
REACH = timedelta(days=40 * 366)


class MomentForm(forms.Form):
    """A moment on the clocks of a zone."""

    at = forms.DateTimeField(
        label=gettext_lazy("Look from"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": gettext_lazy("Write the moment as 2023-02-16 09:00.")},
    )
    zone = forms.CharField(
        label=gettext_lazy("on the clocks of"),
        initial="UTC",
        max_length=40,
        validators=[zones.validate_zone],
        help_text=gettext_lazy("UTC, America/Vancouver and so on."),
    )

    def clean(self) -> dict[str, Any]:
        """The instant, in UTC."""
        given = super().clean() or {}
        if given.get("at") and given.get("zone"):
            at = given["at"]
            if abs(at - clock.now()) > REACH:
                self.add_error("at", _("Choose a moment within forty years."))
            else:
                given["moment"] = zones.instant(at.date(), at.time(), given["zone"])
        return given


@require_http_methods(["GET", "HEAD", "POST"])
@staff_member_required
def time_machine(request: HttpRequest) -> HttpResponse:
    """Choose a moment, or come back to now."""
    onward = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(onward, allowed_hosts=None):
        onward = "/"
    if "now" in request.POST:
        response = redirect(onward)
        response.delete_cookie(timemachine.COOKIE)
        return response
    form = MomentForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        response = redirect(onward)
        timemachine.remember(response, user=request.user, moment=form.cleaned_data["moment"])
        return response
    context = {
        "form": form,
        "title": _("Time machine"),
        "moment": timemachine.moment_of(request),
        "site_header": _("Staff"),
        "has_permission": True,
    }
    status = 422 if form.errors else 200
    return render(request, "admin/time_machine.html", context, status=status)
