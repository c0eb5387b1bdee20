"""What staff are asked when an organisation changes, and what their answers lead to."""

from typing import Any

from django import forms
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.base import clock, zones
from foundation.base.admin import ActionForm, refusals
from foundation.base.slugs import slug_of, validate_not_reserved
from members.changes import services
from members.changes.forms import OrganizationField
from members.changes.services import When
from members.models import MailDomain, Membership, Organization, OrganizationName, Representative

# Browsers show a calendar; without one a day is typed as 2022-06-07.
CALENDAR = {"type": "date"}
SINCE = gettext_lazy("Empty if nobody knows.")
LATEST = gettext_lazy("Only where the day itself is not known: a year is 1 January to 31 December.")


class ChangeForm(ActionForm):
    """When it happened, and in a sentence; `try_out` finds out what it comes to."""

    on = forms.DateField(
        label=gettext_lazy("It happened on"),
        widget=forms.DateInput(attrs=CALENDAR),
        required=False,
        help_text=SINCE,
    )
    known = forms.DateField(
        label=gettext_lazy("On this day at the latest"),
        widget=forms.DateInput(attrs=CALENDAR),
        required=False,
        help_text=LATEST,
    )
    text = forms.CharField(
        label=gettext_lazy("In a sentence"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Told on its page."),
    )

    def __init__(self, data: Any = None, *, rows: list[Organization]) -> None:
        super().__init__(data, rows=rows)
        self.order_fields([name for name in self.fields if name not in {"on", "known", "text"}])
        if rows:
            self.ask(rows[0])

    @property
    def organization(self) -> Organization:
        """The one that is changed."""
        row: Organization = self.rows[0]
        return row

    def ask(self, organization: Organization) -> None:
        """Fill in what is known of it."""

    def when(self) -> When:
        """The day as the service takes it."""
        cleaned = self.cleaned_data
        return When(on=cleaned["on"], known=cleaned["known"], text=cleaned["text"])

    def clean(self) -> dict[str, Any]:
        """The days are one answer."""
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("on"), cleaned.get("known")
        if first and last and last < first:
            self.add_error("known", _("The latest day comes before the first it can be."))
        return cleaned

    def consequences(self) -> list[str]:
        """It is done, looked at, and taken back; a refusal is said at once."""
        try:
            with transaction.atomic():
                told = self.try_out()
                transaction.set_rollback(True)
        except refusals.REFUSALS as refused:
            for sentence in refusals.words(refused):
                self.add_error(None, sentence)
            return []
        return told

    def try_out(self) -> list[str]:
        """Do it with these answers; what it came to, in sentences."""
        return []

    def answers(self) -> dict[str, Any]:
        """What the service takes beside the organisation."""
        told = {"on", "known", "text"}
        own = {name: value for name, value in self.cleaned_data.items() if name not in told}
        # Read anew each time: trying it out leaves its mark on the rows it was given.
        fresh = {name: value.all() if isinstance(value, QuerySet) else value
                 for name, value in own.items()}  # fmt: skip
        return {**fresh, "when": self.when()}


class NamedForm(ChangeForm):
    """A name and an address that no other organisation has."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    slug = forms.SlugField(
        label=gettext_lazy("Address"),
        max_length=80,
        required=False,
        validators=[validate_not_reserved],
        help_text=gettext_lazy("The last word of its address. Empty: made from the name."),
    )

    def clean(self) -> dict[str, Any]:
        """The address follows the name where none is typed."""
        cleaned = super().clean()
        if not cleaned.get("slug") and cleaned.get("name") and "slug" not in self.errors:
            cleaned["slug"] = slug_of(cleaned["name"])[:80].strip("-")
        return cleaned


class RenameForm(NamedForm):
    """The new name."""

    def ask(self, organization: Organization) -> None:
        """Its name today is where typing begins."""
        self.fields["name"].initial = organization.name

    def try_out(self) -> list[str]:
        """Both names, and where the old address leads."""
        before, at = self.organization, clock.now()
        services.rename(organization=before, at=at, by=None, **self.answers())
        now = Organization.objects.get(pk=before.pk)
        told = [_("%(old)s is called %(new)s.") % {"old": before, "new": now}]
        if before.slug != now.slug:
            words = {"old": before.get_absolute_url(), "new": now.get_absolute_url()}
            told.append(
                _("Its page moves from %(old)s to %(new)s; the old one leads there.") % words
            )
        return [*told, _("Who searches for %(old)s still finds it.") % {"old": before}]


class AcquireForm(ChangeForm):
    """Who bought it, and whether its term goes over."""

    acquirer = OrganizationField(
        label=gettext_lazy("Acquired by"),
        max_length=120,
        help_text=gettext_lazy("Any name it has or had, or its address."),
    )
    counts_from = forms.DateField(
        label=gettext_lazy("Owner counts from"),
        widget=forms.DateInput(attrs=CALENDAR),
        required=False,
        help_text=gettext_lazy(
            "From then on only one organisation of the owner may hold Gold or Platinum. "
            "Empty: from today."
        ),
    )
    with_term = forms.BooleanField(
        label=gettext_lazy("The buyer takes the term of the bought one over"),
        required=False,
        help_text=gettext_lazy("As a Gold member does that acquires a Platinum one, from today."),
    )

    def try_out(self) -> list[str]:
        """Who owns whom, and what both hold before and after."""
        bought, answers = self.organization, self.answers()
        buyer = answers["acquirer"]
        before = {each.pk: _holds(each) for each in (buyer, bought)}
        services.acquire(acquired=bought, at=clock.now(), by=None, **answers)
        told = [_("%(bought)s belongs to %(buyer)s.") % {"bought": bought, "buyer": buyer}]
        for each in (buyer, bought):
            words = {"name": each, "before": before[each.pk], "after": _holds(each)}
            same = words["before"] == words["after"]
            told.append(
                (_("%(name)s holds %(after)s, as before.") if same
                else _("%(name)s holds %(after)s; before it held %(before)s.")) % words
            )  # fmt: skip
        return told


class SplitForm(NamedForm):
    """The new organisation, and what goes over to it."""

    people = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Representatives that go over"),
        queryset=Representative.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("From today; until yesterday they spoke for the old one."),
    )
    domains = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Mail domains that go over"),
        queryset=MailDomain.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    names = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Other names that go over"),
        queryset=OrganizationName.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def ask(self, organization: Organization) -> None:
        """Only what is its own can go over; what it has none of is not asked."""
        own = {
            "people": organization.representatives.on(zones.day(clock.now())),
            "domains": organization.mail_domains.all(),
            "names": organization.names.all(),
        }
        for name, rows in own.items():
            field: Any = self.fields[name]
            field.queryset = rows
            if not rows.exists():
                del self.fields[name]

    def try_out(self) -> list[str]:
        """The new one, what goes over, and what stays."""
        origin, answers = self.organization, self.answers()
        change = services.split(organization=origin, at=clock.now(), by=None, **answers)
        part = change.other
        told = [
            _("%(part)s gets a record and a page of its own, %(address)s.")
            % {"part": part, "address": part.get_absolute_url() if part else ""}
        ]
        for name in ("people", "domains", "names"):
            over = ", ".join(str(each) for each in answers.get(name, ()))
            if over:
                told.append(_("To it go: %(over)s.") % {"over": over})
        words = {"origin": origin, "holds": _holds(origin)}
        return [*told, _("%(origin)s keeps %(holds)s, its agreement and its books.") % words]


def _holds(organization: Organization) -> str:
    day = zones.day(clock.now())
    held = Membership.objects.on(day).filter(organization=organization).select_related("tier")
    row = held.first()
    return row.tier.name if row else _("no tier")
