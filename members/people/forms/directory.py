"""What may be asked of the directory of people."""

from django import forms
from django.utils.translation import gettext_lazy as _

from members.forms import SearchForm
from members.people.directory import LETTERS


class PeopleForm(SearchForm):
    """A name, or a letter."""

    letter = forms.ChoiceField(
        required=False,
        choices=[("", ""), *((letter, letter.upper()) for letter in LETTERS)],
        error_messages={"invalid_choice": _("There is no letter “%(value)s”.")},
    )
