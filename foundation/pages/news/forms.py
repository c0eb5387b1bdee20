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
from foundation.pages.news.models import Story, StoryPicture
from foundation.pages.news.pictures import Picture
from members.models import Organization
from projects.models import Project

MOST_MEGABYTES = 4
_NAMES = _("Hold Ctrl or ⌘ to choose several.")


class PictureForm(forms.Form):
    """A picture of a story and what it shows; `clean_upload` gives it made anew."""

    upload = forms.FileField(
        label=_("Picture"), required=False, help_text=_("PNG or JPEG, at most 4 MB.")
    )
    alt = LineField(
        label=_("What the picture shows"),
        max_length=200,
        required=False,
        help_text=_("For those who do not see it."),
    )

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
        """A picture is described."""
        given = super().clean() or self.cleaned_data
        if self.has_picture(given) and given.get("alt") == "":
            self.add_error("alt", _("Say what the picture shows."))
        return given

    def has_picture(self, given: dict[str, Any]) -> bool:
        """Whether there is one once this is kept."""
        return bool(given.get("upload"))


class StaffForm(PictureForm, forms.ModelForm[Story]):
    """A story as staff mend it, with its picture."""

    drop = forms.BooleanField(label=_("Take the picture away"), required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.kept = StoryPicture.objects.filter(story=self.instance.pk).only("alt").first()
        if self.kept is None:
            self.fields.pop("drop", None)
        elif "alt" in self.fields:
            self.initial["alt"] = self.kept.alt
        if "alt" in self.fields:
            self.fields["alt"].widget.attrs["size"] = 60

    def has_picture(self, given: dict[str, Any]) -> bool:
        """A new one, or the one that is there and stays."""
        stays = self.kept is not None and not given.get("drop")
        return super().has_picture(given) or stays


class StoryForm(PictureForm):
    """A story: its words, when it may be read, what it is about, a picture."""

    # What the base declares comes last.
    field_order = (
        *("title", "lead", "body", "byline", "published_at", "expires_at"),
        *("projects", "organizations", "at_events"),
    )

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

    def clean(self) -> dict[str, Any]:
        """The end comes after the beginning."""
        given = super().clean()
        begins, ends = given.get("published_at"), given.get("expires_at")
        if begins and ends and ends <= begins:
            self.add_error("expires_at", _("It must be shown until after it is published."))
        return given


def _any_of(names: list[str]) -> Q:
    wanted = Q(pk__in=[])
    for name in names[:30]:
        wanted |= Q(name__iexact=name)
    return wanted
