"""Drawings (SVG): rebuilt from the elements and attributes that only draw.

Nothing is cut out of what was sent: a new drawing is made of what is known to be harmless, so that
whatever else there is (scripts, events, styles, links, pictures, foreign content) never gets in.
"""

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from foundation.base.errors import RuleError

from . import reading, styles

MOST_BYTES = 500_000
SVG = "http://www.w3.org/2000/svg"
XLINK_HREF = "{http://www.w3.org/1999/xlink}href"

ELEMENTS = frozenset(
    [
        "svg",
        "g",
        "defs",
        "symbol",
        "use",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "text",
        "tspan",
        "title",
        "desc",
        "linearGradient",
        "radialGradient",
        "stop",
        "clipPath",
        "mask",
    ]
)
ATTRIBUTES = styles.PROPERTIES | frozenset(
    [
        "id",
        "viewBox",
        "preserveAspectRatio",
        "width",
        "height",
        "x",
        "y",
        "x1",
        "x2",
        "y1",
        "y2",
        "cx",
        "cy",
        "r",
        "rx",
        "ry",
        "fx",
        "fy",
        "fr",
        "dx",
        "dy",
        "d",
        "points",
        "transform",
        "gradientUnits",
        "gradientTransform",
        "spreadMethod",
        "offset",
        "clipPathUnits",
        "maskUnits",
        "maskContentUnits",
        "pathLength",
        "rotate",
        "textLength",
        "lengthAdjust",
        "version",
    ]
)
MAY_REFER = frozenset({"use", "linearGradient", "radialGradient"})
TEXTUAL = frozenset({"text", "tspan", "title", "desc"})

_WITHIN = re.compile(r"#[\w.:-]{1,120}")
_PAINT = re.compile(r"url\(\s*['\"]?(#[\w.:-]{1,120})['\"]?\s*\)")
_NUMBER = re.compile(r"\s*(\d{1,6}(?:\.\d{1,6})?)\s*(?:px)?\s*")


def looks_like_one(sent: bytes) -> bool:
    """Whether it is XML rather than a picture: it begins with a tag."""
    return sent.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<"


def made_safe(sent: bytes) -> bytes:
    """The drawing in `sent`, rebuilt. Refusals: "no_drawing" (not an SVG, or empty when the rest
    is left out), "no_size", "too_large" (500 kB), "too_nested", and those of `reading.read`.
    """
    if len(sent) > MOST_BYTES:
        raise RuleError(
            _("The drawing is too large: send an SVG of at most 500 kB, or a PNG."),
            code="too_large",
        )
    root = reading.read(sent)
    if _local(root.tag) != "svg":
        raise RuleError(_("This is no SVG drawing."), code="no_drawing")
    rules = styles.rules(root)
    clean = _rebuilt(root, rules)
    if clean is None or not any(each.tag in _DRAWS for each in clean.iter()):
        raise RuleError(
            _("Nothing is left of this drawing: it holds no shapes, only pictures or scripts."),
            code="no_drawing",
        )
    _check_references(clean)
    _size(clean)
    clean.set("xmlns", SVG)
    written: bytes = ET.tostring(clean, encoding="utf-8")
    return written


_DRAWS = frozenset(
    ["path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "use"]
)


def _rebuilt(element: Element, rules: styles.Rules) -> Element | None:
    name = _local(element.tag)
    if name not in ELEMENTS:
        return None
    clean = Element(name, dict(_attributes(element, name, rules)))
    if name in TEXTUAL:
        clean.text = element.text
    for child in element:
        kept = _rebuilt(child, rules)
        if kept is not None:
            clean.append(kept)
            if name in TEXTUAL:
                kept.tail = child.tail
    return clean


def _attributes(element: Element, name: str, rules: styles.Rules) -> Iterator[tuple[str, str]]:
    given = {key: value for key, value in element.attrib.items() if key in ATTRIBUTES}
    given |= styles.of(element, rules)
    for key, value in given.items():
        paint = _PAINT.fullmatch(value.strip())
        if paint:
            yield key, f"url({paint[1]})"
        elif (
            "(" not in value or key in {"transform", "gradientTransform"} or styles.is_colour(value)
        ):
            yield key, value
    target = element.get("href") or element.get(XLINK_HREF) or ""
    if name in MAY_REFER and _WITHIN.fullmatch(target):
        yield "href", target


def _local(tag: str) -> str:
    """The name of an SVG element; "" for one of another vocabulary."""
    space, _brace, local = tag.rpartition("}")
    return local if space in {"", "{" + SVG} else ""


def _check_references(root: Element) -> None:
    """What is used must not itself use something: a few lines could draw a billion shapes."""
    nested = {
        each.get("id")
        for each in root.iter()
        if each.tag == "use" or any(inner.tag == "use" for inner in each.iter())
    } - {None}
    for use in root.iter("use"):
        if use.get("href", "").removeprefix("#") in nested:
            raise RuleError(
                _("Parts of this drawing use each other: flatten it, and save it again."),
                code="too_nested",
            )


def _size(root: Element) -> None:
    """Give it a view box, and a size of at most 800, so that it shows as large as a page wants."""
    box = root.get("viewBox", "").replace(",", " ").split()
    try:
        width, height = (float(side) for side in box[2:4])
    except ValueError:
        sides = [_NUMBER.fullmatch(root.get(name, "")) for name in ("width", "height")]
        width, height = (float(side[1]) if side else 0.0 for side in sides)
        root.set("viewBox", f"0 0 {width:g} {height:g}")
    if not (0 < width < 1e6 and 0 < height < 1e6 and 1 / 40 < width / height < 40):
        raise RuleError(
            _("The drawing does not say how large it is: save it with a view box."), code="no_size"
        )
    scale = 800 / max(width, height)
    root.set("width", f"{width * scale:.0f}")
    root.set("height", f"{height * scale:.0f}")
