"""What visitors ask of the marketplace, and what the people of an organisation write for it."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from foundation.base.fields import LineField, LongField
from members.forms import SearchForm
from members.profiles.forms import LogoField
from projects.ecosystem.models import (
    LicenceRequest,
    Offer,
    OfferDraft,
    OfferKind,
    Programme,
    Region,
)
from projects.ecosystem.queries import FACETS, TIE_FACETS, Market
from projects.ecosystem.services import Asked, Entry
from projects.models import Project, Stage

EVERY = {
    "kind": _("Every kind"),
    "project": _("Every project"),
    "region": _("Every region"),
    "programme": _("With or without"),
}


class FacetForm(SearchForm):
    """Search and filters. The choices carry how many rows there would be with each."""

    facets: tuple[str, ...] = ()

    def know(self, market: Market) -> None:
        """Take what there is to choose from `market`."""
        for name in self.facets:
            field: Any = self.fields[name]
            field.choices = [("", EVERY[name]), *market.names[name].items()]
            field.error_messages["invalid_choice"] = _("There is nothing under “%(value)s”.")

    def count(self, market: Market, asked: dict[str, str]) -> None:
        """Write the numbers beside the choices; what is not there is left out, unless chosen."""
        for name in self.facets:
            counts = market.counts(name, asked)
            field: Any = self.fields[name]
            field.choices = [("", EVERY[name])] + [
                (value, f"{label} ({counts[value]})")
                for value, label in market.names[name].items()
                if counts[value] or asked[name] == value
            ]

    def chosen(self, market: Market) -> dict[str, str]:
        """What is asked of `market`; an impossible filter is an error and left aside."""
        self.know(market)
        self.full_clean()
        asked = {name: self.cleaned_data.get(name, "") for name in self.facets}
        self.count(market, asked)
        return asked


class MarketForm(FacetForm):
    """What is asked of the marketplace."""

    facets = FACETS

    kind = forms.ChoiceField(label=_("Kind"), required=False)
    project = forms.ChoiceField(label=_("Project"), required=False)
    region = forms.ChoiceField(label=_("Region"), required=False)
    programme = forms.ChoiceField(label=_("Trademark programme"), required=False)


class TiesForm(FacetForm):
    """What is asked of who does what for projects."""

    facets = TIE_FACETS

    kind = forms.ChoiceField(label=_("What they do"), required=False)
    project = forms.ChoiceField(label=_("Project"), required=False)


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


class LicenceForm(forms.Form):
    """Which product is to carry which mark, and where the results of its test are."""

    product = LineField(
        label=_("Product and its version"),
        max_length=120,
        help_text=_("As it was tested, such as Harbour 4.2."),
    )
    tested_against = LineField(
        label=_("Tested against"),
        max_length=40,
        help_text=_("The version of the programme's rules, such as 2022.11."),
    )
    evidence = forms.URLField(
        label=_("Results of the test"),
        max_length=300,
        assume_scheme="https",
        help_text=_("Where our staff read them, with https:// in front. Nobody else is shown it."),
        error_messages={"invalid": _("Write the address as https://example.org/results.")},
    )

    def __init__(self, *args: Any, offers: QuerySet[Offer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Project.objects.filter(offers__in=offers).distinct().order_by("position", "name")
        self.fields["offer"] = _chosen(
            offers, _("Entry of the marketplace"), "slug",
            _("The mark stands on it. Write the entry first if there is none."),
        )  # fmt: skip
        self.fields["programme"] = _chosen(
            Programme.objects.all(), _("Trademark programme"), "slug", ""
        )
        self.fields["project"] = _chosen(
            known, _("Project"), "slug", _("Which of the projects of the entry was tested.")
        )
        self.order_fields(["offer", "programme", "project", "product"])

    def clean_evidence(self) -> str:
        """Only addresses that nobody on the way can read along."""
        link: str = self.cleaned_data["evidence"]
        if not link.startswith("https://"):
            raise forms.ValidationError(_("Begin the address with https://."), code="scheme")
        return link

    def asked(self) -> Asked:
        """What was written, for the services."""
        said = self.cleaned_data
        return Asked(**{name: said[name] for name in Asked.__dataclass_fields__})


def _chosen(rows: QuerySet[Any], label: Any, key: str, hint: Any) -> forms.ModelChoiceField[Any]:
    return forms.ModelChoiceField(
        rows,
        label=label,
        to_field_name=key,
        empty_label=_("Choose one"),
        help_text=hint,
        error_messages={"invalid_choice": _("Choose one of the list.")},
    )


def asked_before(request: LicenceRequest) -> dict[str, Any]:
    """What a request says, for the form."""
    near = {name: getattr(request, name).slug for name in ("offer", "programme", "project")}
    return near | {
        name: getattr(request, name) for name in ("product", "tested_against", "evidence")
    }
