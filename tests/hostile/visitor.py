"""Somebody who follows every link, and answers every form with what it does not expect."""

import random
from collections import Counter, deque
from urllib.parse import urlencode, urljoin, urlsplit

from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve

from tests.hostile import values
from tests.hostile.pages import Page

# So often is a page of one kind looked at: two organisations' pages are much alike.
TIMES = 3
AT_ONCE = 4  # fields of a form that are broken one after the other, the others left as they are
ALWAYS = {"q", "page", "p", "o", "as_of", "code", "next"}
MOVED = (301, 302, 303)


class Visitor:
    """Walks the site from `places` on. What is sent is taken back: pages stay as they were."""

    def __init__(self, person, places, seed):
        self.client = Client()
        if person:
            self.client.force_login(person)
        self.chance = random.Random(seed)
        self.waiting = deque(places)
        self.seen, self.kinds, self.answers = set(), Counter(), Counter()
        self.faults = {}

    def walk(self, is_over):
        """Until all was seen, or `is_over`; the faults by the view and the error."""
        while self.waiting and not is_over():
            # Not only the newest corner first.
            self.waiting.rotate(self.chance.randrange(50))
            url = self.waiting.popleft()
            if url in self.seen or not self._is_worth(url):
                continue
            self.seen.add(url)
            self._look(url)
        return self.faults

    def _is_worth(self, url):
        kind = _kind(url)
        self.kinds[kind] += 1
        return kind is not None and "logout" not in kind and self.kinds[kind] <= TIMES

    def _look(self, url):
        answer = self._ask(url)
        if answer is None or not answer.headers.get("Content-Type", "").startswith("text/html"):
            return
        page = Page(url, answer.content.decode(errors="replace"))
        self.waiting.extend(self.chance.sample(page.links, len(page.links)))
        for name in sorted(page.parameters() | ALWAYS):
            query = urlencode({name: values.value(self.chance)}, errors="replace")
            self._ask(f"{urlsplit(url).path}?{query}")
        for form in page.forms:
            if form.method == "post" and "logout" not in form.action:
                for sent in self._answers(form):
                    self._ask(form.action, self._completed(form, sent))

    def _answers(self, form):
        """A form sent empty, untouched, full of nonsense, too long, and wrong field by field."""
        names = sorted(form.names)
        yield {}
        yield form.given
        yield {name: values.value(self.chance) for name in names}
        yield dict.fromkeys(names, values.LONG)
        for name in self.chance.sample(names, min(AT_ONCE, len(names))):
            yield form.given | {name: values.value(self.chance)}

    def _completed(self, form, sent):
        """With a file in each place for one, and by one of the buttons."""
        files = {name: values.upload(self.chance) for name in sorted(form.files)}
        pressed = dict([self.chance.choice(form.buttons)] if form.buttons else [])
        return {**sent, **files, **pressed}

    def _ask(self, url, sent=None):
        """The answer, or None where there was none; what went wrong is kept."""
        try:
            with transaction.atomic():
                answer = self.client.get(url) if sent is None else self.client.post(url, sent)
                if answer.streaming:
                    b"".join(answer.streaming_content)
                transaction.set_rollback(sent is not None)
        except Exception as error:  # noqa: BLE001
            self._fault(url, sent, type(error).__name__, str(error))
            return None
        self.answers[answer.status_code] += 1
        if answer.status_code >= 500:
            self._fault(url, sent, str(answer.status_code), "")
        if answer.status_code in MOVED:
            self.waiting.append(urljoin(url, answer["Location"]))
        return answer

    def _fault(self, url, sent, name, said):
        self.faults.setdefault((_kind(url), name), (url[:300], str(sent)[:500], said[:300]))


def _kind(url):
    """What the address is, whatever row it names; None for one that leads out of the site."""
    parts = urlsplit(url)
    try:
        return resolve(parts.path).route if not parts.netloc else None
    except Resolver404:
        return None
