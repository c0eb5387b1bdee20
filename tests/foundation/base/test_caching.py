import pytest
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.test import RequestFactory

from foundation.base.caching import public_page

GET = RequestFactory().get("/")


@public_page(minutes=2)
def page(request, status=200):
    return HttpResponse("words", status=status)


def test_a_public_page_says_how_long_it_may_be_kept():
    response = page(GET)

    assert response["Cache-Control"] == "public, max-age=120, stale-while-revalidate=600"


def test_who_has_the_page_already_gets_an_empty_answer():
    tag = page(GET)["ETag"]

    again = page(RequestFactory().get("/", headers={"If-None-Match": tag}))

    assert (again.status_code, again.content) == (304, b"")
    assert again["Cache-Control"].startswith("public")


def test_a_long_public_page_travels_compressed():
    @public_page()
    def view(request):
        return HttpResponse("words " * 200)

    response = view(RequestFactory().get("/", headers={"Accept-Encoding": "gzip"}))

    assert response["Content-Encoding"] == "gzip"
    assert len(response.content) < 400
    again = {"Accept-Encoding": "gzip", "If-None-Match": response["ETag"]}
    assert view(RequestFactory().get("/", headers=again)).status_code == 304


@pytest.mark.parametrize("status", [302, 404, 422])
def test_only_a_200_is_kept(status):
    assert "Cache-Control" not in page(GET, status=status)


def test_an_answer_to_a_post_is_not_kept():
    assert "Cache-Control" not in page(RequestFactory().post("/"))


def test_a_page_with_a_cookie_is_kept_by_nobody():
    @public_page()
    def view(request):
        response = HttpResponse("yours")
        response.set_cookie("who", "you")
        return response

    assert view(GET)["Cache-Control"] == "private, no-store"


def test_a_page_with_a_form_is_kept_by_nobody():
    @public_page()
    def view(request):
        return HttpResponse(get_token(request))

    assert view(RequestFactory().get("/"))["Cache-Control"] == "private, no-store"
