"""An uploaded logo can be seen where no proxy serves it."""


def test_an_uploaded_file_is_served(client, settings):
    path = settings.MEDIA_ROOT / "logos" / "test_uploads.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"\x89PNG")
    try:
        answer = client.get("/media/logos/test_uploads.png")

        assert answer["Content-Type"] == "image/png"
        assert b"".join(answer.streaming_content) == b"\x89PNG"
    finally:
        path.unlink()


def test_nothing_outside_the_folder_is_served(client):
    assert client.get("/media/../../manage.py").status_code == 400
