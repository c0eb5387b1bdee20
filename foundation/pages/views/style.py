"""The living style page: every component in every state, on one page."""

from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

LONG = "Gesellschaft für wissenschaftliche Datenverarbeitung und Rechenzentrumsbetrieb Südwestfalen"


class Example(forms.Form):
    """A field of every kind."""

    name = forms.CharField(
        label="Full name", help_text="As it is to stand on the badge.", max_length=80
    )
    email = forms.EmailField(label="E-mail")
    organization = forms.CharField(label="Organisation", required=False)
    country = forms.ChoiceField(
        label="Country", choices=[("", "Choose a country"), ("CA", "Canada"), ("DE", "Germany")]
    )
    ticket = forms.ChoiceField(
        label="How will you take part?",
        choices=[("hall", "In the hall"), ("online", "Online")],
        widget=forms.RadioSelect,
    )
    days = forms.MultipleChoiceField(
        label="Days",
        help_text="Choose as many as you like.",
        choices=[("tue", "Tuesday"), ("wed", "Wednesday"), ("thu", "Thursday")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    needs = forms.CharField(
        label="What do you need to take part?",
        help_text="Only the organisers see this.",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    arrival = forms.DateField(
        label="Day of arrival", widget=forms.DateInput(attrs={"type": "date"}), required=False
    )
    agree = forms.BooleanField(
        label="I accept the code of conduct", help_text="It holds at the event and online."
    )


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """Show the components with sample content; `?page=` moves the sample list."""
    wrong = Example(
        {"wrong-email": "someone at example", "wrong-ticket": "ship", "wrong-needs": LONG},
        prefix="wrong",
    )
    return render(
        request,
        "foundation/pages/style.html",
        {
            "empty_form": Example(),
            "wrong_form": wrong,
            "long": LONG,
            "page_of_ten": Paginator(range(240), 24).get_page(request.GET.get("page", 4)),
            **_samples(),
        },
    )


def _samples() -> dict[str, Any]:
    return {
        "tiers": [
            ("Platinum", "platinum"),
            ("Gold", "gold"),
            ("Silver", "silver"),
            ("Associate", "associate"),
            ("Infrastructure donor", "donor"),
            ("Supporting organisation", "supporter"),
            ("No tier", ""),
        ],
        "stages": ["enquiry", "pilot", "confirmed", "maintenance", "retired", "working_group"],
        "seeds": ["vancouver-2023", "ptg-october-2022", "berlin-2022", "openstack", "kata", "zuul"],
        "growth": [
            (date(2021, 1, 1), 60),
            (date(2021, 9, 7), 64),
            (date(2021, 10, 19), 66),
            (date(2022, 2, 16), 72),
            (date(2022, 6, 7), 78),
            (date(2022, 10, 10), 80),
        ],
        "cores": {
            "Cores in production": [("2020", 15), ("2021", 25), ("2022", 40)],
            "Half of them": [("2020", 7.5), ("2021", 12.5), ("2022", 20)],
        },
        "industries": [
            ("Telecommunications", 24, "users"),
            ("Public cloud", 18, "ecosystem"),
            ("Research", 9, "developers"),
            (LONG, 2, "gold"),
        ],
        "opening": datetime(2023, 6, 13, 16, 0, tzinfo=UTC),
        "now": datetime(2022, 10, 10, 9, 0, tzinfo=UTC),
        "steps": [("Tickets", "/style/"), ("Attendees", "/style/"), "Check your answers", "Pay"],
    }
