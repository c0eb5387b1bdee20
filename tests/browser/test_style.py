"""The style page in a real browser: nothing moves, nothing scrolls sideways; scripts only add."""

import pytest


def test_page_never_scrolls_sideways(page):
    page.set_viewport_size({"width": 320, "height": 640})

    page.goto("/style/")

    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_nothing_moves_when_the_font_comes(page):
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver((list) => {"
        " for (const entry of list.getEntries()) window.moved += entry.value;"
        "}).observe({ type: 'layout-shift', buffered: true });"
    )
    page.route("**/*.woff2", lambda route: (page.wait_for_timeout(400), route.continue_()))

    page.goto("/account/login/")
    page.wait_for_load_state("networkidle")

    assert page.evaluate("window.moved") < 0.05


def test_error_summary_takes_the_focus_and_leads_to_the_field(page):
    page.goto("/account/login/")
    page.get_by_role("button", name="Log in").click()

    summary = page.locator(".error-summary")
    assert summary.evaluate("node => node === document.activeElement")
    summary.get_by_role("link", name="Password").click()
    assert page.locator("#id_password").evaluate("node => node === document.activeElement")


def test_hold_counts_down_and_speaks(page):
    page.clock.install()
    page.goto("/style/")

    page.clock.fast_forward("03:30")

    assert page.locator(".hold__left").inner_text() == "10 minutes"
    assert "10 minutes more" in page.locator("[data-voice]").inner_text()


def test_hold_says_when_it_is_over(page):
    page.clock.install()
    page.goto("/style/")

    page.clock.fast_forward("13:05")

    assert page.locator(".hold__left").inner_text() == "the time is over"
    assert "no longer held" in page.locator("[data-voice]").inner_text()


@pytest.mark.browser_context_args(timezone_id="Europe/Berlin")
def test_time_of_the_reader_stands_beside_that_of_the_venue(page):
    page.goto("/style/")

    assert page.locator(".local-time__mine").inner_text() == " (Tue 18:00 for you)"


@pytest.mark.browser_context_args(timezone_id="America/Vancouver")
def test_reader_at_the_venue_sees_one_time(page):
    page.goto("/style/")

    assert page.locator(".local-time__mine").is_hidden()


def test_form_is_sent_once_however_often_it_is_clicked(page):
    page.goto("/account/login/")
    page.evaluate(
        "window.sent = 0; document.addEventListener('submit', (event) => {"
        " if (!event.defaultPrevented) window.sent += 1; event.preventDefault(); })"
    )
    button = page.locator("form.form button[type=submit]")

    button.click()
    button.click(force=True)

    assert page.evaluate("window.sent") == 1
    assert button.inner_text() == "Logging in"


def test_first_tab_offers_to_skip_to_the_content(page):
    page.goto("/account/signup/")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.className") == "skip"


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_page_is_whole_without_scripts(page):
    page.goto("/style/")

    assert page.get_by_text("13 minutes").is_visible()
    assert page.locator(".copy__button").is_hidden()
    assert page.get_by_role("heading", name="One house, one hand").is_visible()
