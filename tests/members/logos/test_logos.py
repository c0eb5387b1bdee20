"""Logos that strangers send: what is kept, and what is refused in words."""

import io
import struct
import zlib

import pytest
from PIL import Image

from foundation.base.errors import RuleError
from members import logos

HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {}>{}</svg>'
)
SHAPE = '<path d="M0 0h10v10z"/>'


def svg(inside=SHAPE, attributes='viewBox="0 0 20 10"'):
    return HEAD.format(attributes, inside).encode()


def picture(kind="PNG", size=(64, 32), mode="RGBA", **options):
    written = io.BytesIO()
    Image.new(mode, size, "red").save(written, kind, **options)
    return written.getvalue()


def refused(sent):
    with pytest.raises(RuleError) as refusal:
        logos.made_safe(sent)
    assert str(refusal.value.messages[0]).endswith(".")
    return refusal.value.code


def kept(inside, attributes='viewBox="0 0 20 10"'):
    return logos.made_safe(svg(inside, attributes)).content.decode()


# --- Pictures -------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "mode"), [("PNG", "RGBA"), ("JPEG", "RGB"), ("GIF", "P")])
def test_a_picture_is_written_anew_as_webp(kind, mode):
    logo = logos.made_safe(picture(kind, mode=mode))

    assert logo.kind == "webp"
    assert Image.open(io.BytesIO(logo.content)).size == (64, 32)


def test_a_large_picture_becomes_small_and_loses_what_it_carried():
    info = Image.Exif()
    info[0x010E] = "where I live"

    logo = logos.made_safe(picture("JPEG", (3000, 1500), "RGB", exif=info))

    shown = Image.open(io.BytesIO(logo.content))
    assert shown.size == (800, 400)
    assert not shown.getexif()


def bomb(width, height):
    """A PNG that says it is so large, of a few bytes."""

    def chunk(kind, body):
        crc = zlib.crc32(kind + body)
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", crc)

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 100))


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (b"", "no_picture"),
        (b"MZ\x90\0 not a picture", "no_picture"),
        (picture()[:60], "no_picture"),
        (b"%PDF-1.7", "no_picture"),
        (picture("BMP", mode="RGB"), "no_picture"),
        (picture(size=(10, 10)), "too_small"),
        (bomb(6000, 6000), "too_many_pixels"),
        (bomb(60_000, 60_000), "too_many_pixels"),
        (b"x" * 2_000_001, "too_large"),
    ],
)
def test_what_is_no_picture_or_too_much_of_one_is_refused(sent, code):
    assert refused(sent) == code


# --- Drawings -------------------------------------------------------------------------------


def test_a_drawing_keeps_its_shapes_and_gets_a_size():
    text = kept('<g fill="#f00" transform="scale(2)"><path d="M0 0h9z" stroke="rgb(1,2,3)"/></g>')

    assert '<path d="M0 0h9z" stroke="rgb(1,2,3)" />' in text
    assert 'transform="scale(2)"' in text
    assert 'width="800"' in text
    assert 'height="400"' in text


@pytest.mark.parametrize(
    "evil",
    [
        "<script>alert(1)</script>",
        '<script xlink:href="https://evil.example/x.js"/>',
        "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'>evil</body></foreignObject>",
        '<image xlink:href="https://evil.example/x.png" width="5" height="5"/>',
        '<image href="data:image/svg+xml;base64,PHN2Zz4="/>',
        '<a xlink:href="javascript:alert(1)"><path d="M0 0evil"/></a>',
        '<use xlink:href="https://evil.example/x.svg#a"/>',
        '<use href="data:text/xml,evil#a"/>',
        '<set attributeName="href" to="javascript:evil"/>',
        '<animate attributeName="fill" values="evil"/>',
        '<style>@import "https://evil.example/x.css"; .a{fill:url(https://evil.example)}</style>',
        '<path class="x" style="fill:url(https://evil.example/x)" onclick="evil()"/>',
        '<rect fill="url(javascript:evil)"/>',
        '<rect fill="expression(evil)"/>',
        '<filter id="evil"><feImage href="https://evil.example"/></filter>',
        '<x:script xmlns:x="http://www.w3.org/2000/svg">evil</x:script>',
        '<script xmlns="http://www.w3.org/1999/xhtml">evil</script>',
        "<iframe src='https://evil.example'/><embed src='evil'/><object data='evil'/>",
        "<!-- evil --><?xml-stylesheet href='https://evil.example'?>",
        '<handler xmlns="http://www.w3.org/2001/xml-events">evil</handler>',
    ],
)
def test_nothing_that_acts_or_loads_gets_in(evil):
    text = kept(SHAPE + evil)

    assert "M0 0h10v10z" in text
    for word in ("evil", "script", "http://www.w3.org/1999", "onclick", "style", "<!--", "<?"):
        assert word not in text


