"""The pages of travel support: an address, the link, a draft, an answer."""

from datetime import timedelta

import pytest
from django.urls import reverse

from events.letters.models import TravelApplication, TravelState
from events.letters.services import travel
from events.letters.services.travel import Grant
from foundation.base import clock
from foundation.base.models import Mail
from tests.factories.bots import make_stamp
from tests.factories.events import make_event, make_text
from tests.factories.letters import WANTS, make_application, make_draft, make_rules, make_support

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]

SENT = WANTS | {"do": "send", "wants_ticket": "on"}


def start(event):
    return reverse("letters:travel", args=[event.slug])


def begin(client, event, **more):
    sent = {"name": "Grace Hopper", "email": "grace@example.org", "stamp": make_stamp()}
    return client.post(start(event), sent | more)


def text(response):
    return " ".join(response.content.decode().split())


def grant(row, at):
    what = Grant(flight=row.flight, nights=row.nights, ticket=True)
    return travel.grant(application=row, what=what, until=at + timedelta(days=7), at=at)


def test_from_the_address_to_the_application(client, run_queue):
    event = make_support(text="For contributors.").event
    assert "For contributors." in text(client.get(start(event)))
    assert begin(client, event).url == reverse("letters:sent", args=[event.slug])
    assert "Look into your mail" in text(client.get(reverse("letters:sent", args=[event.slug])))
    run_queue()
    row = TravelApplication.objects.get()
    assert row.get_absolute_url() in Mail.objects.get().text

    draft = text(client.post(row.get_absolute_url(), {"why": "Half", "do": "save"}, follow=True))
    assert "Your draft is kept" in draft
    assert ">Half</textarea>" in draft.replace("> ", ">").replace("\n", "")
    done = text(client.post(row.get_absolute_url(), SENT, follow=True))
    assert "We have your application" in done
    row.refresh_from_db()
    assert row.state == TravelState.SUBMITTED


def test_nobody_learns_who_has_applied(client):
    row = make_application()
    known = begin(client, row.event)
    new = begin(client, row.event, email="new@example.org")

    assert (known.status_code, known.url) == (new.status_code, new.url)
    assert row.secret not in known.url


def test_bots_are_kept_out_and_nothing_typed_is_lost(client):
    event = make_support().event
    for wrong in ({"website": "x"}, {"stamp": "forged"}, {"stamp": make_stamp(seconds_ago=-60)}):
        response = begin(client, event, **wrong)
        assert response.status_code == 422
        assert 'value="grace@example.org"' in text(response)
    assert not TravelApplication.objects.exists()


@pytest.mark.parametrize(
    ("name", "sent", "said"),
    [
        ("country", "XX", "Choose a country"),
        ("why", "", "Fill this in."),
        ("why", "x" * 10_000, "Use at most 2000 characters"),
        ("flight", "-1", "greater than or equal to 0"),
        ("flight", "1e9", "less than or equal to 10000"),
        ("flight", "NaN", "Enter a number."),
        ("nights", "31", "Select a valid choice"),
        ("nights", "-1", "Select a valid choice"),
        ("name", "", "Fill this in."),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_and_kept(client, name, sent, said):
    row = make_draft()

    response = client.post(row.get_absolute_url(), SENT | {name: sent})

    assert response.status_code == 422
    assert said in text(response)
    assert "Compilers." in text(response)
    row.refresh_from_db()
    assert row.state == TravelState.DRAFT


def test_asking_for_nothing_is_refused(client):
    nothing = {"flight": "", "nights": "0"}
    sent = {name: value for name, value in (SENT | nothing).items() if name != "wants_ticket"}
    response = client.post(make_draft().get_absolute_url(), sent)

    assert response.status_code == 422
    assert "Ask for something" in text(response)


def test_after_the_deadline_nothing_is_taken_and_everything_shown(client, at):
    row = make_draft()
    with clock.seen_from(at + timedelta(days=200)):
        assert "Applications are closed" in text(client.get(start(row.event)))
        assert begin(client, row.event).status_code == 409
        late = client.post(row.get_absolute_url(), SENT)
        assert "this one was not sent" in text(client.get(row.get_absolute_url()))

    assert late.status_code == 409
    assert "Applications were taken until 15 March 2023, 23:59 PDT" in text(late)


def test_a_wrong_secret_a_foreign_event_and_no_rules_are_404(client):
    row = make_draft()
    bare = make_event()
    for slug, secret in ((row.event.slug, "x"), (bare.slug, row.secret)):
        address = reverse("letters:application", args=[slug, secret])
        assert client.get(address).status_code == 404
        assert client.post(address, SENT).status_code == 404
    assert client.get(start(bare)).status_code == 404


def test_a_grant_is_accepted_by_a_button_and_its_code_shown(client, at):
    row = grant(make_application(), at)
    shown = text(client.get(row.get_absolute_url()))
    assert "We would like you to come" in shown
    assert "USD" in shown
    answer = reverse("letters:answer", args=[row.event.slug, row.secret])

    assert client.get(answer).status_code == 405
    assert "Choose one of the two" in text(client.post(answer, {"answer": "x"}, follow=True))
    for _click in range(2):
        done = text(client.post(answer, {"answer": "accept"}, follow=True))
    row.refresh_from_db()
    assert row.code.get_link() in done
    assert "by now: nothing was done" in text(
        client.post(answer, {"answer": "decline"}, follow=True)
    )


@pytest.mark.parametrize(
    ("decide", "said"),
    [(travel.waitlist, "You are on the waiting list"), (travel.decline, "We cannot help this")],
)
def test_every_decision_has_its_page(client, at, decide, said):
    row = decide(application=make_application(), at=at)

    response = client.get(row.get_absolute_url())

    assert said in text(response)
    assert "noindex" in response["X-Robots-Tag"]


def test_the_page_of_the_event_leads_to_both_while_they_are_open(client, at):
    event = make_support().event
    make_rules(event=event)
    make_text(event=event, kind="travel", title="Travel", link_url="/contact/", link_label="Old")
    make_text(event=event, kind="visa", title="Visa")

    shown = text(client.get(event.get_absolute_url()))

    assert start(event) in shown
    assert reverse("letters:how", args=[event.slug]) in shown
    assert "Old" not in shown
    with clock.seen_from(at + timedelta(days=200)):
        assert "Not open now" in text(client.get(event.get_absolute_url()))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_cost_of_the_pages_is_flat(client, django_assert_num_queries, rows):
    event = make_support().event
    made = [make_application(event=event, email=f"{number}@x.org") for number in range(rows)]

    with django_assert_num_queries(2):
        client.get(start(event))
    with django_assert_num_queries(3):
        client.get(made[0].get_absolute_url())
