"""The directory of people and their pages: only what each of them has opened."""

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property
from django.views.decorators.cache import cache_control
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from foundation.base import clock
from members.accounts.models import User
from members.people import directory as people
from members.people import pictures, queries
from members.people.forms import PeopleForm
from members.people.models import Person, Photo
from members.people.tasks import address_of
from members.people.views.doors import logged_in

A_PAGE = 60

# What somebody closes is closed at once: no copy of these pages may be shown without asking again.
fresh = cache_control(private=True, no_cache=True)


class CountedPaginator(Paginator[Person]):
    """Pages of rows of which it is known how many there are."""

    def __init__(self, rows: Any, size: int, *, count: int) -> None:
        super().__init__(rows, size)
        self.known = count

    @cached_property
    def count(self) -> int:
        """As it was counted for the letters."""
        return self.known


@gzip_page
@fresh
@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """Who is listed: `?letter=` and `page=`, or `?q=`. At most 6 queries.

    A letter there is none of is named and left aside (422).
    """
    now = clock.now()
    form = PeopleForm(request.GET, auto_id="filter-%s")
    form.full_clean()
    counts = people.counts(now)
    asked = form.cleaned_data
    context: dict[str, Any] = {"form": form, "counts": counts, "letters": _letters(counts)}
    if asked.get("q"):
        context["found"] = people.find(asked["q"], now)
        context["people"] = context["found"].people
    else:
        letter = asked.get("letter") or next(iter(counts.by_letter), people.LETTERS[0])
        rows = people.dressed(people.under(letter, now), now)
        pages = CountedPaginator(rows, A_PAGE, count=counts.by_letter.get(letter, 0))
        context |= {"letter": letter, "page": pages.get_page(request.GET.get("page"))}
        context["people"] = context["page"].object_list
    status = 422 if form.errors else 200
    return render(request, "members/people/directory.html", context, status=status)


def _letters(counts: people.Counts) -> list[tuple[str, int]]:
    return [(letter, counts.by_letter.get(letter, 0)) for letter in people.LETTERS]


@gzip_page
@fresh
@require_safe
def person(request: HttpRequest, slug: str) -> HttpResponse:
    """One person: what they have opened. 404 for those who are no members or closed their name.

    The address of an account that was merged leads to the one that is kept (301), while it is open.
    """
    now = clock.now()
    row = people.dressed(Person.objects.listed_at(now), now).filter(slug=slug).first()
    if row is None:
        return redirect(_moved(slug, now), permanent=True)
    photo = Photo.objects.filter(person=row).only("version", "width", "height").first()
    held = queries.membership_of(row.user, now)
    context = {
        "person": row,
        "photo": photo if row.shows_photo else None,
        "since": held.began_on if held else None,
        "links": row.links.splitlines() if row.shows_links else [],
    }
    return render(request, "members/people/person.html", context)


def _moved(slug: str, at: datetime) -> Person:
    kept = people.moved(slug, at)
    if kept is None:
        message = "Nobody is listed at this address."
        raise Http404(message)
    return kept


@fresh
@require_safe
def photo(request: HttpRequest, slug: str) -> HttpResponse:
    """The photo of a listed person who shows it."""
    listed = Person.objects.listed_at(clock.now()).filter(slug=slug, shows_photo=True)
    kept = get_object_or_404(Photo, person__in=listed)
    return picture(kept)


def picture(kept: Photo) -> HttpResponse:
    """A photo as an answer; nothing in it can be anything but a picture."""
    headers = {"X-Content-Type-Options": "nosniff"}
    return HttpResponse(bytes(kept.content), content_type=pictures.CONTENT_TYPE, headers=headers)


@require_safe
@logged_in
def email(request: HttpRequest, user: User, slug: str) -> HttpResponse:
    """The e-mail of somebody who shows it: to Foundation members, one at a time, never in a list."""
    now = clock.now()
    listed = Person.objects.listed_at(now).select_related("user")
    row = get_object_or_404(listed, slug=slug, shows_email=True)
    is_member = queries.membership_of(user, now) is not None
    context = {"person": row, "email": address_of(row.user) if is_member else ""}
    status = 200 if is_member else 403
    return render(request, "members/people/email.html", context, status=status)
