"""The enquiry of a project that looks for a home."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.validators import RegexValidator, URLValidator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from foundation.base.bots import BotGuard
from foundation.base.fields import LongField
from members.models import Organization
from projects.hosting.models import PlatinumAnswer
from projects.hosting.services import Answers

COMMENT_LETTERS = 400

# What a browser never sends from a line of text; whoever does is after a mail's header.
one_line = RegexValidator(r"[\r\n\t\v\f]", _("Write this in one line."), inverse_match=True)
telephone = RegexValidator(
    r"^\+?[0-9 ()./x-]{5,40}$", _("Write the number with digits, such as +1 512 555 0100.")
)
public_address = URLValidator(
    schemes=["http", "https"],
    message=_("Give the whole address, such as https://example.org/code."),
)


class Line(forms.CharField):
    """A line of text."""

    default_validators = [one_line]


class Letters(forms.CharField):
    """Text of limited length, whose line breaks count as one letter, as they do on the screen."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return text.replace("\r\n", "\n") if isinstance(text, str) else text

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Without `maxlength`: it would cut off silently what is pasted."""
        kept = super().widget_attrs(widget)
        kept.pop("maxlength", None)
        return kept


class EnquiryForm(BotGuard):
    """Who asks, for which project, and who stands behind it (domain 5)."""

    FIELDS = (
        *("name", "email", "organization", "title", "phone"),
        *("project", "repository", "licence", "contributors", "organizations_involved"),
        *("platinum", "comment", "consent"),
    )

    name = Line(
        label=_("Full name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("We answer here, and send you a link to your enquiry."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("Write the address in full, such as ada@example.org.")},
    )
    organization = Line(
        label=_("Organisation"),
        max_length=150,
        help_text=_("Your employer, or “none”."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    title = Line(
        label=_("Job title"),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    phone = Line(
        label=_("Phone"),
        max_length=40,
        required=False,
        validators=[telephone],
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    project = Line(label=_("Name of the project"), max_length=80)
    repository = forms.CharField(
        label=_("Public repository"),
        max_length=300,
        help_text=_("Where everybody can read the code."),
        validators=[public_address],
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
    )
    licence = Line(
        label=_("Licence"),
        max_length=40,
        help_text=_(
            "It must be approved by the Open Source Initiative. Anything but Apache-2.0 is a "
            "question to our board."
        ),
        widget=forms.TextInput(attrs={"list": "licences", "autocomplete": "off"}),
    )
    contributors = forms.IntegerField(
        label=_("Contributors"),
        required=False,
        min_value=0,
        max_value=1_000_000,
        help_text=_("How many people wrote code in the last year, roughly."),
        error_messages={"invalid": _("Write a whole number, such as 25.")},
    )
    organizations_involved = Letters(
        label=_("Organisations involved"),
        max_length=2000,
        required=False,
        help_text=_("Who writes, runs or pays for it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    comment = Letters(
        label=_("Anything else we should know"),
        max_length=COMMENT_LETTERS,
        required=False,
        help_text=_("Up to 400 letters."),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "max_length": _("Shorten this to %(limit_value)d letters: it has %(show_value)d now.")
        },
    )
    consent = forms.BooleanField(
        label=_("I agree that the foundation keeps these details to answer my enquiry"),
        help_text=_("Only staff and the board read them. Write to us to have them corrected."),
    )

    def __init__(
        self, data: QueryDict | None = None, *, platinum_members: Iterable[Organization]
    ) -> None:
        super().__init__(data)
        self._members = {f"member-{member.pk}": member for member in platinum_members}
        self.fields["platinum"] = self._backing(self._members)
        # The summary lists errors in the order of the page.
        self.order_fields(self.FIELDS)

    @staticmethod
    def _backing(members: dict[str, Organization]) -> forms.ChoiceField:
        named = [(value, member.name) for value, member in members.items()]
        return forms.ChoiceField(
            label=_("Which Platinum member is involved?"),
            help_text=_("A project fund needs at least one. You can ask us without."),
            choices=[
                ("", _("Choose one")),
                *([(_("Platinum members"), named)] if named else []),
                (PlatinumAnswer.INTERESTED.value, _("One is interested in becoming one")),
                (PlatinumAnswer.NONE.value, _("None yet")),
            ],
            error_messages={
                "invalid_choice": _("This is not a Platinum member now. Choose one from the list.")
            },
        )

    def answers(self) -> Answers:
        """What was answered, as `services.enquire` takes it. Only after `is_valid()`."""
        told = self.cleaned_data
        member = self._members.get(told["platinum"])
        return {
            "name": told["name"],
            "email": told["email"],
            "organization": told["organization"],
            "title": told["title"],
            "phone": told["phone"],
            "project": told["project"],
            "repository": told["repository"],
            "licence": told["licence"],
            "contributors": told["contributors"],
            "organizations_involved": told["organizations_involved"],
            "platinum": PlatinumAnswer.ONE if member else PlatinumAnswer(told["platinum"]),
            "platinum_member": member,
            "comment": told["comment"],
        }


class MessageForm(BotGuard):
    """A word of whoever asked to the staff. Its address is a secret, so it asks for no name."""

    text = LongField(
        label=_("Your message"),
        max_length=5000,
        help_text=_("Our staff read it. You get a mail when they have written."),
    )
