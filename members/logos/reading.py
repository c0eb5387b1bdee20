"""Reading XML that strangers send: no entities, nothing loaded, nothing too large or too deep."""

from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from django.utils.translation import gettext as _

from foundation.base.errors import RuleError

MOST_ELEMENTS = 5_000
MOST_DEPTH = 40


class _Refusing:
    """The tree as it grows; it stops at the first thing a drawing has no need of."""

    def __init__(self) -> None:
        self.builder = TreeBuilder()
        self.depth = self.elements = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.elements += 1
        if self.depth > MOST_DEPTH or self.elements > MOST_ELEMENTS:
            raise RuleError(
                _("This drawing has too many parts: simplify it, or send a PNG."), code="too_nested"
            )
        self.builder.start(
            _bracketed(name), {_bracketed(key): text for key, text in attributes.items()}
        )

    def end(self, name: str) -> None:
        self.depth -= 1
        self.builder.end(_bracketed(name))

    def entity(self, *_declared: object) -> None:
        raise RuleError(
            _("This drawing declares entities: save it without them, as “plain SVG”."),
            code="entities",
        )


def read(sent: bytes) -> Element:
    """The root of the XML in `sent`. Refusals: "no_drawing" (not well formed), "entities",
    "too_nested" (5,000 elements, 40 deep).
    """
    tree = _Refusing()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.StartElementHandler = tree.start
    parser.EndElementHandler = tree.end
    parser.CharacterDataHandler = tree.builder.data
    parser.EntityDeclHandler = tree.entity
    parser.UnparsedEntityDeclHandler = tree.entity
    parser.ExternalEntityRefHandler = tree.entity  # type: ignore[assignment]
    try:
        parser.Parse(sent, True)
        return tree.builder.close()
    except (expat.ExpatError, ValueError, LookupError, AssertionError):
        raise RuleError(
            _("This drawing cannot be read: save it again as “plain SVG”."), code="no_drawing"
        ) from None


def _bracketed(name: str) -> str:
    """expat writes `space}name`, the tree `{space}name`."""
    return "{" + name if "}" in name else name
