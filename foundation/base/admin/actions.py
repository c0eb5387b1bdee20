"""Actions on chosen records: first what will happen and to how many, then it happens."""

from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import ActionLocation
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import models, transaction
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from foundation.base import clock
from foundation.base.admin import refusals

# The preview counts and names what it is given; more at once is an import, not an action.
MOST = 1000
CONFIRMED = "_confirmed"
AGREED = "_agreed"
BOTH = (ActionLocation.CHANGE_LIST, ActionLocation.CHANGE_FORM)


# What an action does to one row: a call of a service, with what the form asked for. It is a method
# `(self, request, row, *, at, **answers)` of the admin.
type Change = Callable[..., object]
# Words that may still wait for the reader's language.
type Words = str | Promise


@dataclass(frozen=True)
class Preview:
    """What the page before an action says. `reason` tells why a row cannot, or is empty."""

    change: Change
    will: Words
    done: Words
    reason: Callable[[Any], str]
    form: "type[ActionForm] | None" = None
    named: Callable[[Any], str] | None = None


class ActionForm(forms.Form):
    """What an action asks before it happens; it knows the `rows` it will be done to.

    Where what happens depends on the answers, `consequences` says it in sentences; they are shown,
    and have to be agreed to, before anything is done. It may add errors instead.
    """

    def __init__(self, data: Any = None, *, rows: list[Any]) -> None:
        super().__init__(data)
        self.rows = rows

    def consequences(self) -> list[str]:
        """What these answers lead to, in sentences; asked of a valid form. It changes nothing."""
        return []


@dataclass
class Outcome:
    """The rows an action can change, and those it cannot with the reason."""

    can: list[Any] = field(default_factory=list)
    cannot: list[tuple[Any, str]] = field(default_factory=list)


def _nothing_against(row: Any) -> str:
    return ""


def confirmed(
    *,
    label: Words,
    will: Words,
    done: Words,
    plural: Words = "",
    reason: Callable[[Any], str] = _nothing_against,
    form: type[ActionForm] | None = None,
    permission: str = "change",
    alone: bool = False,
    named: Callable[[Any], str] | None = None,
) -> Callable[[Change], Any]:
    """Make a method `(self, request, row, *, at, **answers)` an action with a preview.

    `label` is the button on a record, `plural` the entry above a list. The preview says
    "12 orders `will`" ("will be cancelled"), and "3 cannot" with what `reason(row)` answers for
    each; afterwards it says "12 orders `done`" ("cancelled"). `form` asks for more before it
    happens. A RuleError of one row leaves the others done and is told. `alone`: it is a button on a
    record, and not offered for many. `named` says of a row what counts for this action only.
    """

    def action(change: Change) -> Any:
        preview = Preview(change, will, done, reason, form, named)

        def run(desk: Any, request: HttpRequest, chosen: models.QuerySet[Any]) -> Any:
            return _run(desk, request, chosen, preview, change.__name__)

        run.__name__ = change.__name__
        run.__doc__ = change.__doc__
        run.preview = preview  # type: ignore[attr-defined]
        return admin.action(
            run,
            permissions=[permission],
            description=cast("str", label),
            description_plural=cast("str", plural or label),
            location=[ActionLocation.CHANGE_FORM] if alone else list(BOTH),
        )

    return action


def _run(
    desk: Any, request: HttpRequest, chosen: models.QuerySet[Any], preview: Preview, name: str
) -> TemplateResponse | None:
    rows = list(chosen[: MOST + 1])
    if len(rows) > MOST:
        desk.message_user(
            request, _("Choose at most %(most)s at once.") % {"most": MOST}, messages.ERROR
        )
        return None
    outcome = _sorted(rows, preview)
    asked = CONFIRMED in request.POST
    data = request.POST if asked else None
    form = preview.form(data, rows=outcome.can) if preview.form else None
    told: list[str] = []
    if asked and outcome.can and (form is None or form.is_valid()):
        told = form.consequences() if form else []
        agreed = not told or request.POST.get(AGREED) == _digest(told)
        if agreed and not (form and form.errors):
            _do(desk, request, outcome, preview, form.cleaned_data if form else {})
            return None
    return _page(desk, request, outcome, preview, name, form, told)


def _digest(told: list[str]) -> str:
    return sha256("\n".join(told).encode()).hexdigest()


def _sorted(rows: list[Any], preview: Preview) -> Outcome:
    outcome = Outcome()
    for row in rows:
        against = preview.reason(row)
        if against:
            outcome.cannot.append((row, against))
        else:
            outcome.can.append(row)
    return outcome


def _do(
    desk: Any, request: HttpRequest, outcome: Outcome, preview: Preview, answers: dict[str, Any]
) -> None:
    at = clock.now()
    done = 0
    for row in outcome.can:
        try:
            with transaction.atomic():
                preview.change(desk, request, row, at=at, **answers)
        except refusals.REFUSALS as refused:
            outcome.cannot.append((row, " ".join(refusals.words(refused))))
        else:
            done += 1
    if done:
        desk.message_user(request, f"{counted(desk.model, done)} {preview.done}.", messages.SUCCESS)
    for row, against in outcome.cannot:
        desk.message_user(request, f"{row}: {against}", messages.WARNING)


def counted(model: type[models.Model], number: int) -> str:
    """ "1 order", "12 orders"."""
    opts = model._meta
    return f"{number} {opts.verbose_name if number == 1 else opts.verbose_name_plural}"


def _page(
    desk: Any,
    request: HttpRequest,
    outcome: Outcome,
    preview: Preview,
    name: str,
    form: ActionForm | None,
    told: list[str],
) -> TemplateResponse:
    record = f"{ActionLocation.CHANGE_FORM.value}-action"
    fields = [(record if record in request.POST else "action", name), (CONFIRMED, "yes")]
    if request.POST.get("select_across") == "1":
        fields.append(("select_across", "1"))
    fields += [(AGREED, _digest(told))] if told else []
    fields += [(ACTION_CHECKBOX_NAME, pk) for pk in request.POST.getlist(ACTION_CHECKBOX_NAME)]
    named = preview.named or desk.named
    context = {
        **desk.admin_site.each_context(request),
        "title": f"{counted(desk.model, len(outcome.can))} {preview.will}",
        "subtitle": None,
        "opts": desk.opts,
        "outcome": outcome,
        "can": [named(row) for row in outcome.can],
        "cannot": [(named(row), reason) for row, reason in outcome.cannot],
        "cannot_count": counted(desk.model, len(outcome.cannot)),
        "form": form,
        "told": told,
        "fields": fields,
        "back": request.get_full_path(),
    }
    status = 422 if form is not None and form.errors else 200
    return TemplateResponse(request, "admin/house/confirm.html", context, status=status)
