"""Filters that staff keep: a question to a list, by name."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

LONGEST = 1000


class SavedFilterQuerySet(models.QuerySet["SavedFilter"]):
    def for_(self, person: Any, label: str) -> Self:
        """Those of a list that a person kept, and those that others share."""
        seen = Q(owner=person) | Q(is_shared=True)
        return self.filter(seen, label=label).select_related("owner").order_by(Lower("name"), "pk")


class SavedFilter(models.Model):
    """What somebody asks a list of the admin again and again."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_filters"
    )
    # Of the table that is listed: "members.organization".
    label = models.CharField(_("list"), max_length=100)
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(_("filter"), max_length=LONGEST)
    is_shared = models.BooleanField(_("for all who see this list"), default=False)

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        ordering = ["label", "name"]
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        constraints = [
            models.UniqueConstraint(
                "owner",
                "label",
                Lower("name"),
                name="saved_filter_name_once",
                violation_error_message=_("You have a filter of that name for this list already."),
            ),
            models.CheckConstraint(condition=~Q(query=""), name="saved_filter_filters"),
        ]

    def __str__(self) -> str:
        return self.name
