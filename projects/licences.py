"""Licences by their SPDX names: which the Open Source Initiative has approved, and where it keeps
their text."""

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

# Approved by the OSI: all that the SPDX licence list marks `isOsiApproved`, with the old names that
# it keeps as deprecated. Taken from version 3.28.0 of 20 February 2026
# (github.com/spdx/license-list-data, json/licenses.json; read as npm's spdx-license-list 6.12.0).
APPROVED = frozenset(
    ["0BSD", "AAL", "AFL-1.1", "AFL-1.2", "AFL-2.0", "AFL-2.1", "AFL-3.0", "AGPL-3.0", "AGPL-3.0-only", "AGPL-3.0-or-later", "ALGLIB-Documentation", "Apache-1.1", "Apache-2.0", "APL-1.0", "APSL-1.0", "APSL-1.1", "APSL-1.2", "APSL-2.0", "Artistic-1.0", "Artistic-1.0-cl8", "Artistic-1.0-Perl", "Artistic-2.0", "BlueOak-1.0.0", "BSD-1-Clause", "BSD-2-Clause", "BSD-2-Clause-Patent", "BSD-3-Clause", "BSD-3-Clause-LBNL", "BSD-3-Clause-Open-MPI", "BSL-1.0", "CAL-1.0", "CAL-1.0-Combined-Work-Exception", "CATOSL-1.1", "CDDL-1.0", "CECILL-2.1", "CERN-OHL-P-2.0", "CERN-OHL-S-2.0", "CERN-OHL-W-2.0", "CNRI-Python", "CPAL-1.0", "CPL-1.0", "CUA-OPL-1.0", "ECL-1.0", "ECL-2.0", "EFL-1.0", "EFL-2.0", "Entessa", "EPL-1.0", "EPL-2.0", "EUDatagrid", "EUPL-1.1", "EUPL-1.2", "Fair", "Frameworx-1.0", "GPL-2.0", "GPL-2.0+", "GPL-2.0-only", "GPL-2.0-or-later", "GPL-3.0", "GPL-3.0+", "GPL-3.0-only", "GPL-3.0-or-later", "GPL-3.0-with-GCC-exception", "HPND", "ICU", "Intel", "IPA", "IPL-1.0", "ISC", "Jam", "LGPL-2.0", "LGPL-2.0+", "LGPL-2.0-only", "LGPL-2.0-or-later", "LGPL-2.1", "LGPL-2.1+", "LGPL-2.1-only", "LGPL-2.1-or-later", "LGPL-3.0", "LGPL-3.0+", "LGPL-3.0-only", "LGPL-3.0-or-later", "LiLiQ-P-1.1", "LiLiQ-R-1.1", "LiLiQ-Rplus-1.1", "LPL-1.0", "LPL-1.02", "LPPL-1.3c", "MirOS", "MIT", "MIT-0", "MIT-Modern-Variant", "Motosoto", "MPL-1.0", "MPL-1.1", "MPL-2.0", "MPL-2.0-no-copyleft-exception", "MS-PL", "MS-RL", "MulanPSL-2.0", "Multics", "NASA-1.3", "Naumen", "NCSA", "NGPL", "Nokia", "NPOSL-3.0", "NTP", "OCLC-2.0", "OFL-1.1", "OFL-1.1-no-RFN", "OFL-1.1-RFN", "OGTSL", "OLDAP-2.8", "OLFL-1.3", "OSC-1.0", "OSET-PL-2.1", "OSL-1.0", "OSL-2.0", "OSL-2.1", "OSL-3.0", "PHP-3.0", "PHP-3.01", "PostgreSQL", "Python-2.0", "QPL-1.0", "RPL-1.1", "RPL-1.5", "RPSL-1.0", "RSCPL", "SimPL-2.0", "SISSL", "Sleepycat", "SPL-1.0", "UCL-1.0", "Unicode-3.0", "Unicode-DFS-2016", "Unlicense", "UPL-1.0", "VSL-1.0", "W3C", "W3C-20150513", "Watcom-1.0", "WordNet", "wxWindows", "Xnet", "Zlib", "ZPL-2.0", "ZPL-2.1"]
)  # fmt: skip

_SINGLE = re.compile(r"^[A-Za-z0-9][A-Za-z0-9.-]*$")
_EXCEPTION = re.compile(r" WITH [A-Za-z0-9.-]+")


def osi_url(spdx: str) -> str:
    """The page of the licence at opensource.org; empty for an expression such as "A OR B"."""
    if not _SINGLE.match(spdx):
        return ""
    name = re.sub(r"-(only|or-later)$", "", spdx).lower().replace(".", "-")
    return f"https://opensource.org/license/{name}"


def is_approved(spdx: str) -> bool:
    """Whether the OSI has approved it; of "A OR B" one, of "A AND B" each must be.

    An exception ("GPL-2.0-only WITH Classpath-exception-2.0") only ever permits more. Brackets are
    not read: whoever needs them asks staff, who write what it comes to.
    """
    plain = _EXCEPTION.sub("", spdx.strip())
    return any(
        all(name.strip() in APPROVED for name in choice.split(" AND "))
        for choice in plain.split(" OR ")
    )
