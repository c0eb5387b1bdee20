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
        page.goto("/account/login/?next=/admin/")
        page.get_by_label("Email").fill(STAFF_EMAIL)
        page.get_by_label("Password").fill(STAFF_PASSWORD)
        page.get_by_role("button", name="Log in").click()
        page.wait_for_load_state("networkidle")
        keep(page, "desk")
        browser.close()


def keep(page, name):
    page.wait_for_load_state("networkidle")
    picture = Image.open(io.BytesIO(page.screenshot()))
    picture.convert("RGB").save(FOLDER / f"{name}.webp", quality=82, method=6)


if __name__ == "__main__":
    main()
