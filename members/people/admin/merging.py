"""Two accounts of one person: the button on a person, and the record of what was merged."""

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django import forms
from django.contrib import admin
from django.db import transaction
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.base import clock
from foundation.base.admin import ActionForm, HouseAdmin, ReadOnly, refusals, show
from members.accounts.adapter import verified_emails
from members.accounts.models import User
from members.people.models import AccountMerge, Person
from members.people.services import merging


class MergeForm(ActionForm):
    """The other account, and under which address the one goes on."""

    other = forms.EmailField(
        label=gettext_lazy("Address of the other account"),
        help_text=gettext_lazy("Any address that account has."),
    )
    primary = forms.EmailField(
        label=gettext_lazy("Address from now on"),
        required=False,
        help_text=gettext_lazy("One that either account has proven. Empty: that of this person."),
    )

    def __init__(self, data: Any = None, *, rows: list[Person]) -> None:
        super().__init__(data, rows=rows)
        if rows:
            alike = alike_people(rows[0]).select_related("user").first()
            self.fields["other"].initial = alike.user.email if alike else ""

    def clean_other(self) -> User:
        """The account that has this address."""
        typed = self.cleaned_data["other"]
        address = EmailAddress.objects.filter(email__iexact=typed).order_by("-verified").first()
        found = User.objects.filter(pk=address.user_id if address else 0).first()
        user = found or User.objects.filter(email__iexact=typed).first()
        if user is None:
            raise forms.ValidationError(_("Nobody has this address."), code="unknown")
        return user

    def answers(self) -> dict[str, Any]:
        """What the service takes beside who does it when."""
        person: Person = self.rows[0]
        cleaned = self.cleaned_data
        primary = cleaned["primary"] or person.user.email
        return {"one": person.user, "two": cleaned["other"], "primary": primary}

    def consequences(self) -> list[str]:
        """It is done, looked at, and taken back; a refusal is said at once."""
        try:
            with transaction.atomic():
                done = merging.merge(**self.answers(), at=clock.now(), by=None)
                told = _told(done)
                transaction.set_rollback(True)
        except refusals.REFUSALS as refused:
            for sentence in refusals.words(refused):
                self.add_error(None, sentence)
            return []
        return told


def _told(done: AccountMerge) -> list[str]:
    addresses = ", ".join(sorted(verified_emails(done.kept)))
    told = [
        _("The account %(kept)s is kept, with the addresses %(addresses)s.")
        % {"kept": done.kept.email, "addresses": addresses},
        _("The account %(email)s is closed: nobody logs in to it, and its profile goes.")
        % {"email": done.email},
    ]
    told += [
        _("%(number)s of %(what)s go over.") % {"what": name, "number": number}
        for name, number in done.counts
    ]
    return [*told, *(_("Stays behind: %s") % each for each in done.stayed)]


def alike_people(person: Person) -> Any:
    """Others with the same name, whatever its accents and capitals, and an open account."""
    rows = Person.objects.exclude(pk=person.pk).filter(user__is_active=True)
    return rows.filter(search_text=person.search_text).order_by("pk")


def cannot(person: Person) -> str:
    """Why the account of `person` cannot be merged."""
    return merging.why_not(person.user)


def merge(desk: Any, request: Any, row: Person, at: datetime, other: User, primary: str) -> None:
    """Do it, and say what stays behind."""
    done = merging.merge(
        one=row.user, two=other, primary=primary or row.user.email, at=at, by=request.user
    )
    for sentence in done.stayed:
        desk.message_user(request, _("Stays behind: %s") % sentence)


@admin.register(AccountMerge)
class AccountMergeAdmin(ReadOnly, HouseAdmin[AccountMerge]):
    """Which accounts were merged, by whom, and what moved."""

    list_display = ("email", "kept", "at", "by")
    list_select_related = ("kept", "by")
    found_by = ("email", "kept__full_name")
    search_fields = ("email", "kept__email", "kept__full_name")
    search_help_text = gettext_lazy("By either address, or by name.")
    date_hierarchy = "at"
    view_on_site = False
    fields = ("email", "slug", "kept", "moved", "left", "by", "at")
    readonly_fields = ("moved", "left")
    export_columns = ("email", "kept__email", "at", "by__email")

    @admin.display(description=gettext_lazy("moved"))
    def moved(self, row: AccountMerge) -> SafeString:
        return show.table([_("What"), _("Moved")], row.counts, _("Nothing."))

    @admin.display(description=gettext_lazy("what stayed behind"))
    def left(self, row: AccountMerge) -> SafeString:
        return show.table([_("What")], [[each] for each in row.stayed], "–")
