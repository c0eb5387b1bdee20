"""Whose pages somebody may write."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from projects.maintaining.models import Maintainer, PageDraft
from projects.models import Project


def projects_of(user: Any, day: date) -> QuerySet[Project]:
    """The projects whose pages `user` may write on `day`, by name."""
    named = Maintainer.objects.on(day).filter(account=user.pk)
    return Project.objects.filter(pk__in=named.values("project")).order_by("name")


def open_draft(project: Project) -> PageDraft | None:
    """The draft that is being written, waits, or was returned."""
    draft = PageDraft.objects.open().filter(project=project).select_related("written_by").first()
    if draft is not None:
        draft.project = project
    return draft
