"""How one project is run: a few lines, each a type in a region."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.base.fields import LineField
from projects.deployments.models import Answer, Bracket, Kind, Region, Stage
from projects.deployments.services.filling import MOST_OF_A_PROJECT, Row
from projects.models import Project

CHOOSE = ("", _("Choose one"))


class DeploymentForm(forms.Form):
    """One type in one region."""

    kind = forms.ChoiceField(label=_("Type"), choices=[CHOOSE, *Kind.choices])
    region = forms.ChoiceField(label=_("Region"), choices=[CHOOSE, *Region.choices])
    stage = forms.ChoiceField(label=_("Stage"), choices=[CHOOSE, *Stage.choices])
    bracket = forms.ChoiceField(
        label=_("Cores"), required=False, help_text=_("Needed for what is in production.")
    )
    version = LineField(label=_("Version"), max_length=40, required=False)

    def __init__(self, *args: Any, brackets: dict[str, Bracket], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._brackets = brackets
        field: Any = self.fields["bracket"]
        field.choices = [
            ("", _("Not known")),
            *((key, str(row)) for key, row in brackets.items()),
        ]

    def clean(self) -> dict[str, Any]:
        """Production has cores."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("stage") == Stage.PRODUCTION and not given.get("bracket", "-"):
            self.add_error("bracket", _("Say how many cores are in production, roughly."))
        return given

    def row(self) -> Row:
        """The deployment. Only after `is_valid()`."""
        given = self.cleaned_data
        return {
            "kind": given["kind"],
            "region": given["region"],
            "stage": given["stage"],
            "bracket": self._brackets.get(given["bracket"]),
            "version": given["version"],
        }


class DeploymentFormSet(forms.BaseFormSet[DeploymentForm]):
    """All lines about one project; one that is left empty says nothing."""

    deletion_widget = forms.CheckboxInput

    def add_fields(self, form: DeploymentForm, index: int | None) -> None:
        super().add_fields(form, index)
        if index is not None and index < self.initial_form_count():
            form.fields["DELETE"].label = _("Leave this one out")
        else:
            form.fields.pop("DELETE", None)

    def clean(self) -> None:
        """Something is told; a project of which there is nothing to tell is left out instead."""
        if not any(self.errors) and not self.rows():
            raise forms.ValidationError(
                _("Tell one way you run it. If you do not, leave the project out."), code="nothing"
            )

    def rows(self) -> list[Row]:
        """The deployments told. Only after `is_valid()`."""
        return [
            form.row()
            for form in self.forms
            if form.cleaned_data and not form.cleaned_data.get("DELETE")
        ]


def formset(data: Any, *, answer: Answer, project: Project, more: bool) -> DeploymentFormSet:
    """The lines told about `project`, with an empty one where there is none or `more` are wanted."""
    brackets = {str(row.lower): row for row in Bracket.objects.all()}
    known = [
        {
            "kind": row.kind,
            "region": row.region,
            "stage": row.stage,
            "bracket": str(row.bracket.lower) if row.bracket else "",
            "version": row.version,
        }
        for row in answer.deployments.filter(project=project).select_related("bracket")
    ]
    made: Any = forms.formset_factory(
        DeploymentForm,
        formset=DeploymentFormSet,
        extra=1 if more or not known else 0,
        max_num=MOST_OF_A_PROJECT,
        validate_max=True,
        absolute_max=MOST_OF_A_PROJECT + 1,
        can_delete=True,
    )
    lines: DeploymentFormSet = made(
        data, initial=known, prefix="on", form_kwargs={"brackets": brackets}
    )
    return lines
