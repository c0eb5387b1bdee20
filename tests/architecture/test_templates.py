"""The content security policy allows no inline style or script, so templates hold none."""

import re

from tests.architecture import tree

# Mail programs read no stylesheet: their templates carry their styles with them.
MAILS = {"mail", "mail.html", "email"}
INLINE_STYLE = re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE)
INLINE_HANDLER = re.compile(r"\son[a-z]+\s*=\s*[\"']", re.IGNORECASE)
SCRIPT = re.compile(r"<script\b(?P<attributes>[^>]*)>", re.IGNORECASE)
# Data, not code: the policy does not stop it and the browser does not run it.
DATA = re.compile(r"type=.application/(ld\+)?json")
ELSEWHERE = re.compile(r"<(link|script|img|iframe|source)\b[^>]*(src|href)=[\"']https?:")


def pages():
    return [path for path in tree.ours(".html", "templates") if not MAILS & set(path.parts)]


def matches(pattern):
    return [str(path) for path in pages() if pattern.search(tree.text(path))]


def test_no_template_holds_a_style():
    assert matches(INLINE_STYLE) == []


def test_no_template_holds_a_handler():
    assert matches(INLINE_HANDLER) == []


def test_every_script_is_a_file():
    inline = [
        f"{path} {script[0]}"
        for path in pages()
        for script in SCRIPT.finditer(tree.text(path))
        if "src=" not in script["attributes"] and not DATA.search(script["attributes"])
    ]

    assert inline == []


def test_nothing_is_fetched_from_another_site():
    assert matches(ELSEWHERE) == []
