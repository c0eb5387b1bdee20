"""Uploads in a bucket: the real client against a small server that keeps what it is sent."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from foundation.base.configuration import uploads
from foundation.base.errors import RuleError

DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg"/>'


class Answer(BaseHTTPRequestHandler):
    """What a bucket answers, from a dictionary."""

    def do_PUT(self):
        self.server.kept[self.path] = self.rfile.read(int(self.headers["Content-Length"]))
        self.answer(200)

    def do_GET(self):
        kept = self.server.kept.get(self.path)
        self.answer(404 if kept is None else self.server.status, kept or b"")

    def do_HEAD(self):
        self.do_GET()

    def do_DELETE(self):
        self.server.kept.pop(self.path, None)
        self.answer(204)

    def answer(self, status, content=b""):
        self.send_response(status)
        self.send_header("Content-Length", len(content))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(content)

    def log_message(self, *_args):
        pass


@pytest.fixture
def server(monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        server.kept, server.status = {}, 200
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def bucket(server, settings):
    """The site's uploads in a bucket of that server."""
    url = f"s3://logos?endpoint=http://127.0.0.1:{server.server_port}&region=eu-1"
    settings.STORAGES = {**settings.STORAGES, "default": uploads(url)}
    return storages["default"]


def test_what_is_stored_is_shown_under_the_sites_own_address(client, bucket, server):
    name = bucket.save("logos/mark.svg", ContentFile(DRAWING))
    page = client.get(bucket.url(name))

    assert bucket.url(name) == "/media/logos/mark.svg"
    assert server.kept == {"/logos/logos/mark.svg": DRAWING}
    assert page.content == DRAWING
    assert page["Content-Type"] == "image/svg+xml"
    assert "immutable" in page["Cache-Control"]


def test_a_name_is_never_given_twice(bucket, server):
    names = {bucket.save("logos/mark.svg", ContentFile(DRAWING)) for _ in range(2)}

    assert len(names) == len(server.kept) == 2


def test_what_is_not_there_is_not_found(client, bucket):
    assert client.get("/media/logos/other.svg").status_code == 404
    bucket.delete("logos/other.svg")


def test_a_store_that_does_not_answer_is_said_in_words(client, bucket, server):
    bucket.save("logos/mark.svg", ContentFile(DRAWING))
    server.status = 403

    page = client.get("/media/logos/mark.svg")
    with pytest.raises(RuleError, match="does not answer") as refused:
        bucket.save("logos/mark.svg", ContentFile(DRAWING))

    assert refused.value.code == "no_store"
    assert page.status_code == 503
    assert page["Cache-Control"] == "no-store"


@pytest.mark.parametrize("url", ["logos", "https://logos", "s3://", "s3://logos?acl=public"])
def test_a_bucket_that_is_none_is_refused(url):
    with pytest.raises(ImproperlyConfigured, match="MEDIA_BUCKET must look like"):
        uploads(url)
