"""A real Chromium in front of the whole site, and the ways to look at a page."""

import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """The system's Chromium where there is one; otherwise the one Playwright has fetched."""
    installed = shutil.which("chromium") or shutil.which("chromium-browser")
    path = {"executable_path": installed} if installed else {}
    return {**browser_type_launch_args, **path, "args": ARGUMENTS}


@pytest.fixture
def complaints(page):
    """What the browser's console has said: policy violations, missing files, script errors."""
    said = []
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


@pytest.fixture
def visit(page, live_server):
    """Call it with a path: opens it on the running site and returns the page."""

    def go(path):
        page.goto(f"{live_server.url}{path}")
        return page

    return go


@pytest.fixture
def barriers(page):
    """Call it: what axe finds on the page as it stands, a line for each."""

    def look():
        return [
            f"{found['id']}: {node['target']}"
            for found in Axe().run(page).response["violations"]
            for node in found["nodes"]
        ]

    return look
