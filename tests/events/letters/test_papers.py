"""The letter on paper: all text is data, whatever is typed."""

import pytest

from events.letters import papers
from events.letters.models import VisaLetter
from foundation.base import pdf
from tests.factories.letters import make_issued, make_letter, make_rules, make_ticket
from tests.factories.orders import make_foundation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


def drawn(printed, monkeypatch):
    """What reaches the typesetter, and the PDF."""
    seen = {}
    real = pdf.render

    def render(template, data):
        seen.update(data)
        return real(template, data)

    monkeypatch.setattr(pdf, "render", render)
    return seen, papers.letter_pdf(printed)


@pytest.mark.parametrize(
    "name",
    [
        '#eval("panic()") *bold* _x_ $x^2$ `raw` @ref <label> #import "/etc/passwd": *',
        "أمينة محمد שלום 山田太郎",
        "W" * 150,
        '"]\n#panic("out")',
        "{passport} \\ {{name}}",
    ],
)
def test_a_name_is_never_markup(name, monkeypatch):
    letter = make_issued(name=name)

    seen, content = drawn(letter.paper.printed, monkeypatch)

    assert content.startswith(b"%PDF")
    assert seen["name"] == name
    assert name in seen["paragraphs"][0]


def test_a_preview_is_marked_and_takes_no_number(at, monkeypatch):
    make_foundation()
    letter = VisaLetter.objects.with_papers().get(pk=make_letter().pk)
    rules = letter.ticket.order.event.letter_rules

    seen, content = drawn(papers.printed(letter, rules, at=at), monkeypatch)

    assert content.startswith(b"%PDF")
    assert seen["is_preview"]
    assert seen["code"] == ""
    assert "code=" not in seen["check_url"]


def test_the_rules_decide_the_text(at):
    rules = make_rules(text="{name} comes to {event}.\n\nYours, {foundation}.")
    letter = make_issued(ticket=make_ticket(event=rules.event))

    assert letter.paper.printed["paragraphs"] == [
        f"Ada Lovelace comes to {rules.event.name}.",
        "Yours, Foundation Inc..",
    ]
