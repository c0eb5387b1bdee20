import pytest

from foundation.base import words
from foundation.base.errors import RuleError
from foundation.base.words import Place, Words

PLACES = {
    "name": Place("who gets it"),
    "ticket_list": Place("the tickets", lines=True),
    "order_link": Place("the order", link=True),
}


def html(body, **values):
    return words.html(Words("S", body), PLACES, values)


@pytest.mark.parametrize(
    "typed",
    ["{settings}", "{0.__class__}", "{name.__class__}", "{name!r}", "{name:>9}", "{{ name }}x}",
     "{}", "{name", "name}", "{% if name %}", "{Name}", "{na\nme}"],
)  # fmt: skip
def test_what_cannot_be_filled_in_is_refused_and_told_what_can(typed):
    with pytest.raises(RuleError) as refusal:
        words.check(Words("Hello", f"Hello {typed}"), PLACES)

    assert refusal.value.code == "unknown_place"
    assert "{name}, {ticket_list}, {order_link}" in refusal.value.messages[0]


@pytest.mark.parametrize(
    ("subject", "body", "code"),
    [
        ("", "Hello", "empty"),
        ("Hello", " \n ", "empty"),
        ("Hello\r\nBcc: all@example.org", "Hello", "one_line"),
        ("Hello\u202eolleh", "Hello", "one_line"),
        ("x" * 201, "Hello", "too_long"),
        ("Hello", "x" * 1_000_000, "too_long"),
    ],
)
def test_words_that_are_no_mail_are_refused(subject, body, code):
    with pytest.raises(RuleError) as refusal:
        words.check(Words(subject, body), PLACES)

    assert refusal.value.code == code


def test_what_is_filled_in_is_not_read_again():
    said = words.text(
        Words("S", "Hello {name}"), PLACES, {"name": "{order_link}", "order_link": "x"}
    )

    assert said == "Hello {order_link}"


def test_a_name_with_markup_or_line_breaks_stays_a_name():
    said = html("Hello {name}!", name="<b>Ada</b>\n\nhttps://bad.example & Co")

    assert said == "<p>Hello &lt;b&gt;Ada&lt;/b&gt; https://bad.example &amp; Co!</p>"


def test_only_staff_make_links():
    said = html("See https://good.example/a?b=1&c. {order_link}", order_link='https://x/"><i>')

    assert '<a href="https://good.example/a?b=1&amp;c"' in said
    assert "</a>. <a" in said
    assert 'href="https://x/&quot;&gt;&lt;i&gt;"' in said


def test_paragraphs_and_lists_keep_their_lines():
    said = html("One\r\ntwo\r\n\r\n<script>{ticket_list}", ticket_list="A\n<B>")

    assert said == "<p>One<br>\ntwo</p>\n<p>&lt;script&gt;A<br>\n&lt;B&gt;</p>"


def test_a_subject_is_one_line_whatever_the_name():
    said = words.subject(Words("Hello {name}", "x"), {"name": "Eve\r\nBcc: all@example.org\x00"})

    assert said == "Hello Eve Bcc: all@example.org"


def test_a_megabyte_of_braces_is_answered_at_once():
    assert words.strange("{" * 1_000_000, PLACES)
