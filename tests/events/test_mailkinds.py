"""Every mail that events write has words that staff may change, and can be looked at."""

import ast

from events.letters.models import TravelState
from foundation.base import mailkinds
from tests.architecture import tree

# A mailing is written by staff from its first word; its own page shows it.
WRITTEN_BY_STAFF = {"mailing"}
TEMPLATES = {path.name for path in (tree.TOP / "templates" / "mail").iterdir()}
# Only a mail without declared words has its subject in a template.
UNDECLARED = {name.removesuffix(".subject.txt") for name in TEMPLATES if ".subject." in name}


def said():
    """The texts in the code of events, and what those begin with that are put together."""
    whole, beginnings = set(), set()
    for path in tree.ours(".py", "events"):
        for node in ast.walk(ast.parse(tree.text(path))):
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                beginnings.add(node.values[0].value)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
    return whole, tuple(text for text in beginnings if text.endswith("_"))


def test_every_kind_that_events_write_is_declared():
    whole, beginnings = said()

    written = {name for name in UNDECLARED if name in whole or name.startswith(beginnings)}

    assert written == WRITTEN_BY_STAFF
    news = {f"travel_{state}" for state in TravelState if state != TravelState.DRAFT}
    assert all(mailkinds.find(name) for name in news)


def test_a_declared_kind_has_both_templates_and_no_other_subject_and_can_be_looked_at():
    whole, beginnings = said()

    for kind in mailkinds.declared():
        assert {f"{kind.name}.txt", f"{kind.name}.html"} <= TEMPLATES
        assert kind.name not in UNDECLARED
        if kind.name in whole or kind.name.startswith(beginnings):
            assert kind.sample, kind.name
