"""Habits of the house that can be read off the code."""

import ast
import re

import pytest

from tests.architecture import tree

# Who may ask the real clock, and why.
REAL_CLOCK = {
    "foundation/base/clock.py": "it is the clock",
    "foundation/base/beat.py": "the queue's own times are real",
    "foundation/base/configuration.py": "it works out how far the clock is shifted",
    "foundation/pages/demo/moment.py": "it ties the demo's clock to the real one",
}
CLOCK_CALLS = {
    "timezone.now", "timezone.localtime", "timezone.localdate", "datetime.now", "datetime.utcnow",
    "datetime.today", "date.today", "time.time",
}  # fmt: skip
# Signals of other packages that there is no other way to hear.
LISTENERS = {"foundation/billing/apps.py": "the card provider tells of a payment by a signal"}
UNFINISHED = re.compile(
    r"\b(TODO|FIXME|XXX|HACK|NotImplementedError)\b|\blorem ipsum\b|\bfor now\b|(?<!:)\bplaceholder\b"
    r"|pytest\.(mark\.)?(skip|xfail)|mark\.skip"
)


def calls(path):
    return [node for node in ast.walk(tree.parsed(path)) if isinstance(node, ast.Call)]


def test_domain_time_comes_from_the_clock():
    asked = [
        f"{path}:{node.lineno} {ast.unparse(node.func)}"
        for path in tree.code()
        if str(path) not in REAL_CLOCK
        for node in calls(path)
        if ast.unparse(node.func) in CLOCK_CALLS
    ]

    assert asked == []


def test_views_are_functions():
    classes = [
        f"{path}:{node.lineno} {node.name}"
        for path in tree.code()
        if "views" in path.parts or path.stem == "views"
        for node in ast.walk(tree.parsed(path))
        if isinstance(node, ast.ClassDef)
        and any("View" in ast.unparse(base) for base in node.bases)
    ]

    assert classes == []


def test_our_own_logic_sends_no_signals():
    # `field.pre_save()` is no signal: it is what Django asks a field for its value by.
    heard = [
        f"{path}:{number}"
        for path in tree.code()
        if str(path) not in LISTENERS
        for number, line in enumerate(tree.text(path).splitlines(), 1)
        if re.search(
            r"@receiver\b|(?<!field\.)\b(pre|post)_(save|delete|init)\b|m2m_changed|\bSignal\(",
            line,
        )
    ]

    assert heard == []


def test_no_model_overrides_save_or_delete():
    overridden = [
        f"{path}:{node.lineno} {owner.name}.{node.name}"
        for path in tree.code()
        if path.stem == "models" or "models" in path.parts
        for owner in ast.walk(tree.parsed(path))
        if isinstance(owner, ast.ClassDef) and not owner.name.endswith("QuerySet")
        for node in owner.body
        if isinstance(node, ast.FunctionDef) and node.name in {"save", "delete"}
    ]

    assert overridden == []


@pytest.mark.parametrize("suffix", [".py", ".html", ".css", ".js", ".txt"])
def test_nothing_is_left_unfinished(suffix):
    left = [
        f"{path}:{number} {line.strip()}"
        for path in tree.ours(suffix)
        if path.parts[:2] != ("tests", "architecture")
        for number, line in enumerate(tree.text(path).splitlines(), 1)
        if UNFINISHED.search(line)
    ]

    assert left == []
