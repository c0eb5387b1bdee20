from foundation.base.statics import StaticFiles


def test_the_address_of_a_file_is_looked_up_once(tmp_path):
    files = StaticFiles(location=tmp_path, base_url="/static/")
    files.hashed_files = {"css/base.css": "css/base.0a1b.css"}

    first = files.url("css/base.css", force=True)
    files.hashed_files = {}

    assert first == files.url("css/base.css") == "/static/css/base.0a1b.css"
