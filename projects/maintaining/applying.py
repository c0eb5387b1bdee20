"""How the page of a project becomes what an approved draft says. The project is locked by then."""

from collections.abc import Mapping
from typing import Any

from django.core.files.base import ContentFile
from django.db.models import Q
from django.utils.translation import gettext as _

from foundation.base.errors import RuleError
from members.logos import Logo
from projects.governance.models import Document
from projects.maintaining.contents import (
    FOCUS,
    LINKS,
    NEW_DOCUMENTS,
    NEW_RELEASES,
    STRUCK_DOCUMENTS,
    STRUCK_RELEASES,
    TEXTS,
    document_key,
)
from projects.maintaining.models import PageDraft
from projects.models import Focus, Project, ProjectLink, Release


def apply(draft: PageDraft) -> None:
    """Write what the draft proposes. Refused: "no_focus" for a focus area that is gone.

    What is to be struck and is gone already, or to be added and there already, is no matter.
    """
    project, proposed = draft.project, draft.proposed
    written = [name for name in TEXTS if name in proposed]
    for name in written:
        setattr(project, name, proposed[name])
    if draft.changes_logo:
        _picture(project, draft)
        written.append("logo")
    project.full_clean(exclude=["search_text", "logo"])
    project.save(update_fields=written)
    if FOCUS in proposed:
        _focus(project, proposed[FOCUS])
    if LINKS in proposed:
        _link(project, proposed[LINKS])
    _releases(project, proposed)
    _documents(project, proposed)


def _picture(project: Project, draft: PageDraft) -> None:
    if draft.removes_logo:
        project.logo = ""
    else:
        logo = Logo(draft.logo_kind, bytes(draft.logo_content or b""))
        project.logo.save(logo.name, ContentFile(logo.content), save=False)


def _focus(project: Project, names: list[str]) -> None:
    areas = list(Focus.objects.filter(name__in=names))
    gone = sorted(set(names) - {area.name for area in areas})
    if gone:
        raise RuleError(
            _("There is no focus area “%(name)s” any more: return the draft."),
            code="no_focus",
            params={"name": gone[0]},
        )
    project.focus.set(areas)


def _link(project: Project, links: list[list[str]]) -> None:
    """Make the links those of the draft. A link that stays keeps what is known of it."""
    rows = {row.url: row for row in ProjectLink.objects.filter(project=project)}
    wanted = {url: (kind, label) for kind, url, label in links}
    ProjectLink.objects.filter(project=project).exclude(url__in=wanted).delete()
    for url, (kind, label) in wanted.items():
        row = rows.get(url) or ProjectLink(project=project, url=url)
        if (row.kind, row.label) != (kind, label) or row.pk is None:
            row.kind, row.label = kind, label
            row.full_clean()
            row.save()


def _releases(project: Project, proposed: Mapping[str, Any]) -> None:
    """A release that was struck is not imported again: its source knows that it was taken away."""
    mine = Release.objects.filter(project=project)
    mine.filter(name__in=proposed.get(STRUCK_RELEASES, [])).delete()
    there = set(mine.values_list("name", flat=True))
    for name, released_in, url, is_preliminary in proposed.get(NEW_RELEASES, []):
        if name not in there:
            row = Release(project=project, name=name, released_in=released_in, url=url)
            row.is_preliminary = is_preliminary
            row.full_clean()
            row.save()


def _documents(project: Project, proposed: Mapping[str, Any]) -> None:
    struck = Q(pk__in=[])
    for key in proposed.get(STRUCK_DOCUMENTS, []):
        dated_on, _blank, title = key.partition(" ")
        struck |= Q(title=title, dated_on=dated_on)
    mine = Document.objects.filter(project=project)
    mine.filter(struck).delete()
    there = {document_key(row.title, row.dated_on.isoformat()) for row in mine}
    for title, dated_on, url in proposed.get(NEW_DOCUMENTS, []):
        if document_key(title, dated_on) not in there:
            document = Document(project=project, title=title, dated_on=dated_on, url=url)
            document.full_clean()
            document.save()