@pytest.mark.parametrize("on", ["onload", "ONLOAD", "onbegin", "onfocusin"])
def test_events_of_the_drawing_itself_are_left_out(on):
    assert "evil" not in kept(
        SHAPE, f'viewBox="0 0 9 9" {on}="evil()" xml:base="http://evil.example/"'
    )


def test_style_sheets_of_drawing_programs_become_attributes():
    text = kept(
        "<style>.a,.b{fill:#c00;behavior:url(#x)} .b{stroke:url(#g)} path{fill:red}</style>"
        '<path class="a" d="M0 0z"/><path class="b" style="fill:#0c0 !important" d="M1 1z"/>'
    )

    assert '<path d="M0 0z" fill="#c00" />' in text
    assert '<path d="M1 1z" fill="#0c0" stroke="url(#g)" />' in text
    assert "behavior" not in text


def test_the_head_that_drawing_programs_write_is_no_hindrance():
    head = (
        b'<?xml version="1.0" encoding="utf-8"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" '
        b'"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    )

    assert b"DTD" not in logos.made_safe(b"\xef\xbb\xbf" + head + svg()).content


def entities(body):
    return b"<!DOCTYPE svg [" + body + b"]>" + svg("<text>&a;</text>" + SHAPE)


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (entities(b'<!ENTITY a "lol">'), "entities"),
        (entities(b'<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">'), "entities"),
        (entities(b'<!ENTITY a SYSTEM "file:///etc/passwd">'), "entities"),
        (entities(b'<!ENTITY % a SYSTEM "http://evil.example/x.dtd"> %a;'), "entities"),
        (svg("<g>" * 60 + "</g>" * 60), "too_nested"),
        (svg("<g/>" * 6000), "too_nested"),
        (svg('<g id="a"><use href="#b"/></g><g id="b"><use href="#c"/></g>'), "too_nested"),
        (svg('<use id="a" href="#a"/>'), "too_nested"),
        (svg("<script>1</script>"), "no_drawing"),
        (svg("<image href='data:,'/>"), "no_drawing"),
        (b"<html><body>no</body></html>", "no_drawing"),
        (b"<svg", "no_drawing"),
        (svg().replace(b"?>", b""), None),
        (b'<?xml version="1.0" encoding="made-up"?>' + svg(), "no_drawing"),
        (b"<svg>\0</svg>", "no_drawing"),
        (svg(attributes=""), "no_size"),
        (svg(attributes='viewBox="0 0 0 0"'), "no_size"),
        (svg(attributes='viewBox="0 0 nan 1"'), "no_size"),
        (svg(attributes='viewBox="0 0 1e5 1"'), "no_size"),
        (svg("<path d='" + "M0 0" * 150_000 + "'/>"), "too_large"),
    ],
)
def test_a_drawing_that_is_a_trap_or_none_is_refused(sent, code):
    if code is None:
        assert logos.made_safe(sent)
    else:
        assert refused(sent) == code


def test_what_was_made_safe_stays_as_it_is():
    once = logos.made_safe(svg('<g id="a"><path d="M0 0z"/></g><use href="#a"/>'))

    assert logos.made_safe(once.content) == once
