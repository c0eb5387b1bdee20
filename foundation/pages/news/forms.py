"""What the author of a story sends."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models import Event
from foundation.base import files
from foundation.base.errors import RuleError
from foundation.base.fields import LineField, LongField
from foundation.base.files import FileKind
from foundation.pages.news import pictures
from foundation.pages.news.pictures import Picture
from members.models import Organization
from projects.models import Project

MOST_MEGABYTES = 4
_NAMES = _("Hold Ctrl or ⌘ to choose several.")


class StoryForm(forms.Form):
    """A story: its words, when it may be read, what it is about, a picture."""

    title = LineField(label=_("Title"), max_length=120)
    lead = LineField(label=_("In a sentence or two"), max_length=300)
    body = LongField(
        label=_("Text"),
        max_length=12_000,
        rows=14,
        required=False,
        help_text=_("Paragraphs; lines that begin with “- ” are a list."),
    )
    byline = LineField(
        label=_("By"), max_length=150, required=False, help_text=_("The name under the title.")
    )
    published_at = forms.DateTimeField(
        label=_("Not before"),
        required=False,
        help_text=_(
            "UTC, as 2022-10-17 14:00. Nobody reads it before. Empty: once it is approved."
        ),
        error_messages={"invalid": _("Write the time as 2022-10-17 14:00.")},
    )
    expires_at = forms.DateTimeField(
        label=_("Not after"),
        required=False,
        help_text=_("UTC. Empty: it stays."),
        error_messages={"invalid": _("Write the time as 2022-10-17 14:00.")},
    )
    projects = forms.ModelMultipleChoiceField(
        Project.objects.order_by("name"), label=_("Projects"), required=False, help_text=_NAMES
    )
    organizations = forms.CharField(
        label=_("Organisations"),
        required=False,
        max_length=1000,
        help_text=_("Their names as in the directory, with a semicolon between them."),
    )
    at_events = forms.ModelMultipleChoiceField(
        Event.objects.public().order_by("-starts_on"), label=_("Events"), required=False
    )
    upload = forms.FileField(
        label=_("Picture"), required=False, help_text=_("PNG or JPEG, at most 4 MB.")
    )
    alt = LineField(
        label=_("What the picture shows"),
        max_length=200,
        required=False,
        help_text=_("For those who do not see it."),
    )

    def clean_organizations(self) -> list[Organization]:
        """The organisations of these names; the first that is not known is named."""
        typed = self.cleaned_data["organizations"].split(";")
        names = [name for word in typed if (name := " ".join(word.replace("\0", "").split()))]
        found = {row.name.casefold(): row for row in Organization.objects.filter(_any_of(names))}
        for name in names:
            if name.casefold() not in found:
                raise forms.ValidationError(
                    _("“%(name)s” is not in the directory: write it as it stands there."),
                    params={"name": name[:80]},
                )
        return list(found.values())

    def clean_upload(self) -> Picture | None:
        """The picture, made anew; refused in words if it is none."""
        sent = self.cleaned_data["upload"]
        if not sent:
            return None
        try:
            kinds = {FileKind.PNG, FileKind.JPEG}
            return pictures.made_anew(files.read(sent, kinds=kinds, most_megabytes=MOST_MEGABYTES))
        except RuleError as refusal:
            raise forms.ValidationError(refusal.messages) from None
        except (OSError, ValueError, SyntaxError):
            raise forms.ValidationError(_("This picture is broken: send another one.")) from None

    def clean(self) -> dict[str, Any]:
        """The end comes after the beginning, and a picture is described."""
        given = super().clean() or self.cleaned_data
        begins, ends = given.get("published_at"), given.get("expires_at")
        if begins and ends and ends <= begins:
            self.add_error("expires_at", _("It must be shown until after it is published."))
        if given.get("upload") and given.get("alt") == "":
            self.add_error("alt", _("Say what the picture shows."))
        return given


def _any_of(names: list[str]) -> Q:
    wanted = Q(pk__in=[])
    for name in names[:30]:
        wanted |= Q(name__iexact=name)
    return wanted
