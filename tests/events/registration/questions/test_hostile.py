"""What strangers send instead of answers: each a sentence, and nothing else is lost."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from events.registration.questions.models import Answer, AnswerFile, Kind
from foundation.base.files import FileKind
from tests.events.registration.pages import answers, page, text
from tests.factories.events import make_event
from tests.factories.orders import make_free, make_held, make_sale
from tests.factories.questions import make_question

from .test_answering import PDF

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
ZIP = b"PK\x03\x04" + b"\0" * 100


def png(size=(3, 2)):
    file = BytesIO()
    Image.new("1", size).save(file, "PNG")
    return file.getvalue()


def bomb():
    """A picture that says it has a thousand million points, in a hundred bytes."""
    content = bytearray(png())
    content[16:24] = (32000).to_bytes(4) * 2
    return bytes(content)


def send(client, kind, value, **fields):
    question = make_question(event=make_event(), kind=kind, text="Asked", **fields)
    order = make_held(ticket_type=make_sale(event=question.event))
    return client.post(
        page(order, "attendees"),
        answers(name="Ada Keeps") | {f"ticket-1-question-{question.pk}": value},
    )


@pytest.mark.parametrize(
    ("kind", "value", "says"),
    [
        (Kind.TEXT, "a" * 201, "Use at most 200 characters: this has 201."),
        (Kind.LONG, "a" * 2001, "Use at most 2000 characters: this has 2001."),
        (Kind.LONG, "a" * 10_000_000, "Use at most 2000 characters: this has 10000000."),
        (Kind.NUMBER, "twelve", "Write a number, in digits."),
        (Kind.NUMBER, "NaN", "Write a number, in digits."),
        (Kind.NUMBER, "1e400", "Ensure that there are no more than"),
        (Kind.NUMBER, "Infinity", "Write a number, in digits."),
        (Kind.NUMBER, "9" * 5000, "Ensure that there are no more than"),
        (Kind.NUMBER, "-1", "greater than or equal to 0"),
        (Kind.NUMBER, "1000", "less than or equal to 100"),
        (Kind.NUMBER, "5\x00", "Write a number, in digits."),
        (Kind.YES_NO, "perhaps", "Answer yes or no."),
        (Kind.YES_NO, "yes\x00", "Answer yes or no."),
        (Kind.CHOICE, "999999999999999999999", "Choose one of those that are offered."),
        (Kind.CHOICES, ["1", "' OR 1=1"], "Choose among those that are offered."),
        (Kind.COUNTRY, "ZZ", "Choose a country of the list."),
        (Kind.DATE, "99999-01-01", "Write the day as 2023-06-13."),
        (Kind.DATE, "0001-01-01", "Give a day between 1900 and 2099."),
        (Kind.DATE, "2023-02-30", "Write the day as 2023-06-13."),
        (Kind.DATE, "2023-06-13\x00", "Write the day as 2023-06-13."),
    ],
)
def test_a_strange_answer_is_refused_in_a_sentence(client, kind, value, says):
    answer = send(client, kind, value, at_least=0, at_most=100, options=["A"])

    assert answer.status_code == 422
    assert says in text(answer)
    assert 'value="Ada Keeps"' in text(answer)
    assert not Answer.objects.exists()


def test_an_option_of_another_question_is_refused(client):
    other = make_question(event=make_event(), kind=Kind.CHOICE, options=["Theirs"])

    answer = send(client, Kind.CHOICE, str(other.options.get().pk), options=["Mine"])

    assert answer.status_code == 422


def test_null_bytes_and_turned_text_reach_no_table(client):
    send(client, Kind.TEXT, "a\x00b\u202ec")

    assert Answer.objects.get().words == "abc"


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("x.svg", SVG, "Send a file of this kind: PDF, PNG or JPEG."),
        ("x.pdf", SVG, "Send a file of this kind"),
        ("x.png", b"\x89PNG\r\n\x1a\n" + b"rest", "Send a file of this kind"),
        ("x.png", png()[:40], "Send a file of this kind"),
        ("bomb.png", bomb(), "Send a file of this kind"),
        ("bomb.zip", ZIP, "Send a file of this kind"),
        ("x.pdf", b"%PDF-1.7 cut off", "Send a file of this kind"),
        ("x.html", b"<script>", "Send a file of this kind"),
        ("empty.pdf", b"", "The file is empty."),
        ("large.pdf", PDF + b"\0" * 1_000_000 + b"%%EOF", "The file is 1.0 MB large"),
    ],
)
def test_a_strange_file_is_refused_in_a_sentence(client, name, content, says):
    sent = SimpleUploadedFile(name, content, content_type="application/pdf")

    answer = send(client, Kind.FILE, sent, file_kinds=FileKind.values, most_megabytes=1)

    assert answer.status_code == 422
    assert says in text(answer)
    assert not AnswerFile.objects.exists()


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.png", "passwd.png"),
        ("..\\..\\x.png", "x.png"),
        ('a" X-Evil: 1.png', "a--X-Evil--1.png"),
        ("Übersicht.php", "Ubersicht.png"),
        ("." * 300, "file.png"),
        ("é" * 99 + ".png", "e" * 60 + ".png"),
    ],
)
def test_a_file_is_named_plainly_and_by_what_it_is(client, name, kept):
    send(client, Kind.FILE, SimpleUploadedFile(name, png()), file_kinds=FileKind.values)

    file = AnswerFile.objects.get()
    assert (file.name, file.content_type) == (kept, "image/png")


def test_a_file_is_only_for_those_with_its_link_and_never_a_page(client):
    send(client, Kind.FILE, SimpleUploadedFile("visa.pdf", PDF))
    file = AnswerFile.objects.get()
    order = file.answer.ticket.order
    other = make_free()

    answer = client.get(file_of(order, file.key))

    assert answer.content == PDF
    assert answer["Content-Disposition"] == 'attachment; filename="visa.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store, private"
    assert client.get(file_of(other, file.key)).status_code == 404
    assert client.get(file_of(order, "guess")).status_code == 404
    assert client.get(reverse("admin:questions_answer_file", args=[file.key])).status_code == 302
    file.answer.delete()
    assert not AnswerFile.objects.exists()


def file_of(order, key):
    return reverse(
        "registration:order_file", args=[order.event.slug, order.code, order.secret, key]
    )


def test_a_tampered_name_answers_nothing(client):
    question = make_question(event=make_event(), kind=Kind.TEXT)
    other = make_question(event=make_event(), text="Theirs")
    hidden = make_question(event=question.event, text="Staff", is_private=True)
    order = make_held(ticket_type=make_sale(event=question.event))
    names = {
        f"ticket-1-question-{other.pk}": "x",
        f"ticket-1-question-{hidden.pk}": "x",
        f"order-question-{question.pk}": "x",
        f"ticket-2-question-{question.pk}": "x",
        "ticket-1-question-0": "x",
    }

    assert client.post(page(order, "attendees"), answers() | names).status_code == 302
    assert not Answer.objects.exists()
