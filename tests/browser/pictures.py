"""`make pictures`: the README's pictures, taken from the running demo."""

import io
import os
import shutil
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from PIL import Image
from playwright.sync_api import sync_playwright

from foundation.pages.demo.preparation import STAFF_EMAIL, STAFF_PASSWORD
from tests.browser import conftest, house
from tests.databases import TOP

FOLDER = TOP / "tests" / "browser" / "pictures"


def main():
    FOLDER.mkdir(exist_ok=True)
    found = next(filter(None, map(shutil.which, conftest.CHROMIUM)))
    with house.opened(Path(TOP / ".data" / "pictures.log")) as site, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=conftest.ARGUMENTS)
        page = browser.new_page(base_url=site, viewport={"width": 1280, "height": 860})
        page.emulate_media(reduced_motion="reduce")
        page.goto("/events/vancouver-2023/")
        keep(page, "vancouver")
        for number in range(1, 6):
            sell(page, f"buyer{number}@example.org", quantity=str(1 + number % 3))
        page.goto("/account/login/?next=/admin/")
        page.get_by_label("Email").fill(STAFF_EMAIL)
        page.get_by_label("Password").fill(STAFF_PASSWORD)
        page.get_by_role("button", name="Log in").click()
        page.wait_for_load_state("networkidle")
        keep(page, "desk")
        browser.close()


def sell(page, email, *, quantity):
    """Registrations, so that the desk has something to show."""
    page.goto("/events/vancouver-2023/register/")
    page.locator(".choice select").first.select_option(quantity)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Your full name").fill("Ada Lovelace")
    page.get_by_label("Your e-mail").fill(email)
    for later in page.get_by_label("I say so later").all()[1:]:
        later.check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("I accept the code of conduct").check()
    page.get_by_role("button", name="Continue to payment").click()
    page.get_by_role("button", name="by card").click()
    page.get_by_role("button", name="Send to the bank").click()
    page.wait_for_url("**/orders/*/*/")


def keep(page, name):
    page.wait_for_load_state("networkidle")
    picture = Image.open(io.BytesIO(page.screenshot()))
    picture.convert("RGB").save(FOLDER / f"{name}.webp", quality=82, method=6)


if __name__ == "__main__":
    main()
