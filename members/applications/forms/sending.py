"""A document, the answer to a question, and the sending itself."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.base import files
from foundation.base.fields import LineField, LongField
from foundation.base.files import FileKind
from members.applications.models import Rules


class UploadField(forms.FileField):
    """A PDF, PNG or JPEG by its content, whatever its name."""

    def __init__(self, rules: Rules, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.most = rules.most_megabytes
        self.widget.attrs["accept"] = ",".join(files.TYPES.values())

    def to_python(self, data: Any) -> Any:
        """What was sent, looked into."""
        if data in self.empty_values:
            return None
        return files.read(data, kinds=list(FileKind), most_megabytes=self.most)


class DocumentForm(forms.Form):
    """One document."""

    def __init__(self, data: Any = None, sent: Any = None, *, rules: Rules) -> None:
        super().__init__(data, sent)
        hint = _("PDF, PNG or JPEG, at most %(most)s MB.") % {"most": rules.most_megabytes}
        self.fields["file"] = UploadField(rules, label=_("File"), help_text=hint)
        self.fields["what"] = LineField(
            label=_("What it is"),
            max_length=120,
            required=False,
            help_text=_("For example: excerpt of the commercial register."),
        )


class AnswerForm(forms.Form):
    """The answer to a question of the staff."""

    answer = LongField(label=_("Your answer"), max_length=5000)


class CheckForm(forms.Form):
    """The dues that were on the page when the button was pressed."""

    dues = forms.DecimalField(
        widget=forms.HiddenInput,
        error_messages={"required": _("Open this page again and send it from there.")},
    )
