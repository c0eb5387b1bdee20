"""Licences by their SPDX names, and where the Open Source Initiative keeps their text."""

import re

# What most projects choose; the form suggests them and takes any other name.
COMMON = (
    "Apache-2.0",
    "MIT",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "MPL-2.0",
    "LGPL-3.0-or-later",
    "GPL-2.0-only",
    "GPL-3.0-or-later",
    "AGPL-3.0-or-later",
    "EPL-2.0",
)

# The one that needs no question to the board (domain 5).
USUAL = "Apache-2.0"

_SINGLE = re.compile(r"^[A-Za-z0-9][A-Za-z0-9.-]*$")


def osi_url(spdx: str) -> str:
    """The page of the licence at opensource.org; empty for an expression such as "A OR B"."""
    if not _SINGLE.match(spdx):
        return ""
    name = re.sub(r"-(only|or-later)$", "", spdx).lower().replace(".", "-")
    return f"https://opensource.org/license/{name}"
