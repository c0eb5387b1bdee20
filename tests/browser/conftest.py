"""A real browser against the real demo: the production server, its worker and the real data."""

import shutil
from dataclasses import dataclass, field
from functools import cache

import pytest

from foundation.pages.demo.preparation import STAFF_PASSWORD
from tests.browser import house
from tests.browser.barriers import violations

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
]  # fmt: skip
WIDTHS = (360, 1280)
MOMENT = 2_200
# Milliseconds since the page came.
OPEN_FOR = "performance.now() - performance.getEntriesByType('navigation')[0].responseStart"
# What the browser is told to report about the content security policy.
REPORT = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`csp: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile ?? ""}`));
"""


def pytest_collection_modifyitems(items):
    for item in items:
        item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found is None:
        pytest.exit("The browser tests need Chromium: install it (apt-get install chromium).", 3)
    return {**browser_type_launch_args, "executable_path": found, "args": ARGUMENTS}


@pytest.fixture(scope="session")
def site(django_test_environment, django_db_blocker, tmp_path_factory):
    """The address of the running demo. Its rows can be read with the models from the tests."""
    log = tmp_path_factory.mktemp("demo") / "log.txt"
    with django_db_blocker.unblock(), house.opened(log) as url:
        yield url


@pytest.fixture(scope="session")
def base_url(site):
    return site


@dataclass
class Faults:
    """What a page must not do: break its policy, fail a script, or call somebody else."""

    site: str
    seen: list[str] = field(default_factory=list)

    def watch(self, page):
        page.add_init_script(REPORT)
        page.on("pageerror", lambda error: self.seen.append(f"script: {error}"))
        page.on("console", self._heard)
        page.on("request", self._asked)
        page.on("response", self._answered)

    def _heard(self, message):
        # A page that answers 404 or 422 is reported here as well as in `_answered`.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.seen.append(f"console: {message.text}")

    def _asked(self, request):
        if not request.url.startswith((self.site, "data:", "blob:")):
            self.seen.append(f"third party: {request.url}")

    def _answered(self, response):
        wrong = response.status >= 400 and response.request.resource_type != "document"
        if wrong or response.status >= 500:
            self.seen.append(f"{response.status}: {response.url}")


@pytest.fixture
def faults(site):
    watched = Faults(site)
    yield watched
    assert watched.seen == []


@pytest.fixture
def page(page, faults):
    """A page that is watched: at the end of the test nothing may have gone wrong on it."""
    faults.watch(page)
    page.set_default_timeout(30_000)
    return page


@pytest.fixture
def look(page):
    """Look at a page, narrow and wide: anybody can use it, and nothing runs off its side."""

    def see():
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert violations(page) == [], (page.url, width)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url

    return see


@pytest.fixture
def press(page, look):
    """Call it with the name of a button: presses it and looks at the page that follows."""

    def go(name, **options):
        page.get_by_role("button", name=name, **options).click()
        page.wait_for_load_state()
        if "/admin/" not in page.url:
            look()

    return go


@pytest.fixture
def leave(page):
    """Call it to be nobody again, once what the page was loading has come."""

    def go():
        page.wait_for_load_state()
        page.context.clear_cookies()

    return go


@pytest.fixture(scope="session")
def cookies(browser, site):
    """Call it with an address: what the browser of that person keeps. Each logs in once."""

    @cache
    def of(email):
        with browser.new_context(base_url=site) as context:
            page = context.new_page()
            page.goto("/account/login/?next=/style/")
            page.get_by_label("Email").fill(email)
            page.get_by_label("Password").fill(STAFF_PASSWORD)
            page.get_by_role("button", name="Log in").click()
            page.wait_for_url("**/style/")
            return context.cookies()

    return of


@pytest.fixture
def enter(page, leave, cookies):
    """Call it with an address: from now on that person is logged in, and is where they go to."""

    def go(email, to="/me/"):
        leave()
        page.context.add_cookies(cookies(email))
        page.goto(to)

    return go


@pytest.fixture
def read_on(page):
    """Call it before a form is sent: what comes back within two seconds is taken for a bot's."""

    def go():
        page.wait_for_timeout(max(0, MOMENT - page.evaluate(OPEN_FOR)))

    return go
