"""Stories name who wrote them; the story stays, its author can be taken out."""

from django.utils.translation import gettext_lazy as _

from foundation.base.personal import Fate, Holding, declare
from foundation.pages.news.models import Story

declare(
    Holding(
        Story,
        _("News I wrote"),
        users=("author",),
        fate=Fate.BLANKED,
        because=_("What was published stays published, without your name."),
        blanks={"author": None, "byline": ""},
        tells=("title", "byline", "state", "written_at", "submitted_at", "published_at"),
    ),
)
