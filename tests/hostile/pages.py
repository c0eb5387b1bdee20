"""What can be followed and what can be sent on a page, read from its HTML."""

from collections import defaultdict
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urljoin, urlsplit

TOGGLES = ("checkbox", "radio")
BUTTONS = ("submit", "button", "image", "reset")


@dataclass
class Form:
    """A form: where it goes, and what a browser would send if nobody touched it."""

    action: str
    method: str
    given: dict = field(default_factory=lambda: defaultdict(list))
    names: set = field(default_factory=set)
    files: set = field(default_factory=set)
    buttons: list = field(default_factory=list)


class Page(HTMLParser):
    """The links and forms of a page at `url`."""

    def __init__(self, url, html):
        super().__init__()
        self.url = url
        self.links: list[str] = []
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._select: str | None = None
        self._text: str | None = None
        self.feed(html)

    def parameters(self):
        """The names that the address of this page is asked with, by its links and its forms."""
        own = urlsplit(self.url).path
        asked = [link for link in (self.url, *self.links) if urlsplit(link).path == own]
        names = {
            name for link in asked for name, _ in parse_qsl(urlsplit(link).query, max_num_fields=99)
        }
        return names.union(*(form.names for form in self.forms if form.method == "get"))

    def handle_starttag(self, tag, attrs):
        """A link, a form, or a part of the form one is in."""
        found = dict(attrs)
        if tag == "a" and found.get("href"):
            self.links.append(urljoin(self.url, found["href"]).partition("#")[0])
        elif tag == "form":
            self._form = Form(
                urljoin(self.url, found.get("action") or self.url),
                (found.get("method") or "get").lower(),
            )
            self.forms.append(self._form)
        elif self._form is not None:
            self._part(self._form, tag, found)

    def _part(self, form, tag, found):
        name = found.get("name")
        if tag == "option" and self._select and "selected" in found:
            form.given[self._select].append(found.get("value", ""))
        if not name:
            return
        kind = found.get("type", "submit" if tag == "button" else "text")
        if kind in BUTTONS:
            form.buttons.append((name, found.get("value", "")))
            return
        form.names.add(name)
        if tag == "select":
            self._select = name
        elif tag == "textarea":
            self._text = name
        elif kind == "file":
            form.files.add(name)
        elif kind not in TOGGLES or "checked" in found:
            form.given[name].append(found.get("value", "on" if kind in TOGGLES else ""))

    def handle_data(self, data):
        """The text of the field one is in."""
        if self._text and self._form is not None:
            self._form.given[self._text].append(data.removeprefix("\n"))
            self._text = None

    def handle_endtag(self, tag):
        """Out of the form or the field again."""
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea":
            self._text = None
