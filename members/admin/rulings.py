"""What staff are asked when the board or the Executive Director has decided."""

from typing import Any, ClassVar

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.base import clock, zones
from foundation.base.admin import ActionForm
from foundation.base.fields import LongField
from members.models import DecidedBy


class DecisionForm(ActionForm):
    """A decision: its day, the votes of a board, conflicts of interest, and the text.

    `body` names the column of the rows that says who decides."""

    body: ClassVar[str] = "decided_by"
    decided_on = forms.DateField(
        label=gettext_lazy("Decided on"),
        widget=AdminDateWidget,
        help_text=gettext_lazy("The day of the meeting."),
    )
    votes_for = forms.IntegerField(
        label=gettext_lazy("For"), required=False, min_value=0, max_value=1000
    )
    votes_against = forms.IntegerField(
        label=gettext_lazy("Against"), required=False, min_value=0, max_value=1000
    )
    votes_abstained = forms.IntegerField(
        label=gettext_lazy("Abstained"), required=False, min_value=0, max_value=1000
    )
    conflicts = LongField(
        label=gettext_lazy("Conflicts of interest"),
        required=False,
        rows=2,
        help_text=gettext_lazy("Who had one and took no part. Only staff read this."),
    )
    text = LongField(
        label=gettext_lazy("Text"),
        rows=4,
        help_text=gettext_lazy("The applicant reads this. It cannot be changed afterwards."),
    )

    def __init__(self, data: Any = None, *, rows: list[Any]) -> None:
        super().__init__(data, rows=rows)
        self.initial["decided_on"] = zones.day(clock.now())
        if all(getattr(row, self.body) == DecidedBy.DIRECTOR for row in rows):
            for name in ("votes_for", "votes_against", "votes_abstained"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """A board votes."""
        told: dict[str, Any] = super().clean() or {}
        for name in ("votes_for", "votes_against", "votes_abstained"):
            if name in self.fields and name not in self.errors and told.get(name) is None:
                self.add_error(name, _("Give the number of votes, 0 for none."))
        return told
