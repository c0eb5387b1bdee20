"""The template tags that every page uses."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory


def render(text, path="/", **context):
    request = RequestFactory().get(path)
    return engines["django"].from_string(text).render(context, request)


def test_query_replace_keeps_the_filters():
    link = render("{% query_replace page=2 %}", "/members/?tier=gold&page=9")

    assert link == "?tier=gold&amp;page=2"


def test_another_filter_goes_back_to_the_first_page():
    assert (
        render('{% query_replace tier="silver" %}', "/members/?tier=gold&page=9") == "?tier=silver"
    )


def test_query_replace_with_nothing_removes():
    assert render("{% query_replace tier=None %}", "/members/?tier=gold&q=a") == "?q=a"


@pytest.mark.parametrize(
    ("path", "marked"),
    [
        ("/members/", 'aria-current="page"'),
        ("/members/ericsson/", 'aria-current="true"'),
        ("/projects/", ""),
    ],
)
def test_active_marks_where_one_is(path, marked):
    assert render('{% active "/members/" %}', path) == marked


def test_home_is_active_on_the_home_page_only():
    assert render('{% active "/" %}', "/members/") == ""


def test_money_names_its_currency_and_loses_empty_cents():
    assert render('{% money price "USD" %}', price=Decimal("1099.00")) == "USD\xa01,099"
    assert render('{{ price|money:"USD" }}', price=Decimal("59.90")) == "USD\xa059.90"
    assert render("{{ price|money }}", price=None) == ""


def test_when_is_a_time_element():
    opening = datetime(2023, 6, 13, 16, 0, tzinfo=UTC)

    assert render('{% when at "America/Vancouver" %}', at=opening) == (
        '<time datetime="2023-06-13T16:00:00+00:00">13 June 2023, 09:00 PDT</time>'
    )


def test_when_of_nothing_is_nothing():
    assert render('{% when at "UTC" %}', at=None) == ""


def test_day_range_of_one_day():
    assert render("{% day_range day %}", day=date(2023, 6, 13)) == "13 June 2023"


def test_absolute_puts_the_site_in_front(settings):
    settings.SITE_URL = "https://openinfra.example"

    assert render('{% absolute "/ptg" %}') == "https://openinfra.example/ptg"
    assert render('{% absolute "https://else.example/" %}') == "https://else.example/"


def test_breadcrumb_links_all_but_the_last():
    trail = render('{% breadcrumb "Members" "/members/" name %}', name="Ericsson & Co")

    assert '<a href="/members/">Members</a>' in trail
    assert '<li aria-current="page">Ericsson &amp; Co</li>' in trail


def test_capture_prints_where_it_is_used():
    assert render("{% capture a %} {{ name }}\n x{% endcapture %}[{{ a }}]", name="<b>") == (
        "[&lt;b&gt; x]"
    )


def test_pages_far_away_are_left_out():
    page = Paginator(range(240), 24).get_page(5)

    assert render("{% page_range page as all %}{{ all|join:' ' }}", page=page) == "1 … 4 5 6 … 10"


def test_icon_and_mark_are_hidden_from_screen_readers():
    assert 'aria-hidden="true"' in render('{% icon "search" %}')
    assert 'aria-hidden="true"' in render('{% mark "Ericsson" "gold" %}')


def test_steps_before_the_current_one_can_be_gone_back_to():
    steps = render(
        '{% include "components/steps.html" with steps=steps current=2 only %}',
        steps=[("Tickets", "/tickets/"), ("Attendees", "/attendees/"), "Pay"],
    )

    assert '<a href="/tickets/">Tickets</a>' in steps
    assert "/attendees/" not in steps
    assert steps.count('aria-current="step"') == 1
