"""The field in which staff send a logo."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminFileWidget
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from members import logos

LOGO_FILES = "image/png,image/jpeg,image/webp,image/svg+xml,.svg"


class LogoUpload(forms.FileField):
    """A logo, made safe as those are that an organisation's or a project's own people send."""

    def __init__(self, **more: Any) -> None:
        super().__init__(
            label=_("Logo"),
            widget=AdminFileWidget(attrs={"accept": LOGO_FILES}),
            help_text=_("SVG, PNG, JPEG or WebP, at most 2 MB. It is shown on white and on dark."),
            error_messages={"empty": _("The file is empty: choose another one.")},
            **more,
        )

    def clean(self, data: Any, initial: Any = None) -> Any:
        """What was sent is never kept: the picture is written anew."""
        sent = super().clean(data, initial)
        if not isinstance(sent, UploadedFile):
            return sent
        safe = logos.made_safe(sent.read(logos.MOST_BYTES + 1))
        return ContentFile(safe.content, safe.name)
