"""The pages are valid HTML, as html-validate reads the standard."""

import subprocess
import urllib.request
from urllib.error import HTTPError

import pytest

from tests.browser.places import PAGES
from tests.databases import TOP

TOOLS = TOP / "tests" / "html"
CHECKER = TOOLS / "node_modules" / ".bin" / "html-validate"


def fetched(url):
    try:
        answer = urllib.request.urlopen(url)
    except HTTPError as error:
        answer = error
    with answer:
        return answer.read()


def test_every_page_is_valid(site, tmp_path):
    if not CHECKER.exists():
        pytest.fail("html-validate is not installed: run `npm ci --prefix tests/html`.")
    for path in PAGES:
        name = path.strip("/").replace("/", "-").replace("?", "-") or "home"
        (tmp_path / f"{name}.html").write_bytes(fetched(site + path))

    checked = subprocess.run(
        [CHECKER, "--config", TOOLS / ".htmlvalidate.json", "--formatter", "text", tmp_path],
        capture_output=True,
        text=True,
        check=False,
    )

    assert checked.stdout + checked.stderr == ""
