"""PDFs by typst: a template file and data, compiled in this process, tagged for screen readers."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, cast

import typst
from django.conf import settings

ROOT = Path(settings.BASE_DIR) / "templates" / "pdf"
FONTS = ROOT / "fonts"


def render(template: str, data: Mapping[str, Any]) -> bytes:
    """The PDF of `templates/pdf/<template>.typ`.

    The template reads `data` with `json(bytes(sys.inputs.data))`, so text typed by people is only
    ever data: it cannot become markup.
    """
    pdf = _compiler(template).compile(
        format="pdf", sys_inputs={"data": json.dumps(data, default=str)}
    )
    # The same call draws several pictures, or writes to a file, when asked to.
    return cast("bytes", pdf)


@cache
def _compiler(template: str) -> typst.Compiler:
    return typst.Compiler(
        str(ROOT / f"{template}.typ"),
        root=str(ROOT),
        # System fonts serve the scripts ours has no letters for, where the machine has them.
        font_paths=[str(FONTS)],
    )
