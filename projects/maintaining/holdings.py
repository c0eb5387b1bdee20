"""Who looks after the page of a project, and who wrote its drafts."""

from django.utils.translation import gettext_lazy as _

from foundation.base.personal import Fate, Holding, declare
from projects.maintaining.models import Maintainer, PageDraft

declare(
    Holding(
        Maintainer,
        _("Projects whose pages I look after"),
        users=("account",),
        fate=Fate.GOES,
        tells=("project", "span", "source"),
    ),
    Holding(
        PageDraft,
        _("Drafts of pages of projects that I wrote"),
        users=("written_by", "decided_by"),
        fate=Fate.STAYS,
        because=_("What a page said stays; your account goes from it by itself."),
        tells=("project", "state", "written_at", "submitted_at", "decided_at"),
    ),
)
