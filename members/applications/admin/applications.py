"""Applications for membership: what was told, whose turn it is, what was decided."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.base import clock, files, moments, zones
from foundation.base.admin import HouseAdmin, show
from foundation.base.money import show as money
from members.applications import affiliation
from members.applications.admin.doing import Actions
from members.applications.admin.parts import (
    ChecklistInline,
    DecisionInline,
    QuestionInline,
    TurnFilter,
)
from members.applications.models import Application, Document, State
from members.applications.services import reviewing

STYLES = {
    State.DRAFT: "closed",
    State.SUBMITTED: "waiting",
    State.IN_REVIEW: "pending",
    State.ASKED: "few",
    State.PUBLISHED: "pending",
    State.APPROVED: "valid",
    State.DECLINED: "cancelled",
    State.WITHDRAWN: "closed",
}


@admin.register(Application)
class ApplicationAdmin(Actions, HouseAdmin[Application]):
    """What was told stays as it was told; the state moves by the buttons."""

    list_display = (
        *("who", "tier", "shown_state", "turn", "submitted", "decides", "may_decide", "reviewer"),
    )
    list_display_links = ("who",)
    list_filter = (TurnFilter, "state", "tier", "decided_by", "submitted_at")
    list_select_related = ("tier", "reviewer", "organization", "owner")
    found_by = ("name", "applicant", "email", "reference")
    search_fields = ("name", "applicant", "email", "reference", "primary_email", "signer_name")
    search_help_text = gettext_lazy("By organisation, person, e-mail or reference.")
    date_hierarchy = "submitted_at"
    ordering = ("-pk",)
    actions = ("take_up", "ask", "publish", "refer", "connect", "approve", "decline")
    inlines = (QuestionInline, DecisionInline, ChecklistInline)
    # Its page is the applicant's own: whoever opens it can answer in their name.
    view_on_site = False
    save_on_top = False
    fieldsets = (
        (None, {"fields": (
            *("shown_state", "turn", "tier", "shown_dues", "decides", "may_decide", "submitted"),
            *("taken_up", "reviewer", "became", "staff_note"),
        )}),
        (gettext_lazy("Organisation"), {"fields": (
            *("name", "of_register", "country", "city", "industry", "website", "description"),
        )}),
        (gettext_lazy("Ownership"), {"fields": (
            *("shown_owner", "subsidiaries", "affiliation_note", "standing_in_the_way"),
        )}),
        (gettext_lazy("People"), {"fields": ("people", "signer", "applicant", "email")}),
        (gettext_lazy("Billing"), {"fields": (
            *("billing_name", "billing_address", "billing_country", "tax_number"),
            *("invoice_email", "purchase_order"),
        )}),
        (gettext_lazy("Agreement"), {"fields": (
            *("agreement", "conduct", "agreed_at", "commitment", "commitment_author"),
        )}),
        (gettext_lazy("Documents"), {"fields": ("shown_documents",)}),
        (gettext_lazy("Record"), {"fields": ("reference", "created_at", "reminded_at", "ended_at")}),
    )  # fmt: skip
    export_columns = (
        *("reference", "name", "tier__name", "state", "country", "submitted_at", "published_on"),
        *("decide_from", "decided_on", "decided_by", "applicant", "email", "primary_name"),
        *("primary_email", "staff_note"),
    )

    def get_urls(self) -> list[URLPattern]:
        """Also the documents."""
        view = self.admin_site.admin_view(self.document_view)
        own = path("document/<int:number>/", view, name="applications_application_document")
        return [own, *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Application]:
        """With the number of tasks that are open."""
        to_do = Count("checklist", filter=Q(checklist__done_at__isnull=True))
        return super().get_queryset(request).annotate(to_do=to_do)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Documents are seen by those who have the right."""
        if request.user.has_perm("applications.view_document"):
            return self.fieldsets
        return [part for part in self.fieldsets if "shown_documents" not in part[1]["fields"]]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """All but the note staff keep for themselves."""
        shown: list[Any] = [name for _title, part in self.fieldsets for name in part["fields"]]
        return [name for name in shown if name != "staff_note"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Applications come from applicants."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Drafts are erased by those who wrote them, and by time; what was sent stays."""
        return False

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("applications.decide_application")

    def save_formset(self, request: Any, form: Any, formset: Any, change: bool) -> None:
        """The boxes of the checklist are ticked by the service."""
        for line in formset.forms:
            if "is_done" in line.changed_data:
                done, at = line.cleaned_data["is_done"], clock.now()
                reviewing.tick(item=line.instance, done=done, by=request.user, at=at)
        formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []

    def document_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """A document, to staff who may see them."""
        if not request.user.has_perm("applications.view_document"):
            raise PermissionDenied
        file = Document.objects.filter(pk=number).first()
        if file is None:
            raise Http404
        return files.as_attachment(file)

    def named(self, row: Application) -> str:
        """Who wishes for what, and who decides."""
        return f"{row}: {row.tier}, {row.get_decided_by_display()}"

    # --- Columns -----------------------------------------------------------------------------

    @admin.display(description=gettext_lazy("organisation"), ordering="name")
    def who(self, row: Application) -> str:
        return row.name or row.applicant

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def shown_state(self, row: Application) -> SafeString:
        return show.state(STYLES[State(row.state)], row.get_state_display())

    @admin.display(description=gettext_lazy("whose turn"))
    def turn(self, row: Any) -> str:
        if row.state in {State.DRAFT, State.ASKED}:
            return _("the applicant's")
        if row.state == State.PUBLISHED and row.decide_from > zones.day(clock.now()):
            return _("in public")
        if row.is_open:
            return _("ours")
        if row.to_do:
            return _("%(number)s to do") % {"number": row.to_do}
        return "–"

    @admin.display(description=gettext_lazy("sent at"), ordering="submitted_at")
    def submitted(self, row: Application) -> str:
        return show.at(row.submitted_at)

    @admin.display(description=gettext_lazy("taken up at"))
    def taken_up(self, row: Application) -> str:
        return show.at(row.taken_up_at)

    @admin.display(description=gettext_lazy("decided by"), ordering="decided_by")
    def decides(self, row: Application) -> str:
        if row.is_draft:
            return row.tier.get_decided_by_display()
        return row.get_decided_by_display()

    @admin.display(description=gettext_lazy("decided not before"), ordering="decide_from")
    def may_decide(self, row: Application) -> str:
        return moments.shown(row.decide_from, "UTC") if row.decide_from else "–"

    @admin.display(description=gettext_lazy("dues a year"))
    def shown_dues(self, row: Application) -> str:
        return money(row.dues, row.dues_currency) if row.dues is not None else "–"

    @admin.display(description=gettext_lazy("became"))
    def became(self, row: Application) -> SafeString | str:
        if row.membership is None:
            return "–"
        url = reverse("admin:members_membership_change", args=[row.membership.pk])
        return show.link(url, row.membership)

    @admin.display(description=gettext_lazy("in the register"))
    def of_register(self, row: Application) -> SafeString | str:
        if row.organization is None:
            return _("It gets a row with the approval.")
        url = reverse("admin:members_organization_change", args=[row.organization.pk])
        return show.link(url, row.organization)

    @admin.display(description=gettext_lazy("owner over 50 %"))
    def shown_owner(self, row: Application) -> SafeString | str:
        if not row.has_owner:
            return _("not said") if row.has_owner is None else _("none")
        if row.owner is None:
            return _("%(name)s, not in the register") % {"name": row.owner_name}
        url = reverse("admin:members_organization_change", args=[row.owner.pk])
        return show.link(url, row.owner)

    @admin.display(description=gettext_lazy("stands in the way"))
    def standing_in_the_way(self, row: Application) -> str:
        rivals = affiliation.rivals(row, zones.day(clock.now()))
        return "; ".join(str(rival) for rival in rivals) or _("nobody")

    @admin.display(description=gettext_lazy("contacts"))
    def people(self, row: Application) -> SafeString:
        told = [
            (_("Primary"), row.primary_name, row.primary_email),
            (_("Billing"), row.billing_contact, row.billing_email),
            (_("Marketing"), row.marketing_name, row.marketing_email),
            (_("Technical"), row.technical_name, row.technical_email),
        ]
        rows = [each for each in told if each[1]]
        return show.table([_("Role"), _("Name"), _("E-mail")], rows, _("Nobody is named yet."))

    @admin.display(description=gettext_lazy("signs"))
    def signer(self, row: Application) -> str:
        told = [row.signer_name, row.signer_title, row.signer_email]
        sure = _("confirmed that this person may sign") if row.signer_confirmed else ""
        return ", ".join(part for part in [*told, sure] if part) or "–"

    @admin.display(description=gettext_lazy("documents"))
    def shown_documents(self, row: Application) -> SafeString:
        rows = [
            [
                show.link(
                    reverse("admin:applications_application_document", args=[each.pk]), each.name
                ),
                each.what,
                show.at(each.sent_at),
            ]
            for each in row.documents.defer("content")
        ]
        return show.table([_("File"), _("What it is"), _("Sent at")], rows, _("None was sent."))
