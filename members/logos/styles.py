"""The looks of a drawing: style sheets and style attributes become plain attributes.

Then nothing of CSS is left in it, which could load or hide something.
"""

import re
from xml.etree.ElementTree import Element

type Rules = dict[str, dict[str, str]]

PROPERTIES = frozenset(
    [
        "fill",
        "fill-opacity",
        "fill-rule",
        "stroke",
        "stroke-width",
        "stroke-linecap",
        "stroke-linejoin",
        "stroke-miterlimit",
        "stroke-dasharray",
        "stroke-dashoffset",
        "stroke-opacity",
        "opacity",
        "color",
        "display",
        "visibility",
        "clip-path",
        "clip-rule",
        "mask",
        "stop-color",
        "stop-opacity",
        "paint-order",
        "font-family",
        "font-size",
        "font-weight",
        "font-style",
        "text-anchor",
        "letter-spacing",
        "dominant-baseline",
    ]
)

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]{1,2000})\{([^{}]*)\}")
_CLASS = re.compile(r"\.([\w-]{1,80})")
_COLOUR = re.compile(r"(?:rgb|rgba|hsl|hsla)\([\d\s.,%/-]{1,60}\)")


def is_colour(value: str) -> bool:
    """Whether it is a colour written as a function of numbers."""
    return bool(_COLOUR.fullmatch(value.strip()))


def rules(root: Element) -> Rules:
    """What the style sheets of a drawing say of classes; any other selector is left out."""
    found: Rules = {}
    for element in root.iter():
        if element.tag.rpartition("}")[2] == "style":
            text = _COMMENT.sub("", "".join(element.itertext()))
            for selectors, body in _RULE.findall(text):
                for selector in selectors.split(","):
                    named = _CLASS.fullmatch(selector.strip())
                    if named:
                        found.setdefault(named[1], {}).update(_declared(body))
    return found


def of(element: Element, known: Rules) -> dict[str, str]:
    """The looks of one element by its classes and its own style, the latter stronger."""
    looks: dict[str, str] = {}
    for name in element.get("class", "").split():
        looks |= known.get(name, {})
    return looks | _declared(element.get("style", ""))


def _declared(body: str) -> dict[str, str]:
    pairs = (part.partition(":") for part in body.split(";"))
    return {
        name.strip().lower(): value.replace("!important", "").strip()
        for name, _colon, value in pairs
        if name.strip().lower() in PROPERTIES and value.strip()
    }
