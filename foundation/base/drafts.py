"""Drafts: what others want to be said, until staff approve it.

A room with such texts derives its model from `Draft`, its QuerySet from `DraftQuerySet`, and its
admin from `foundation.base.admin.DraftAdmin`.
"""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from foundation.base import clock
from foundation.base.errors import RuleError


class DraftState(models.TextChoices):
    WRITTEN = "written", _("Being written")
    SUBMITTED = "submitted", _("Waits for approval")
    RETURNED = "returned", _("Returned with a note")
    APPROVED = "approved", _("Approved")
    DISCARDED = "discarded", _("Discarded")


OPEN = (DraftState.WRITTEN, DraftState.SUBMITTED, DraftState.RETURNED)
IS_OPEN = Q(state__in=[state.value for state in OPEN])


class DraftQuerySet[Row: models.Model](models.QuerySet[Row]):
    def open(self) -> Self:
        """Neither approved nor discarded."""
        return self.filter(state__in=OPEN)

    def waiting(self) -> Self:
        """Those that staff have to look at."""
        return self.filter(state=DraftState.SUBMITTED)


def rules(name: str) -> list[models.BaseConstraint]:
    """What the database holds of every draft; the constraints are called after `name`."""
    return [
        models.CheckConstraint(
            condition=Q(state__in=DraftState.values), name=f"{name}_state_known"
        ),
        models.CheckConstraint(
            condition=~Q(state__in=["submitted", "approved", "returned"])
            | Q(submitted_at__isnull=False),
            name=f"{name}_submitted_at_a_time",
        ),
        models.CheckConstraint(
            condition=~Q(state="returned") | ~Q(note=""), name=f"{name}_returned_with_a_note"
        ),
    ]


def _person(name: Any) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=name,
    )


class Draft(models.Model):
    """`version` grows with each writing, so that staff decide about what they have read."""

    state = models.CharField(
        _("state"), max_length=9, choices=DraftState, default=DraftState.WRITTEN
    )
    note = models.TextField(_("note of the staff"), blank=True)
    written_by = _person(_("written by"))
    decided_by = _person(_("decided by"))
    written_at = models.DateTimeField(_("last written at"), default=clock.now)
    version = models.PositiveIntegerField(_("version"), default=1)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    class Meta:
        abstract = True
        ordering: ClassVar[list[str]] = ["-pk"]

    @property
    def is_open(self) -> bool:
        """Neither approved nor discarded."""
        return self.state in OPEN

    def must_wait(self, version: int | None = None) -> None:
        """Refuse to decide what does not wait for staff ("not_now"), or what was written anew since
        they read `version` ("changed"). The row must be locked by then.
        """
        if self.state != DraftState.SUBMITTED:
            raise RuleError(
                gettext("It is at “%(state)s”: it does not wait for you (any more)."),
                code="not_now",
                params={"state": self.get_state_display()},
            )
        if version is not None and self.version != version:
            raise RuleError(
                gettext("It was written anew while you looked: read it again, then decide."),
                code="changed",
            )

    def close(self, state: DraftState, *, at: datetime, by: Any, note: str = "") -> None:
        """Write that `by` decided it at `at`. What is returned needs a note: "no_note"."""
        note = note.strip()
        if state == DraftState.RETURNED and not note:
            raise RuleError(gettext("Say why, and what they should mend."), code="no_note")
        self.state, self.note = state, note or self.note
        self.decided_at, self.decided_by = at, by
        self.save(update_fields=["state", "note", "decided_at", "decided_by"])
