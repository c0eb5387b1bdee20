"""The admin of this house: `HouseAdmin` and its parts, and the records of the floor itself."""

from django.contrib import admin

from . import bounces, desk, doors, figures, mails, show, tasks
from .actions import ActionForm, confirmed
from .drafts import DraftAdmin
from .house import HouseAdmin
from .parts import HouseInline, ReadOnly, ShortInline

__all__ = [
    "ActionForm",
    "DraftAdmin",
    "HouseAdmin",
    "HouseInline",
    "ReadOnly",
    "ShortInline",
    "bounces",
    "confirmed",
    "desk",
    "doors",
    "figures",
    "mails",
    "show",
    "tasks",
]

# The header then names the foundation.
admin.site.site_header = ""
admin.site.site_title = "Staff"
admin.site.index_title = "The desk"
# The desk lists everything, and the lists need the width.
admin.site.enable_nav_sidebar = False
