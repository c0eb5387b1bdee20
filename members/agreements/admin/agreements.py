"""The register of agreements for staff: who signed what, with the paper and the teams."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.admin import ImportMixin

from foundation.base import clock, files
from foundation.base.admin import HouseAdmin, HouseInline, ReadOnly, desk, show
from members.agreements import services
from members.agreements.admin.imports import FACTS, AgreementImport
from members.agreements.forms import AgreementForm
from members.agreements.models import AgreementDocument, AuthorizedPerson, CorporateAgreement


class PersonInline(HouseInline[AuthorizedPerson, CorporateAgreement]):
    """Who may contribute under it, by team."""

    model = AuthorizedPerson
    show_change_link = False


class DocumentInline(ReadOnly, HouseInline[AgreementDocument, CorporateAgreement]):
    """The paper that is filed; another takes its place by the form."""

    model = AgreementDocument
    fields = ("name", "kind", "at")
    show_change_link = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[AgreementDocument]:
        """Without the file itself, which the link opens."""
        return super().get_queryset(request).defer("content")


@admin.register(CorporateAgreement)
class CorporateAgreementAdmin(AgreementImport, ImportMixin, HouseAdmin[CorporateAgreement]):
    """What was signed, by whom, until when."""

    form = AgreementForm
    list_display = ("organization", "signed", "version", "signer", "ended")
    list_filter = (
        ("document", admin.EmptyFieldListFilter),
        ("organization__ccla_ended_on", admin.EmptyFieldListFilter),
        "version",
    )
    list_select_related = ("organization",)
    found_by = ("organization__name", "signer")
    search_fields = ("organization__name", "organization__names__name", "signer", "people__email",
                     "organization__mail_domains__domain")  # fmt: skip
    search_help_text = gettext_lazy(
        "By any name of the organisation, who signed, an address, or an approved domain."
    )
    autocomplete_fields = ("organization",)
    inlines = (PersonInline, DocumentInline)
    readonly_fields = ("paper", "domains")
    view_on_site = False
    export_columns = (
        *("organization__name", "signed", "version", "signer", "signer_title", "signer_email"),
        *("ended", "domains", "note"),
    )

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The day and the paper beside what the table holds."""
        facts = ("organization", "signed_on", *FACTS)
        return (*facts, "ended_on", "domains", "paper", "sent") if obj else (*facts, "sent")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Whose it is does not change; a merge moves it."""
        return (*self.readonly_fields, "organization") if obj else self.readonly_fields

    @admin.display(description=gettext_lazy("signed on"), ordering="organization__ccla_signed_on")
    def signed(self, row: CorporateAgreement) -> Any:
        return row.organization.ccla_signed_on

    @admin.display(description=gettext_lazy("last day"), ordering="organization__ccla_ended_on")
    def ended(self, row: CorporateAgreement) -> Any:
        return row.organization.ccla_ended_on

    def get_queryset(self, request: HttpRequest) -> QuerySet[CorporateAgreement]:
        """With the domains, for the record and for what is exported."""
        return super().get_queryset(request).prefetch_related("organization__mail_domains")

    @admin.display(description=gettext_lazy("approved e-mail domains"))
    def domains(self, row: CorporateAgreement) -> str:
        """Whoever writes from one of them contributes under it. They are kept once, with the
        organisation, whose people they tell in all other things too."""
        named = ", ".join(each.domain for each in row.organization.mail_domains.all())
        return named or _("none: add them on the record of the organisation")

    @admin.display(description=gettext_lazy("paper on file"))
    def paper(self, row: CorporateAgreement) -> SafeString | str:
        document = AgreementDocument.objects.filter(agreement=row).only("name").first()
        if document is None:
            return _("none")
        address = reverse("admin:agreements_corporateagreement_document", args=[row.pk])
        return show.link(address, document.name)

    def save_model(self, request: Any, obj: CorporateAgreement, form: Any, change: bool) -> None:
        """By the services, as everywhere."""
        cleaned, at = form.cleaned_data, clock.now()
        signature = services.Signature(**{name: cleaned[name] for name in FACTS})
        facts = {"signature": signature, "on": cleaned["signed_on"], "sent": cleaned["sent"]}
        if not change:
            made = services.sign(organization=obj.organization, at=at, **facts)
            obj.pk = made.pk
        else:
            services.amend(agreement=obj, at=at, **facts)
            if cleaned["ended_on"] and "ended_on" in form.changed_data:
                services.end(agreement=obj, on=cleaned["ended_on"], at=at)

    def get_urls(self) -> list[URLPattern]:
        """Also the signed paper."""
        view = self.admin_site.admin_view(self.document_view)
        name = "agreements_corporateagreement_document"
        return [path("<int:pk>/document/", view, name=name), *super().get_urls()]

    def document_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The paper, to be saved; for staff who may change agreements."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        document = AgreementDocument.objects.filter(agreement=pk).first()
        if document is None:
            raise Http404
        return files.as_attachment(document)


@desk.tiles("Members", CorporateAgreement, place=80)
def without_paper(at: Any) -> list[desk.Tile]:
    """Agreements without the paper that proves them."""
    number = CorporateAgreement.objects.waiting().count()
    query = "document__isempty=1&organization__ccla_ended_on__isempty=1"
    return [desk.tile(number, _("agreements without a document"), CorporateAgreement, query=query)]
