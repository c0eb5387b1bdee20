"""Pages that others draw wear the house: accounts, errors, mails, the staff site."""

import re

import pytest
from django.template.loader import render_to_string

INLINE = re.compile(r'\sstyle="|\son[a-z]+="|<script(?![^>]*(?:\bsrc=|application/json))')


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    ["/account/login/", "/account/signup/", "/account/password/reset/", "/account/login/code/"],
)
def test_account_page_has_the_frame_and_nothing_inline(client, path):
    page = client.get(path).content.decode()

    assert 'class="skip"' in page
    assert "entrance__heading" in page
    assert not INLINE.search(page)


@pytest.mark.django_db
def test_failed_log_in_says_error_first(client):
    page = client.post("/account/login/", {"login": "ada@example.org"}).content.decode()

    assert "<title>Error: Log in" in page
    assert 'role="alert"' in page
    assert 'value="ada@example.org"' in page


def test_missing_page_offers_search(client):
    response = client.get("/nothing/of/that/name")

    assert response.status_code == 404
    assert 'action="/search/"' in response.content.decode()


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "410"])
def test_error_page_is_in_the_frame(client, rf, name):
    page = render_to_string(f"{name}.html", request=rf.get("/x/"))

    assert "hero--error" in page
    assert not INLINE.search(page)


def test_error_500_needs_neither_request_nor_database():
    page = render_to_string("500.html")

    assert "Something broke on our side" in page
    assert not INLINE.search(page)


def test_mail_layout_names_the_sender(settings):
    settings.SITE_NAME = "Another Foundation"

    assert "Another Foundation" in render_to_string("layouts/mail.html")
    assert "Another Foundation" in render_to_string("layouts/mail.txt")


@pytest.mark.django_db
def test_staff_site_wears_the_skin(client):
    page = client.get("/admin/login/", follow=True).content.decode()

    assert "OpenInfra Foundation" in page
