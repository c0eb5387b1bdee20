"""What people change of their profile themselves."""

from datetime import datetime
from typing import Any

from django.db import transaction

from members.accounts.models import User
from members.people import pictures
from members.people.models import FIELDS, Person, Photo
from members.people.services.joining import introduce

TEXTS = ("country", "bio", "languages", "projects", "chat", "links")
SWITCHES = tuple(f"shows_{name}" for name in FIELDS)


@transaction.atomic
def edit(*, person: Person, said: dict[str, Any], at: datetime) -> Person:
    """Write what `said` holds of name, texts and switches; the rest stays as it is.

    With the name the address changes: a former name of a person is nobody's business, so the old
    address leads nowhere.
    """
    User.objects.select_for_update().get(pk=person.user_id)
    person = Person.objects.select_for_update().select_related("user").get(pk=person.pk)
    if said.get("name", person.name) != person.name:
        country = said.get("country", person.country.code)
        person = introduce(user=person.user, name=said["name"], country=country)
    names = [name for name in (*TEXTS, *SWITCHES) if name in said]
    for name in names:
        setattr(person, name, said[name])
    if names:
        person.save(update_fields=names)
    return person


@transaction.atomic
def draw_photo(*, person: Person, content: bytes) -> Photo:
    """Keep a picture of `person`, made anew from what was sent: nothing else in the file is kept.

    Refused: "picture", in words, for what is no picture or too large (see `pictures.drawn`).
    """
    picture = pictures.drawn(content)
    Person.objects.select_for_update().get(pk=person.pk)
    kept = Photo.objects.filter(person=person).first() or Photo(person=person, version=0)
    kept.content, kept.width, kept.height = picture.content, picture.width, picture.height
    kept.version += 1
    kept.save()
    return kept


@transaction.atomic
def remove_photo(*, person: Person) -> None:
    """Let the picture go, for good."""
    Photo.objects.filter(person=person).delete()
    Person.objects.filter(pk=person.pk).update(shows_photo=False)
