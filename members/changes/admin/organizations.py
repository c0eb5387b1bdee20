"""The buttons on the record of an organisation: renamed, acquired, split, merged."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.contrib.admin import ActionLocation
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from foundation.base.admin import confirmed
from members.admin.organizations import OrganizationAdmin
from members.changes import services
from members.changes.admin.asking import AcquireForm, RenameForm, SplitForm
from members.changes.services import When
from members.models import Organization

# The hall's list of organisations, with what this room adds to it.
admin.site.unregister(Organization)


def _when(on: Any, known: Any, text: str) -> When:
    return When(on=on, known=known, text=text)


@admin.register(Organization)
class ChangingOrganizationAdmin(OrganizationAdmin):
    """Members, supporters, sponsors, employers, and what happens to them."""

    actions: Sequence[str] = (*OrganizationAdmin.actions, "rename", "acquire", "split", "merge")

    def has_change_organization_permission(self, request: HttpRequest) -> bool:
        """Who changes organisations and writes down what happened to them."""
        return request.user.has_perms(
            ("members.change_organization", "changes.add_organizationchange")
        )

    @confirmed(
        label=_("It has another name"),
        will=_("will have another name"),
        done=_("renamed"),
        form=RenameForm,
        permission="change_organization",
        alone=True,
    )
    def rename(
        self, request: Any, row: Organization, *, at: datetime, on: Any, known: Any,
        text: str, **answers: Any,
    ) -> None:  # fmt: skip
        """The old name and address stay findable."""
        when = _when(on, known, text)
        services.rename(organization=row, at=at, by=request.user, when=when, **answers)

    @confirmed(
        label=_("It was acquired"),
        will=_("will belong to another"),
        done=_("acquired"),
        form=AcquireForm,
        permission="change_organization",
        alone=True,
    )
    def acquire(
        self, request: Any, row: Organization, *, at: datetime, on: Any, known: Any,
        text: str, **answers: Any,
    ) -> None:  # fmt: skip
        """They are one ownership group from then on."""
        when = _when(on, known, text)
        services.acquire(acquired=row, at=at, by=request.user, when=when, **answers)

    @confirmed(
        label=_("A part was split off"),
        will=_("will be split"),
        done=_("split"),
        form=SplitForm,
        permission="change_organization",
        alone=True,
    )
    def split(
        self, request: Any, row: Organization, *, at: datetime, on: Any, known: Any,
        text: str, **answers: Any,
    ) -> None:  # fmt: skip
        """A new organisation with the people and names that go with it."""
        when = _when(on, known, text)
        services.split(organization=row, at=at, by=request.user, when=when, **answers)

    @admin.action(
        description=_("Merge it with another"),
        location=[ActionLocation.CHANGE_FORM],
        permissions=["merge"],
    )
    def merge(self, request: HttpRequest, rows: Any) -> HttpResponseRedirect:
        """To the page where the other one is named."""
        query = urlencode({"with": rows.get().slug})
        return HttpResponseRedirect(f"{reverse('admin:changes_merge_pairs')}?{query}")

    def has_merge_permission(self, request: HttpRequest) -> bool:
        """As on the page of merges."""
        return request.user.has_perms((
            "members.change_organization", "members.delete_organization", "changes.add_merge",
        ))  # fmt: skip
