"""A day to look from, and documents with their file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.base import files
from foundation.base.errors import RuleError
from foundation.base.files import FileKind, Upload
from projects.governance.models import Document

MOST_MEGABYTES = 5


class DayForm(forms.Form):
    """The day whose bodies are asked for."""

    as_of = forms.DateField(
        label=_("As of"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": _("Write the day as 2022-10-17.")},
    )


class DocumentForm(forms.ModelForm[Document]):
    """A document of a project; a new PDF takes the place of the address or of the old one."""

    upload = forms.FileField(
        label=_("PDF"),
        required=False,
        help_text=_("At most 5 MB. It takes the place of an address."),
    )

    class Meta:
        model = Document
        fields = ("title", "dated_on", "url")

    def clean_upload(self) -> Upload | None:
        """A PDF by what is in it; refused in words otherwise."""
        sent = self.cleaned_data["upload"]
        if not sent:
            return None
        try:
            return files.read(sent, kinds={FileKind.PDF}, most_megabytes=MOST_MEGABYTES)
        except RuleError as refusal:
            raise forms.ValidationError(refusal.messages) from None

    def clean(self) -> dict[str, Any]:
        """An address or a file: the one given last."""
        given = super().clean() or self.cleaned_data
        upload = given.get("upload")
        if upload and given.get("url"):
            self.add_error("upload", _("Give an address or a file, one of the two."))
        elif upload:
            self.instance.file_name = upload.name
        elif given.get("url"):
            self.instance.file_name = ""
        return given
