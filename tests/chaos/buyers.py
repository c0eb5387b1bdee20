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
AT_THE_CARD = re.compile(r"/orders/([A-Z0-9]+)/[^/]+/card/$")
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
BASKET = re.compile(r'name="basket" value="([^"]+)"')
TOTAL = re.compile(r'name="total" value="([^"]+)"')
# The way over every page has no query; the page for who comes alone is asked for by one.
ALONE = re.compile(r'href="(\?one=\d+)"')


class Buyer:
    """One visit: a cookie jar, what is wanted, and where it is."""

    def __init__(self, nodes, start, number, dice: random.Random, counts: Counter, left: list):
        self.nodes, self.number, self.dice, self.counts = nodes, number, dice, counts
        # The codes of orders whose buyers have closed the window at the card.
        self.left = left
        self.node = dice.choice(nodes)
        jar = urllib.request.HTTPCookieProcessor(CookieJar())
        self.opener = urllib.request.build_opener(jar)
        self.address, self.page = start, ""
        self.alone = dice.random() < 0.7
        self.by_invoice = dice.random() < 0.3
        self.declines = dice.random() < 0.2
        self.leaves = dice.random() < 0.06
        self.quantity = 1 if self.alone else dice.choice([1, 1, 2, 3])
        # What was sent and not answered: it is sent again as it was, as a browser would.
        self.unanswered = None

    def buy(self):
        """The code of the order that its page said was placed, or "" if none was."""
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            try:
                self._ask(self.address, self.unanswered)
                while not (found := CONFIRMED.search(self.address)):
                    if self.leaves and (begun := AT_THE_CARD.search(self.address)):
                        self.left.append(begun[1])
                        self.counts["buyers who left at the card"] += 1
                        return ""
                    self._step()
                return found[1]
            except urllib.error.HTTPError as error:
                self.counts[f"status {error.code}"] += 1
                if error.code == 409:
                    return ""
                if error.code == 422:
                    # What was asked for is no longer as it was shown: look again.
                    self.unanswered = None
            except (OSError, http.client.HTTPException):
                self.counts["connections that broke"] += 1
            # The balancer sends who comes back to a node that answers.
            self.node = self.dice.choice(self.nodes)
            time.sleep(self.dice.uniform(0.1, 0.4))
        self.counts["buyers who gave up"] += 1
        return ""

    def _step(self):
        if "?one=" in self.address:
            self._ask(self.address, self._everything())
            return
        step = urllib.parse.urlsplit(self.address).path.rstrip("/").rpartition("/")[2]
        if step == "register" and self.alone:
            self._ask(self.address + self.dice.choice(self._found(ALONE)))
        else:
            self._ask(self.address, getattr(self, f"_{step}")())

    def _register(self):
        kind = self.dice.choice(self._found(re.compile(r'name="(quantity_\d+)"')))
        return {"basket": self._found(BASKET)[0], kind: self.quantity}

    def _everything(self):
        """One page for one person: who comes, how it is paid, and that the rules are accepted."""
        sent = {"basket": self._found(BASKET)[0], "attendee_name": "Ada Lovelace"}
        sent |= {"attendee_email": f"ada{self.number}@example.org", "organization": "Engines"}
        if total := TOTAL.search(self.page):
            way = {"way": "invoice", "address": "1 Main Street", "country": "US"}
            sent |= {"total": total[1]} | (way if self.by_invoice else {"way": "card"})
        return sent | {"conduct": "on"}

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

    def _found(self, pattern):
        """What the page offers of it; without any, nothing is sold any more."""
        if not (found := pattern.findall(self.page)):
            raise urllib.error.HTTPError(self.address, 409, "closed", None, None)
        return found

    def _ask(self, path, sent=None):
        data = None
        if sent is not None:
            if (token := TOKEN.search(self.page)) and "csrfmiddlewaretoken" not in sent:
                sent |= {"csrfmiddlewaretoken": token[1]}
            data = urllib.parse.urlencode(sent).encode()
        self.address, self.unanswered = path, sent
        self.counts["requests"] += 1
        with self.opener.open(self.node + path, data, timeout=20) as answer:
            page, url = answer.read().decode(), urllib.parse.urlsplit(answer.url)
        self.page, self.unanswered = page, None
        # Where a ticket is sold out meanwhile, its own page shows all that are left to choose from.
        is_alone = url.query.startswith("one=") and 'name="attendee_name"' in page
        self.address = url.path + (f"?{url.query}" if is_alone else "")
