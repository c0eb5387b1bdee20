"""Buyers who go through the real pages, and try again when something breaks under them."""

import http.client
import random
import re
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from http.cookiejar import CookieJar

# A database that was switched off takes its time to recover on a busy machine.
PATIENCE_SECONDS = 120
CONFIRMED = re.compile(r"/orders/([A-Z0-9]+)/[^/]+/$")


class Buyer:
    """One visit: a cookie jar, what is wanted, and where it is."""

    def __init__(self, start, number, dice: random.Random, counts: Counter):
        self.start, self.number, self.dice, self.counts = start, number, dice, counts
        jar = urllib.request.HTTPCookieProcessor(CookieJar())
        self.opener = urllib.request.build_opener(jar)
        self.address = start
        self.page = ""
        self.by_invoice = dice.random() < 0.3
        self.declines = dice.random() < 0.2
        self.quantity = dice.choice([1, 1, 2, 3])

    def buy(self):
        """The code of the order that its page said was placed, or "" if none was."""
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            try:
                self._ask(self.address)
                while not (found := CONFIRMED.search(self.address)):
                    self._step()
                return found[1]
            except urllib.error.HTTPError as error:
                self.counts[f"status {error.code}"] += 1
                if error.code == 409:
                    return ""
            except (OSError, http.client.HTTPException):
                self.counts["connections that broke"] += 1
            time.sleep(self.dice.uniform(0.2, 0.6))
        self.counts["buyers who gave up"] += 1
        return ""

    def _step(self):
        step = urllib.parse.urlsplit(self.address).path.rstrip("/").rpartition("/")[2]
        self._ask(self.address, getattr(self, f"_{step}")())

    def _register(self):
        kinds = re.findall(r'name="(quantity_\d+)"', self.page)
        basket = re.search(r'name="basket" value="([^"]+)"', self.page)
        if not (kinds and basket):
            raise urllib.error.HTTPError(self.address, 409, "closed", None, None)
        return {"basket": basket[1], self.dice.choice(kinds): self.quantity}

    def _attendees(self):
        sent = {"name": "Ada Lovelace", "email": f"ada{self.number}@example.org"}
        sent |= {"organization": "Engines", "ticket-1-who": "me"}
        for number in range(2, self.quantity + 1):
            sent[f"ticket-{number}-who"] = "other"
            sent[f"ticket-{number}-attendee_name"] = "Grace Hopper"
            sent[f"ticket-{number}-attendee_email"] = f"grace{self.number}-{number}@example.org"
        return sent

    def _check(self):
        return {"conduct": "on"}

    def _pay(self):
        if self.by_invoice:
            return {"method": "invoice", "address": "1 Main Street", "country": "US"}
        return {"method": "card"}

    def _card(self):
        if self.declines:
            self.declines = False
            return {"outcome": "decline"}
        return {"outcome": "approve"}

    def _ask(self, address, sent=None):
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.page)
        data = None
        if sent is not None:
            if token:
                sent |= {"csrfmiddlewaretoken": token[1]}
            data = urllib.parse.urlencode(sent).encode()
        self.counts["requests"] += 1
        with self.opener.open(address, data, timeout=20) as answer:
            self.page = answer.read().decode()
            self.address = answer.url.partition("?")[0]
