"""Changes to individual members: joining, profiles, affiliations, resigning."""

from .affiliations import Employer, affiliate, end_affiliation, remove_affiliation
from .ending import resign
from .joining import join, sign
from .profiles import draw_photo, edit, remove_photo

__all__ = [
    "Employer",
    "affiliate",
    "draw_photo",
    "edit",
    "end_affiliation",
    "join",
    "remove_affiliation",
    "remove_photo",
    "resign",
    "sign",
]
