"""How forms look: label, hint, errors, control; the same words in the summary."""

from django import forms
from django.template.loader import render_to_string

from foundation.base.forms import error_lines


class Sample(forms.Form):
    name = forms.CharField(label="Full name", help_text="As on the badge.")
    way = forms.ChoiceField(
        label="How will you come?", choices=[("a", "By train")], widget=forms.RadioSelect
    )
    note = forms.CharField(label="Note", required=False)
    agree = forms.BooleanField(label="I accept")

    def clean(self):
        if self.data.get("note") == "no":
            self.add_error(None, "Sales are closed.")


def test_hint_and_error_are_tied_to_their_control():
    field = Sample({})["name"].as_field_group()

    assert 'aria-describedby="id_name_helptext id_name_error"' in field
    assert 'id="id_name_helptext"' in field
    assert 'id="id_name_error"' in field
    assert 'aria-invalid="true"' in field


def test_what_may_be_left_out_says_so():
    assert "optional" in Sample()["note"].as_field_group()
    assert "optional" not in Sample()["name"].as_field_group()


def test_radio_buttons_are_one_group_with_a_legend():
    field = Sample()["way"].as_field_group()

    assert "<fieldset" in field
    assert "<legend" in field


def test_what_was_typed_is_kept():
    assert 'value="Ada"' in Sample({"name": "Ada"})["name"].as_field_group()


def test_summary_leads_to_every_field_in_order():
    lines = error_lines(Sample({"note": "no"}))

    assert [(line.target, line.label, line.message) for line in lines] == [
        ("", "", "Sales are closed."),
        ("id_name", "Full name", "Fill this in."),
        ("id_way_0", "How will you come", "Choose one."),
        ("id_agree", "I accept", "Tick this box to go on."),
    ]


def test_summary_has_the_words_of_the_field():
    form = Sample({})

    summary = render_to_string("components/error_summary.html", {"form": form})

    assert 'href="#id_way_0"' in summary
    assert "Choose one." in summary
    assert "Choose one." in form["way"].as_field_group()


def test_summary_of_a_formset_leads_into_its_forms():
    data = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2", "form-0-name": "Ada"}
    formset = forms.formset_factory(Sample)(data)

    targets = [line.target for line in error_lines(formset=formset)]

    assert targets == [
        "id_form-0-way_0",
        "id_form-0-agree",
        "id_form-1-name",
        "id_form-1-way_0",
        "id_form-1-agree",
    ]


def test_no_summary_without_errors():
    assert render_to_string("components/error_summary.html", {"form": Sample()}).strip() == ""
