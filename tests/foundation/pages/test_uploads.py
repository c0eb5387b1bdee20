"""An uploaded logo is served from wherever it is stored, and nothing else is."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, storages


@pytest.fixture
def stored(settings):
    memory = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    settings.STORAGES = {**settings.STORAGES, "default": memory}
    assert isinstance(storages["default"], InMemoryStorage)
    return storages["default"]


def test_an_uploaded_file_is_served_for_good_and_can_do_nothing(client, stored):
    stored.save("logos/mark.svg", ContentFile(b"<svg/>"))

    answer = client.get("/media/logos/mark.svg")

    assert answer["Content-Type"] == "image/svg+xml"
    assert answer.content == b"<svg/>"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("../../manage.py", 404),
        ("../../../etc/mark.svg", 400),
        ("logos", 404),
        ("logos/other.svg", 404),
        ("logos/%00.svg", 404),
        ("logos/mark.html", 404),
        (f"{'a' * 300}.svg", 404),
    ],
)
def test_nothing_else_is_served(client, path, status):
    assert client.get(f"/media/{path}").status_code == status


def test_it_is_only_read(client):
    assert client.post("/media/logos/mark.svg").status_code == 405
