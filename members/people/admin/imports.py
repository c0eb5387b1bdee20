"""Individual members from a file, seen before anything is written."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.fields import Field

from foundation.base import clock
from members.admin.imports import Country, Day, Text, plain_text
from members.admin.row_imports import RowResource
from members.admin.uploads import HouseImport
from members.models import Organization
from members.people.models import Person
from members.people.services import Employer
from members.people.services.importing import Known, bring

LONGEST = 150


class PersonResource(RowResource):
    """Who is a member since when, and whom they work for. Somebody is known by an address."""

    email = Field(None, "email", Text(), readonly=True)
    name = Field("name", "name", Text())
    country = Field("country", "country", Country())
    since = Field(None, "member since", Day(), readonly=True)
    organization = Field(None, "organisation", Text(), readonly=True)
    title = Field(None, "job title", Text(), readonly=True)
    employed = Field(None, "works there since", Day(), readonly=True)

    class Meta:
        model = Person
        fields = ("email", "name", "country", "since", "organization", "title", "employed")
        import_id_fields = ("email",)
        skip_unchanged = True
        report_skipped = True
        use_transactions = True

    def known(self, row: Any, instance_loader: Any) -> Person | None:
        email = plain_text(row.get("email"))
        rows = Person.objects.select_related("user")
        found = rows.filter(user__emailaddress__email__iexact=email, user__is_active=True)
        return found.first()

    def import_instance(self, instance: Person, row: Any, **kwargs: Any) -> None:
        """Everything the row says, which the service takes as one."""
        super().import_instance(instance, row, **kwargs)
        instance.told = Known(  # type: ignore[attr-defined]
            email=_email(row),
            name=_short(row, "name", instance.name),
            country=str(instance.country or ""),
            since=_day(row, "member since"),
            employer=_employer(row),
        )

    def do_instance_save(self, instance: Any, is_create: bool) -> None:
        """A refusal of the service is told with its row."""
        instance.pk = bring(known=instance.told, at=clock.now()).pk

    def _shown(self, row: Any, column: str) -> str:
        told: Known | None = getattr(row, "told", None)
        if told is None:
            return ""
        employer = told.employer
        name = (employer.organization or employer.typed_name) if employer else ""
        values = {"email": told.email, "since": told.since, "organization": name,
                  "title": employer.title if employer else "",
                  "employed": employer.since if employer else ""}  # fmt: skip
        return str(values[column] or "")

    def dehydrate_email(self, row: Any) -> str:
        return row.user.email if row.user_id else self._shown(row, "email")

    def dehydrate_since(self, row: Any) -> str:
        return self._shown(row, "since")

    def dehydrate_organization(self, row: Any) -> str:
        return self._shown(row, "organization")

    def dehydrate_title(self, row: Any) -> str:
        return self._shown(row, "title")

    def dehydrate_employed(self, row: Any) -> str:
        return self._shown(row, "employed")


def _email(row: Any) -> str:
    email = plain_text(row.get("email")).lower()
    try:
        validate_email(email)
    except ValidationError as wrong:
        raise ValidationError({"email": wrong.messages}) from None
    return email


def _short(row: Any, column: str, kept: str = "") -> str:
    text = plain_text(row.get(column)) if column in row else kept
    if len(text) > LONGEST or (column == "name" and not text):
        words = _("Write at most 150 letters.") if text else _("Give the full name.")
        raise ValidationError({column: [words]})
    return text


def _day(row: Any, column: str) -> Any:
    try:
        return Day().clean(row.get(column))
    except ValueError as wrong:
        raise ValidationError({column.replace(" ", "_"): [str(wrong)]}) from None


def _employer(row: Any) -> Employer | None:
    """One of the register by any of its names, else as it is typed; "none" is none."""
    name = _short(row, "organisation")
    if not name:
        return None
    if name.lower() == "none":
        return Employer()
    named = Organization.objects.filter(name__iexact=name)
    found = (named | Organization.objects.filter(names__name__iexact=name)).first()
    since, title = _day(row, "works there since"), _short(row, "job title")
    return Employer(organization=found, typed_name="" if found else name, title=title, since=since)


class PersonImport(HouseImport):
    """People from a file."""

    resource_classes = (PersonResource,)
    import_words = gettext_lazy(
        "Somebody is known by an e-mail address. Nobody is written to: who logs in with the address "
        "proves it then, and is asked for the agreement. Of those who are here already only name "
        "and country change."
    )

    def has_import_permission(self: Any, request: HttpRequest) -> bool:
        """People are added by no form; whoever may change them may import them."""
        return bool(self.has_change_permission(request))
