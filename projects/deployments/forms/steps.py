"""The steps that ask one thing each."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.base.fields import LineField
from projects.deployments.models import Answer, Industry, Standing
from projects.models import Project, Stage

PUBLIC, CONFIDENTIAL = "public", "confidential"
# What nobody runs: what is retired, and groups of people.
NOT_RUN = (Stage.RETIRED, Stage.WORKING_GROUP)


class OrganizationForm(forms.Form):
    """Who answers, for whom, in which industry."""

    organization = LineField(label=_("Organisation"), max_length=120, autocomplete="organization")
    industry = forms.ModelChoiceField(
        Industry.objects.all(),
        label=_("Industry"),
        empty_label=None,
        widget=forms.RadioSelect,
        help_text=_("What your organisation mostly lives by."),
        error_messages={"invalid_choice": _("Choose an industry of the list.")},
    )
    name = LineField(label=_("Your full name"), max_length=150, autocomplete="name")

    def __init__(self, data: Any = None, *, answer: Answer) -> None:
        known = {
            "organization": answer.called,
            "industry": answer.industry_id,
            "name": answer.name,
        }
        super().__init__(data, initial=known)
        if answer.standing == Standing.KNOWN:
            self.fields["organization"].disabled = True
            self.fields["organization"].help_text = _(
                "As our register has it. Write to us if it is wrong."
            )


class ProjectsForm(forms.Form):
    """What the organisation runs, tests or looks at."""

    projects = forms.ModelMultipleChoiceField(
        Project.objects.none(),
        label=_("Which of these do you run, test or look at?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": _("Choose projects of the list."),
            "invalid_pk_value": _("Choose projects of the list."),
        },
    )

    def __init__(self, data: Any = None, *, answer: Answer) -> None:
        mine = answer.projects.values_list("pk", flat=True)
        super().__init__(data, initial={"projects": list(mine)})
        offered = Project.objects.filter(~Q(stage__in=NOT_RUN) | Q(pk__in=mine))
        field: Any = self.fields["projects"]
        field.queryset = offered.only("name", "position")


class SharingForm(forms.Form):
    """Whether the organisation may be named."""

    sharing = forms.ChoiceField(
        label=_("May we name your organisation as a user?"),
        widget=forms.RadioSelect,
        choices=[
            (PUBLIC, _("Yes, beside the projects we run in production. Nothing else is told.")),
            (CONFIDENTIAL, _("No. We are counted, and named nowhere.")),
        ],
    )

    def __init__(self, data: Any = None, *, answer: Answer) -> None:
        told = {True: PUBLIC, False: CONFIDENTIAL, None: ""}[answer.is_public]
        super().__init__(data, initial={"sharing": told})

    @property
    def is_public(self) -> bool:
        """The answer. Only after `is_valid()`."""
        return bool(self.cleaned_data["sharing"] == PUBLIC)
