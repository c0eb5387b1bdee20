"""My profile: what I say of myself, and a switch for each thing."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.base import clock
from members.people import pictures, queries, services
from members.people.forms import PhotoForm, ProfileForm
from members.people.models import Person, Photo
from members.people.tasks import address_of
from members.people.views.directory import picture
from members.people.views.doors import with_profile


@require_http_methods(["GET", "HEAD", "POST"])
@with_profile
def profile(request: HttpRequest, person: Person) -> HttpResponse:
    """Edit everything at once."""
    form = ProfileForm(request.POST if request.method == "POST" else None, person=person)
    if form.is_valid():
        services.edit(person=person, said=form.cleaned_data, at=clock.now())
        messages.success(request, _("Your profile is kept."))
        return redirect("people:profile")
    return _page(request, person, form, PhotoForm())


@require_POST
@with_profile
def change_photo(request: HttpRequest, person: Person) -> HttpResponse:
    """Send another photo, or remove the one there is (`remove`)."""
    if "remove" in request.POST:
        services.remove_photo(person=person)
        messages.success(request, _("The photo is gone."))
        return redirect("people:profile")
    form = PhotoForm(request.POST, request.FILES)
    if form.is_valid():
        sent = form.cleaned_data["photo"]
        try:
            services.draw_photo(person=person, content=sent.read(pictures.MOST_BYTES + 1))
        except ValidationError as refusal:
            form.add_error("photo", refusal)
        else:
            messages.success(request, _("The photo is kept. It is shown if you switch it on."))
            return redirect("people:profile")
    return _page(request, person, ProfileForm(person=person), form)


@require_safe
@with_profile
def photo(request: HttpRequest, person: Person) -> HttpResponse:
    """My own photo, shown to others or not."""
    return picture(get_object_or_404(Photo, person=person))


def _page(request: HttpRequest, person: Person, form: ProfileForm, sent: PhotoForm) -> HttpResponse:
    now = clock.now()
    context: dict[str, Any] = {
        "person": person,
        "form": form,
        "photo_form": sent,
        "photo": Photo.objects.filter(person=person).only("version", "width", "height").first(),
        "email": address_of(person.user),
        "is_listed": person.shows_name and queries.membership_of(person.user, now) is not None,
    }
    status = 422 if form.errors or sent.errors else 200
    return render(request, "members/people/profile.html", context, status=status)
