"""What visitors ask of the marketplace, and what the people of an organisation write for it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.base.fields import LineField, LongField
from members.forms import SearchForm
from members.profiles.forms import LogoField
from projects.ecosystem.models import OfferDraft, OfferKind, Region
from projects.ecosystem.queries import FACETS, Market
from projects.ecosystem.services import Entry
from projects.models import Project, Stage

EVERY = {
    "kind": _("Every kind"),
    "project": _("Every project"),
    "region": _("Every region"),
    "programme": _("With or without"),
}


class MarketForm(SearchForm):
    """Search and filters. The choices carry how many entries there would be with each."""

    kind = forms.ChoiceField(label=_("Kind"), required=False)
    project = forms.ChoiceField(label=_("Project"), required=False)
    region = forms.ChoiceField(label=_("Region"), required=False)
    programme = forms.ChoiceField(label=_("Trademark programme"), required=False)

    def know(self, market: Market) -> None:
        """Take what there is to choose from `market`."""
        for name in FACETS:
            field: Any = self.fields[name]
            field.choices = [("", EVERY[name]), *market.names[name].items()]
            field.error_messages["invalid_choice"] = _("There is nothing under “%(value)s”.")

    def count(self, market: Market, asked: dict[str, str]) -> None:
        """Write the numbers beside the choices; what is not there is left out, unless chosen."""
        for name in FACETS:
            counts = market.counts(name, asked)
            field: Any = self.fields[name]
            field.choices = [("", EVERY[name])] + [
                (value, f"{label} ({counts[value]})")
                for value, label in market.names[name].items()
                if counts[value] or asked[name] == value
            ]


class OfferForm(forms.Form):
    """An entry as the organisation wants it."""

    name = LineField(
        label=_("Name"), max_length=80, help_text=_("What you call the product or service.")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=OfferKind.choices, widget=forms.RadioSelect)
    summary = LineField(
        label=_("In a sentence"), max_length=160, help_text=_("What it is and for whom.")
    )
    description = LongField(
        label=_("Description"), max_length=4000, help_text=_("Paragraphs of plain text.")
    )
    link = forms.URLField(
        label=_("Link"),
        max_length=300,
        assume_scheme="https",
        help_text=_("Where readers find it, with https:// in front."),
        error_messages={"invalid": _("Write the address as https://example.org/product.")},
    )
    regions = forms.MultipleChoiceField(
        label=_("Regions"),
        choices=Region.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one region.")},
    )
    projects = forms.ModelMultipleChoiceField(
        label=_("Projects it is for"),
        queryset=Project.objects.none(),
        to_field_name="slug",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one project.")},
    )
    logo_file = LogoField(
        label=_("Logo"),
        required=False,
        help_text=_("SVG, PNG, JPEG or WebP, at most 2 MB. Without one your own logo is shown."),
        error_messages={"empty": _("The file is empty: choose another one.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["projects"]
        field.queryset = Project.objects.exclude(stage=Stage.RETIRED).order_by("position", "name")

    def clean_link(self) -> str:
        """Only addresses that a browser opens as a page."""
        link: str = self.cleaned_data["link"]
        if not link.startswith(("https://", "http://")):
            raise forms.ValidationError(_("Begin the address with https://."), code="scheme")
        return link

    def entry(self) -> Entry:
        """What was written, for the services."""
        said = self.cleaned_data
        return Entry(
            kind=said["kind"],
            name=said["name"],
            summary=said["summary"],
            description=said["description"],
            link=said["link"],
            regions=said["regions"],
            projects=list(said["projects"]),
        )


def initial(draft: OfferDraft) -> dict[str, Any]:
    """What a draft says, for the form. One query."""
    names = ("name", "kind", "summary", "description", "link", "regions")
    projects = draft.projects.values_list("slug", flat=True)
    return {name: getattr(draft, name) for name in names} | {"projects": list(projects)}
