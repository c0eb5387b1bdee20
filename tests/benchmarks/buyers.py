"""What the load processes do: read a page again and again, or buy and buy."""

import re
from itertools import count

from tests.benchmarks.wire import Browser

BASKET = re.compile(rb'name="basket" value="([^"]+)"')
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
QUANTITY = re.compile(rb'name="(quantity_\d+)"')
ONE = re.compile(rb'href="(\?one=\d+)"')
TOTAL = re.compile(rb'name="total" value="([^"]+)"')


def read(port, path, number, *, fresh=False):
    """A function that reads a page once; `fresh` asks so that no cache can know it."""
    browser, numbers = Browser(port), count()

    def once():
        query = f"?n={number}-{next(numbers)}" if fresh else ""
        assert browser.glance(path + query) == 200

    return browser, once


def buy_free(port, path, number):
    """One free ticket on one page: choose, buy, confirmation. Three requests."""
    browser, numbers = Browser(port), count()

    def once():
        browser.forget()
        who = f"{number}-{next(numbers)}"
        status, _place, page = browser.get(path)
        assert status == 200, status
        if not BASKET.search(page):
            return False  # sold out
        sent = _hidden(page) | {
            "attendee_name": f"Ada Lovelace {who}",
            "attendee_email": f"ada{who}@example.org",
            "organization": "Analytical Engines",
            "conduct": "on",
        }
        return _end(browser, browser.post(path, sent))

    return browser, once


def buy_one(port, path, number):
    """One priced ticket by invoice on one page: tickets, that page, order, confirmation. Four."""
    browser, numbers = Browser(port), count()

    def once():
        browser.forget()
        who = f"{number}-{next(numbers)}"
        _status, _place, page = browser.get(path)
        alone = path + ONE.search(page)[1].decode()
        _status, _place, page = browser.get(alone)
        sent = _hidden(page) | {
            "total": TOTAL.search(page)[1].decode(),
            "attendee_name": f"Ada Lovelace {who}",
            "attendee_email": f"ada{who}@example.org",
            "organization": "Analytical Engines",
            "way": "invoice",
            "address": "1 Main Street",
            "country": "US",
            "conduct": "on",
        }
        return _end(browser, browser.post(alone, sent))

    return browser, once


def buy_paid(port, path, number):
    """One priced ticket by invoice, over every page of the way: nine requests."""
    browser, numbers = Browser(port), count()

    def once():
        browser.forget()
        who = f"{number}-{next(numbers)}"
        _status, _place, page = browser.get(path)
        kind = QUANTITY.search(page)[1].decode()
        status, place, page = browser.post(path, _hidden(page) | {kind: 1})
        steps = [
            {
                "name": f"Ada Lovelace {who}",
                "email": f"ada{who}@example.org",
                "organization": "Analytical Engines",
                "ticket-1-who": "me",
            },
            {"conduct": "on"},
            {"method": "invoice", "address": "1 Main Street", "country": "US"},
        ]
        for sent in steps:
            assert status == 302, (status, page[:2000])
            _status, _place, page = browser.get(place)
            status, place, page = browser.post(place, _hidden(page) | sent)
        return _end(browser, (status, place, page))

    return browser, once


def _hidden(page):
    token, basket = TOKEN.search(page), BASKET.search(page)
    sent = {"csrfmiddlewaretoken": token[1].decode()}
    return sent | ({"basket": basket[1].decode()} if basket else {})


def _end(browser, answer):
    """Whether the order was placed: its page is opened. Sold out is an answer too."""
    status, place, page = answer
    if status == 409:
        return False
    assert status == 302, (status, page[:2000])
    status, _place, _page = browser.get(place)
    assert status == 200, status
    return True


JOBS = {"read": read, "buy_free": buy_free, "buy_one": buy_one, "buy_paid": buy_paid}
