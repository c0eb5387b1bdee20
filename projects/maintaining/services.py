"""How a project's page changes: its maintainers write a draft, staff approve it (domain 5)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.base.drafts import DraftState
from foundation.base.errors import RuleError
from members.accounts.models import User
from members.logos import Logo
from projects.maintaining import applying, differences, mails
from projects.maintaining.contents import values_of
from projects.maintaining.models import PageDraft
from projects.models import Project


@transaction.atomic
def write(
    *,
    project: Project,
    values: Mapping[str, Any],
    at: datetime,
    by: User,
    logo: Logo | None = None,
    removes_logo: bool = False,
) -> PageDraft:
    """Keep `values` (see `contents`) as the open draft, which is begun if need be.

    What is as it is now is no change. A new `logo` takes the place of the one in the draft, which
    stays otherwise; without one `removes_logo` takes both away. A draft that was submitted is taken
    back: it has to be submitted again. Nothing is refused here; the form has looked at the values.
    """
    project = Project.objects.select_for_update().get(pk=project.pk)
    draft = PageDraft.objects.open().filter(project=project).first()
    if draft is None:
        draft = PageDraft(project=project, version=0)
    now = values_of(project)
    draft.proposed = {
        name: value for name, value in values.items() if name in now and value != now[name]
    }
    draft.base = {name: now[name] for name in draft.proposed} | {"logo": project.logo.name}
    draft.removes_logo = removes_logo and not logo and bool(project.logo)
    if logo:
        draft.logo_content, draft.logo_kind = logo.content, logo.kind
    elif removes_logo:
        draft.logo_content, draft.logo_kind = None, ""
    draft.state, draft.written_by, draft.written_at = DraftState.WRITTEN, by, at
    draft.version += 1
    draft.save()
    return draft


@transaction.atomic
def submit(*, draft: PageDraft, at: datetime, by: User) -> PageDraft:
    """Ask the staff to approve the draft, who get a mail. Refusals: "not_now", "empty"."""
    draft = _locked(draft)
    if draft.state not in {DraftState.WRITTEN, DraftState.RETURNED}:
        _not_now(draft)
    if draft.is_empty:
        raise RuleError(_("This draft changes nothing: there is nothing to approve."), code="empty")
    draft.state, draft.submitted_at = DraftState.SUBMITTED, at
    draft.save(update_fields=["state", "submitted_at"])
    mails.submitted(draft, by=by, at=at)
    return draft


@transaction.atomic
def withdraw(*, draft: PageDraft) -> PageDraft:
    """Take a draft back that waits, to go on writing. Refused: "not_now", once it was decided."""
    draft = _locked(draft)
    if draft.state != DraftState.SUBMITTED:
        _not_now(draft)
    draft.state = DraftState.WRITTEN
    draft.save(update_fields=["state"])
    return draft


@transaction.atomic
def discard(*, draft: PageDraft, at: datetime, by: User) -> PageDraft:
    """Throw an open draft away; the page stays as it is. Refused: "not_now"."""
    draft = _locked(draft)
    if not draft.is_open:
        _not_now(draft)
    draft.logo_content, draft.logo_kind = None, ""
    draft.save(update_fields=["logo_content", "logo_kind"])
    draft.close(DraftState.DISCARDED, at=at, by=by)
    return draft


@transaction.atomic
def approve(
    *, draft: PageDraft, version: int, at: datetime, by: User, overwrites: bool = False
) -> Project:
    """Write what the draft proposes to the project, and tell who wrote it.

    `version` is that of the draft which staff have read. Refusals: "not_now" when it does not wait
    (any more), "changed" when it was written anew since, "conflict" when the page was changed in the
    same parts since the draft was written, unless `overwrites`, and those of `applying.apply`.
    """
    draft = _waiting(draft, version)
    clashes = differences.clashes(draft)
    if clashes and not overwrites:
        raise RuleError(
            _("Somebody changed this meanwhile: %(fields)s. Both are shown: decide which stands."),
            code="conflict",
            params={"fields": ", ".join(clash.label for clash in clashes)},
        )
    applying.apply(draft)
    draft.close(DraftState.APPROVED, at=at, by=by)
    mails.decided(draft, at=at)
    return draft.project


@transaction.atomic
def send_back(*, draft: PageDraft, version: int, note: str, at: datetime, by: User) -> PageDraft:
    """Return the draft with a sentence on what to mend; who wrote it gets a mail with it.

    Refusals: "not_now" and "changed" as for `approve`, and "no_note".
    """
    draft = _waiting(draft, version)
    draft.close(DraftState.RETURNED, at=at, by=by, note=note)
    mails.decided(draft, at=at)
    return draft


def _waiting(draft: PageDraft, version: int) -> PageDraft:
    draft = _locked(draft)
    draft.must_wait(version)
    return draft


def _locked(draft: PageDraft) -> PageDraft:
    """The draft as it is now; its project is locked first and is the draft's own."""
    project = Project.objects.select_for_update().get(pk=draft.project_id)
    rows = PageDraft.objects.select_related("written_by").select_for_update(of=["self"])
    found = rows.get(pk=draft.pk)
    found.project = project
    return found


def _not_now(draft: PageDraft) -> None:
    raise RuleError(
        _("This draft is at “%(state)s”: that cannot be done now."),
        code="not_now",
        params={"state": draft.get_state_display()},
    )
