"""A merge is taken back: the row that went returns, and what was moved goes back to it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core import serializers
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from foundation.base.admin import refusals
from foundation.base.errors import RuleError
from members.accounts.models import User
from members.changes import moving
from members.changes.models import Merge
from members.models import Organization

from .telling import held


@transaction.atomic
def undo(*, merge: Merge, at: datetime, by: User | None) -> Merge:
    """Give `merge` back: the other organisation returns with its key, name, address and rows.

    Rows go back that still are where the merge put them, facts that still are what it made them;
    what cannot go back is told in `stayed`, in sentences. Money that was credited stays credited.
    Raises RuleError `undone` when it was, `name_taken` when another has the name or address now.
    """
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    if merge.undone_at is not None:
        raise RuleError(_("This merge has been undone already."), code="undone")
    held(merge.survivor_id)
    _check_free(merge)
    stayed: list[str] = []
    for label, key in merge.record["made"]:
        apps.get_model(label)._base_manager.filter(pk=key).delete()
    if merge.change_id:
        merge.change.delete()  # type: ignore[union-attr]
        merge.change = None
    # What another row's time is in the way of comes back after that has gone back, or has its own.
    again = [dump for dump in reversed(merge.record["gone"]) if not _restore(dump, [])]
    for part in reversed(merge.record["moved"]):
        _move_back(part, merge, stayed)
    again = [dump for dump in again if not _restore(dump, [])]
    for part in reversed(merge.record["changed"]):
        _change_back(part, stayed)
    for dump in again:
        _restore(dump, stayed)
    merge.undone_at, merge.undone_by, merge.stayed = at, by, stayed
    merge.save(update_fields=["undone_at", "undone_by", "stayed", "change"])
    return merge


def why_not(merge: Merge) -> str:
    """Why it cannot be undone, "" when it can."""
    return _("it has been undone already.") if merge.undone_at else ""


def _check_free(merge: Merge) -> None:
    taken = Organization.objects.filter(
        Q(pk=merge.loser_key) | Q(name__iexact=merge.name) | Q(slug=merge.slug)
    ).first()
    if taken:
        raise RuleError(
            _("%(name)s has the name or address now: give it another one first."),
            code="name_taken",
            params={"name": taken.name},
        )


def _tried(what: str, stayed: list[str], change: Callable[[], object]) -> bool:
    """Do `change`, or say why it cannot be done."""
    try:
        with transaction.atomic():
            change()
    except refusals.REFUSALS as refused:
        stayed.append(f"{what}: {' '.join(refusals.words(refused))}")
        return False
    return True


def _restore(dump: dict[str, Any], stayed: list[str]) -> bool:
    """Write a row as it was, with its key; whether it is there again."""
    model = apps.get_model(dump["model"])
    what = _named(model, dump["pk"])
    if model._base_manager.filter(pk=dump["pk"]).exists():
        stayed.append(_("%s: another has its number now.") % what)
        return False
    (again,) = serializers.deserialize("python", [dump])
    return _tried(what, stayed, again.save)


def _move_back(part: dict[str, Any], merge: Merge, stayed: list[str]) -> None:
    model = apps.get_model(part["table"])
    column = part["column"]
    is_ours = part["from"] == merge.loser_key and _far(model, column) is Organization
    # The survivor may have become a part of yet another one.
    now = merge.survivor_id if is_ours else part["to"]
    rows = model._base_manager.filter(**{column: now})
    there = sorted(rows.filter(pk__in=part["keys"]).values_list("pk", flat=True))
    if away := len(part["keys"]) - len(there):
        stayed.append(
            _("%(what)s: %(count)s gone or moved elsewhere since.")
            % {"what": model._meta.verbose_name_plural, "count": away}
        )
    refused: list[str] = []
    back = {column: part["from"]}
    if _tried("", refused, lambda: model._base_manager.filter(pk__in=there).update(**back)):
        return
    for key in there:
        one = model._base_manager.filter(pk=key)
        _tried(_named(model, key), stayed, lambda one=one: one.update(**back))  # type: ignore[misc]


def _far(model: type[models.Model], column: str) -> Any:
    return model._meta.get_field(column).related_model


def _change_back(part: dict[str, Any], stayed: list[str]) -> None:
    """Give a row the values it had, where it still has those of the merge."""
    model = apps.get_model(part["table"])
    row = model._base_manager.filter(pk=part["key"]).first()
    what = _named(model, part["key"])
    if row is None:
        stayed.append(_("%s: gone since.") % what)
        return
    values = {}
    for name, (before, after) in part["fields"].items():
        field: Any = model._meta.get_field(name)
        if _plain(row, field) == after:
            values[field.attname] = field.to_python(before)
        else:
            stayed.append(_("%(what)s: %(field)s was changed since.") % {
                "what": what, "field": field.verbose_name,
            })  # fmt: skip
    if values:
        _tried(what, stayed, lambda: model._base_manager.filter(pk=row.pk).update(**values))


def _plain(row: models.Model, field: Any) -> Any:
    return moving.dumped(row)["fields"][field.name]


def _named(model: type[models.Model], key: Any) -> str:
    return f"{model._meta.verbose_name} {key}"
