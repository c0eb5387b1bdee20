"""What staff are asked before something happens to an application."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.base import clock, zones
from foundation.base.admin import ActionForm
from foundation.base.fields import LineField, LongField
from members.applications import affiliation, queries
from members.models import Organization
from members.rulings import Ruling


class QuestionForm(ActionForm):
    """A question to the applicant."""

    text = LongField(
        label=gettext_lazy("Question"),
        max_length=5000,
        help_text=gettext_lazy("The applicant gets it by mail and answers on the own page."),
    )


class RegisterField(LineField):
    """An organisation of the register by any of its names."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=120, required=False, **kwargs)

    def clean(self, value: Any) -> Organization | None:
        """The row; a name that is none is answered with those that are near."""
        typed = super().clean(value)
        if not typed:
            return None
        found = affiliation.named(typed)
        if found is None:
            near = [
                str(each.organization) for each in queries.candidates(typed, zones.day(clock.now()))
            ]
            if near:
                raise ValidationError(
                    _("The register has no “%(typed)s”. Near it: %(near)s."),
                    params={"typed": typed, "near": ", ".join(near)},
                )
            raise ValidationError(_("The register has no “%(typed)s”."), params={"typed": typed})
        return found


class ConnectForm(ActionForm):
    """Which row of the register the applicant and its owner are."""

    organization = RegisterField(
        label=gettext_lazy("It is"),
        help_text=gettext_lazy("Its name in the register; empty: it gets a row of its own."),
    )
    owner = RegisterField(
        label=gettext_lazy("Owned by"),
        help_text=gettext_lazy("Who owns more than half; empty: nobody in the register."),
    )

    def __init__(self, data: Any = None, *, rows: list[Any]) -> None:
        super().__init__(data, rows=rows)
        if len(rows) == 1:
            self.initial = {"organization": rows[0].organization, "owner": rows[0].owner}


def ruling(row: Any, answers: dict[str, Any]) -> Ruling:
    """What was decided about `row`, as the services take it."""
    return Ruling(body=row.decided_by, **answers)
