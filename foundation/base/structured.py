"""Schema.org data in a page (JSON-LD), for programs that read pages."""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.html import format_html
from django.utils.safestring import SafeString

# "</script>" in a name must not end the block.
_ESCAPES = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026"})


def json_ld(data: dict[str, Any]) -> SafeString:
    """`data` as a block of JSON-LD; `@context` is added, values that are None or empty left out.

    It is data and no script: a strict Content-Security-Policy lets it be.
    """
    kept = {"@context": "https://schema.org"} | _kept(data)
    text = json.dumps(kept, cls=DjangoJSONEncoder, ensure_ascii=False).translate(_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', SafeString(text))


def _kept(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _kept(part) for name, part in value.items() if part not in (None, "", [], {})}
    if isinstance(value, list | tuple):
        return [_kept(part) for part in value]
    return value
