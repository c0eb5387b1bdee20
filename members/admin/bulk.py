"""What staff change of many organisations at once, after a preview."""

from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from foundation.base.admin import ActionForm, confirmed
from members.models import Organization


class IndustryForm(ActionForm):
    """One of the industries there are, or another."""

    industry = forms.CharField(label=_("industry"), max_length=80)

    def __init__(self, data: Any = None, *, rows: list[Any]) -> None:
        super().__init__(data, rows=rows)
        known = Organization.objects.exclude(industry="").values_list("industry", flat=True)
        names = ", ".join(sorted(set(known.order_by()))[:40])
        self.fields["industry"].help_text = _("There are: %(names)s.") % {"names": names or "–"}


class CountryForm(ActionForm):
    """The country of the seat."""

    country = forms.ChoiceField(label=_("country"), choices=[("", "–"), *countries])


class BulkActions:
    """Mixed into the admin of organisations before HouseAdmin."""

    @confirmed(
        label=_("Set the industry"),
        plural=_("Set the industry of the chosen organisations"),
        will=_("will have another industry"),
        done=_("have the industry now"),
        form=IndustryForm,
    )
    def set_industry(
        self, request: HttpRequest, row: Organization, *, at: datetime, industry: str
    ) -> None:
        """Spelled the same everywhere, so that the directory counts it once."""
        row.industry = industry
        row.save(update_fields=["industry"])

    @confirmed(
        label=_("Set the country"),
        plural=_("Set the country of the chosen organisations"),
        will=_("will have another country"),
        done=_("have the country now"),
        form=CountryForm,
    )
    def set_country(
        self, request: HttpRequest, row: Organization, *, at: datetime, country: str
    ) -> None:
        """Where the seat is."""
        row.country = country
        row.save(update_fields=["country"])
