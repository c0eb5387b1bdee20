"""Whole public pages are kept for a moment: by whom, for whom, and for how long."""

import gzip

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse, StreamingHttpResponse
from django.middleware.csrf import get_token
from django.test import RequestFactory
from django.urls import path

from foundation.base import kept
from foundation.base.caching import public_page
from foundation.base.kept import KeptPages

made = []


@public_page()
def public(request):
    made.append(request.get_full_path())
    return HttpResponse(f"page {len(made)} " + "words " * 100)


def private(request):
    made.append(request.path)
    return HttpResponse("yours")


@public_page()
def with_cookie(request):
    made.append(request.path)
    response = HttpResponse("yours")
    response.set_cookie("who", "you")
    return response


@public_page()
def with_token(request):
    made.append(request.path)
    return HttpResponse(get_token(request))


@public_page()
def with_session(request):
    made.append(request.path)
    return HttpResponse("Hello" if request.session.get("who") else "Who?")


@public_page()
def missing(request):
    made.append(request.path)
    return HttpResponse("gone", status=404)


@public_page()
def stream(request):
    made.append(request.path)
    return StreamingHttpResponse(["a", "b"])


urlpatterns = [
    path("public/", public),
    path("private/", private),
    path("cookie/", with_cookie),
    path("token/", with_token),
    path("session/", with_session),
    path("missing/", missing),
    path("stream/", stream),
]


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def ticking(monkeypatch, settings):
    settings.ROOT_URLCONF = __name__
    clock = Clock()
    monkeypatch.setattr(kept, "monotonic", clock)
    made.clear()
    return clock


@pytest.fixture
def ask(ticking):
    application = KeptPages(WSGIHandler(), seconds=1)

    def asked(path, method="GET", **headers):
        request = RequestFactory().generic(method, path, headers=headers)
        said = []
        answer = application(request.environ, lambda *words: said.append(words))
        body = b"".join(answer)
        if hasattr(answer, "close"):
            answer.close()
        status, head = said[0]
        return int(status[:3]), {name.lower(): value for name, value in head}, body

    return asked


def test_a_public_page_is_made_once_a_second(ask, ticking):
    first = ask("/public/")
    ticking.now += 0.9
    again = ask("/public/")
    ticking.now += 0.2
    later = ask("/public/")

    assert first == again
    assert later[2] != first[2]
    assert len(made) == 2


@pytest.mark.parametrize("page", ["private", "cookie", "token", "session", "missing", "stream"])
def test_what_is_not_for_everybody_is_asked_each_time(ask, page):
    ask(f"/{page}/")
    ask(f"/{page}/")

    assert len(made) == 2


def test_who_has_a_session_is_not_given_a_kept_page(ask):
    ask("/public/")
    ask("/public/", cookie="theme=dark; sessionid=abc")

    assert len(made) == 2


def test_a_page_made_for_somebody_is_not_given_to_others(ask):
    ask("/public/", cookie="sessionid=abc")
    ask("/public/")

    assert len(made) == 2


def test_a_cookie_that_is_no_session_makes_no_difference(ask):
    ask("/public/")
    ask("/public/", cookie="csrftoken=abc")

    assert len(made) == 1


def test_another_question_is_another_page(ask):
    ask("/public/?tier=gold")
    ask("/public/?tier=silver")
    ask("/public/?tier=gold")

    assert made == ["/public/?tier=gold", "/public/?tier=silver"]


def test_another_host_is_another_page(ask):
    ask("/public/")
    ask("/public/", host="localhost")

    assert len(made) == 2


def test_a_host_that_is_not_ours_gets_nothing_kept(ask):
    ask("/public/")

    assert ask("/public/", host="evil.example")[0] == 400


def test_who_reads_gzip_gets_it_and_nobody_else(ask):
    plain = ask("/public/")[2]
    status, headers, body = ask("/public/", accept_encoding="gzip, br")
    again = ask("/public/", accept_encoding="gzip, br")

    assert (status, headers["content-encoding"]) == (200, "gzip")
    assert gzip.decompress(body).startswith(b"page 2")
    assert again == (status, headers, body)
    assert plain.startswith(b"page 1")
    assert int(headers["content-length"]) == len(body)


@pytest.mark.parametrize("encoding", ["", "gzip"])
def test_who_has_the_page_gets_an_empty_304(ask, encoding):
    headers = ask("/public/", accept_encoding=encoding)[1]
    status, told, body = ask(
        "/public/", accept_encoding=encoding, if_none_match=f'"x", {headers["etag"]}'
    )

    assert (status, body) == (304, b"")
    assert told["etag"] == headers["etag"]
    assert "content-length" not in told
    assert len(made) == 1


def test_who_has_an_older_page_gets_the_new_one_which_is_kept(ask):
    assert ask("/public/", if_none_match='"old"')[0] == 200
    assert ask("/public/")[0] == 200

    assert len(made) == 1


def test_a_304_is_never_kept(ask, ticking):
    tag = ask("/public/")[1]["etag"]
    ticking.now += 2
    ask("/public/", if_none_match=tag)

    assert ask("/public/")[0] == 200


def test_head_is_the_page_without_its_body(ask):
    headers = ask("/public/")[1]

    assert ask("/public/", method="HEAD") == (200, headers, b"")
    assert len(made) == 1


def test_a_post_is_passed_on(ask):
    ask("/public/")

    # It has no token: the project answered it, not the memory.
    assert ask("/public/", method="POST")[0] == 403


def test_memory_is_bounded(ask, monkeypatch):
    monkeypatch.setattr(kept, "MOST_PAGES", 2)
    for number in (1, 2, 3, 1, 3):
        ask(f"/public/?page={number}")

    # The first had to go when the third came, the second when the first came again.
    assert len(made) == 4


def test_large_pages_leave_sooner(ask, monkeypatch):
    monkeypatch.setattr(kept, "MOST_BYTES", 1000)
    for number in (1, 2, 1):
        ask(f"/public/?page={number}")

    assert len(made) == 3


def test_a_very_long_address_is_not_kept(ask):
    ask("/public/?q=" + "x" * 400)
    ask("/public/?q=" + "x" * 400)

    assert len(made) == 2
