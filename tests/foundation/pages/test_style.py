"""The style page and what every page owes its reader."""

import re

import pytest


@pytest.fixture
def html(client):
    response = client.get("/style/")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.django_db
def test_style_page_asks_the_database_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/style/")


def test_nothing_in_the_page_needs_an_inline_permission(html):
    assert " style=" not in html
    assert not re.search(r"<script(?![^>]*\bsrc=)", html)
    assert not re.search(r"\son[a-z]+=", html)


def test_head_says_what_the_page_is(html):
    assert "<title>Style · OpenInfra Foundation</title>" in html
    assert '<meta property="og:title" content="Style">' in html
    assert re.search(r'<link rel="canonical" href="http[^"]+/style/">', html)


def test_page_sets_no_cookie(client):
    assert not client.get("/style/").cookies


def test_ids_are_unique(html):
    ids = re.findall(r'\sid="([^"]+)"', html)

    assert len(ids) == len(set(ids))


def test_every_field_has_a_label(html):
    named = set(re.findall(r'<label[^>]*\sfor="([^"]+)"', html))
    for tag in re.findall(r"<(?:input|select|textarea)[^>]*>", html):
        if 'type="hidden"' in tag or "aria-label=" in tag:
            continue
        assert re.search(r'\sid="([^"]+)"', tag)[1] in named


def test_third_parties_are_asked_for_nothing(html):
    loaded = re.findall(r'(?:src|href)="(https?://[^"]+)"', re.sub(r"<a\s[^>]*>", "", html))

    assert all("127.0.0.1" in address or "testserver" in address for address in loaded)
