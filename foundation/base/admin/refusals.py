"""What the database and the services refuse, in words for the person who asked for it."""

import re
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, InternalError, models
from django.db.models import ProtectedError, RestrictedError
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

# InternalError is what a trigger raises that protects rows (pgtrigger.Protect).
REFUSALS = (ValidationError, IntegrityError, DataError, InternalError)

# PostgreSQL's codes for what it refuses (appendix A of its manual).
NOT_NULL, REFERENCE, UNIQUE, CHECK = "23502", "23503", "23505", "23514"
RAISED = "P0001"


def words(refused: Exception) -> list[str]:
    """One sentence per thing that was refused; raises `refused` again if it is no refusal."""
    if isinstance(refused, ValidationError):
        return [str(message) for message in refused.messages]
    if isinstance(refused, ProtectedError | RestrictedError):
        return [_kept(refused)]
    diagnosis = getattr(refused.__cause__, "diag", None)
    if diagnosis is None:
        raise refused
    return [_constraint(diagnosis.constraint_name) or _by_code(diagnosis, refused)]


def _kept(refused: ProtectedError | RestrictedError) -> str:
    rows: Any = getattr(refused, "protected_objects", None) or getattr(
        refused, "restricted_objects", ()
    )
    found = sorted(str(row._meta.verbose_name_plural) for row in rows)
    return _("It cannot be deleted: there are %(what)s that belong to it.") % {
        "what": get_text_list(list(dict.fromkeys(found)), _("and"))
    }


def _constraint(name: str | None) -> str:
    """What the constraint of that name says, whichever model declares it."""
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if constraint.name == name:
                return _said(constraint)
    return ""


def _said(constraint: models.BaseConstraint) -> str:
    message = constraint.get_violation_error_message()
    if constraint.violation_error_message == constraint.default_violation_error_message:
        rule = str(constraint.name).replace("_", " ")
        return _("This breaks a rule of the data: %(rule)s.") % {"rule": rule}
    return str(message)


def _by_code(diagnosis: Any, refused: Exception) -> str:
    code = diagnosis.sqlstate
    if code == UNIQUE:
        return _("There is one with this %(field)s already.") % {"field": _column(diagnosis)}
    if code == REFERENCE:
        return _("Something else still refers to it, or what it refers to is gone.")
    if code == NOT_NULL:
        return _("Something is missing: %(field)s.") % {"field": diagnosis.column_name}
    if code == CHECK and not diagnosis.constraint_name:
        # A trigger of ours, which says its rule in a sentence.
        return str(diagnosis.message_primary)
    if code == RAISED and "Cannot" in diagnosis.message_primary:
        return _("These rows are only ever added: they are neither changed nor deleted.")
    if isinstance(refused, DataError):
        return _("A value is too long, too large or of another kind than its field holds.")
    raise refused


def _column(diagnosis: Any) -> str:
    named = re.search(r"\(([\w ,]+)\)", diagnosis.message_detail or "")
    return named[1].replace("_", " ") if named else _("value")
