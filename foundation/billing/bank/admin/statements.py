"""Statements: a file, a look at what it would do, and then it is imported."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q, QuerySet, Sum
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.base import clock
from foundation.base.admin import HouseAdmin, ReadOnly, show
from foundation.base.models import Foundation
from foundation.base.money import show as money
from foundation.billing.bank import previews, services
from foundation.billing.bank.admin.lines import state_of
from foundation.billing.bank.formats import MOST_BYTES, tables
from foundation.billing.bank.forms import MappingForm, UploadForm
from foundation.billing.bank.models import BankLine, BankStatement, Fit, Format, LineState, Upload

SHOWN = 100


@admin.register(BankStatement)
class BankStatementAdmin(ReadOnly, HouseAdmin[BankStatement]):
    """Files of the bank. Each is imported once, and a line of it once."""

    list_display = ("file_name", "own_account", "format", "booked", "open", "lines", "imported_at")
    list_filter = ("format", "own_account", "imported_at")
    search_fields = ("file_name", "own_account")
    search_help_text = gettext_lazy("By the name of the file or our account.")
    date_hierarchy = "imported_at"
    fields = (
        ("file_name", "own_account", "format"),
        ("imported_at", "seen_before", "left_out"),
        *("shown_counts", "shown_lines"),
    )
    export_columns = (
        "file_name",
        "own_account",
        "format",
        "seen_before",
        "left_out",
        "imported_at",
    )

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Importing books money."""
        return request.user.has_perm("bank.add_bankstatement")

    def get_queryset(self, request: HttpRequest) -> QuerySet[BankStatement]:
        """With how many lines there are, are booked, and wait for somebody."""
        counts = {
            "line_count": Count("lines"),
            "booked_count": Count("lines", filter=Q(lines__state=LineState.MATCHED)),
            "open_count": Count("lines", filter=Q(lines__state=LineState.UNMATCHED)),
        }
        return super().get_queryset(request).annotate(**counts)

    @admin.display(description=gettext_lazy("lines"), ordering="line_count")
    def lines(self, row: Any) -> int:
        return int(row.line_count)

    @admin.display(description=gettext_lazy("booked"), ordering="booked_count")
    def booked(self, row: Any) -> int:
        return int(row.booked_count)

    @admin.display(description=gettext_lazy("do not match"), ordering="open_count")
    def open(self, row: Any) -> SafeString | int:
        url = _list(f"?statement__id__exact={row.pk}&state__exact={LineState.UNMATCHED}")
        return show.link(url, row.open_count) if row.open_count else 0

    @admin.display(description=gettext_lazy("by state"))
    def shown_counts(self, row: BankStatement) -> SafeString:
        rows = row.lines.order_by("state").values_list("state", "currency")
        found = rows.annotate(number=Count("pk"), amount=Sum("amount"))
        return show.table(
            (_("State"), _("Lines"), _("Sum")),
            [
                (
                    show.link(
                        _list(f"?statement__id__exact={row.pk}&state__exact={state}"),
                        LineState(state).label,
                    ),
                    number,
                    money(amount, currency),
                )
                for state, currency, number, amount in found
            ],
            _("Every line was brought by an earlier statement."),
        )

    @admin.display(description=gettext_lazy("lines"))
    def shown_lines(self, row: BankStatement) -> SafeString:
        lines = row.lines.order_by("number", "pk").select_related("account")[:SHOWN]
        return show.table(
            (_("Line"), _("Day"), _("Amount"), _("Payer"), _("Text"), _("State"), _("Account")),
            [_told(line) for line in lines],
            _("None."),
        )

    # --- Import ----------------------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        """Also the look at a file before it is imported."""
        view = self.admin_site.admin_view(self.preview_view)
        return [
            path("uploads/<int:pk>/", view, name="bank_bankstatement_preview"),
            *super().get_urls(),
        ]

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Choose a file. Nothing is imported yet."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        last = BankStatement.objects.values_list("own_account", flat=True).first()
        form = UploadForm(
            request.POST or None, request.FILES or None, initial={"own_account": last or ""}
        )
        if request.method == "POST" and form.is_valid():
            file = form.cleaned_data["file"]
            try:
                draft = services.upload(
                    file_name=file.name,
                    # One byte more than is allowed tells that it is too large.
                    content=file.read(MOST_BYTES + 1),
                    own_account=form.cleaned_data["own_account"],
                    by=request.user,
                    at=clock.now(),
                )
            except ValidationError as refused:
                form.add_error(None, refused)
            else:
                return HttpResponseRedirect(self.url_of("preview", draft.pk))
        context = {"title": _("Import a bank statement"), "form": form}
        return self._page(request, "upload", context, bad=bool(form.errors))

    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What the file would do; then it is imported, exactly as it was shown."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        draft = Upload.objects.filter(pk=pk, by=request.user.pk).first()
        if draft is None:
            self.message_user(
                request, _("This file has been imported, or it lay too long."), messages.WARNING
            )
            return HttpResponseRedirect(self.url_of("changelist"))
        form = _mapping_form(request, draft)
        shown_before = request.POST.get("shown") == (form.digest if form else "camt")
        if (form is None or form.is_valid()) and "_confirm" in request.POST and shown_before:
            return self._import(request, draft, form)
        readable = form is None or form.is_valid()
        shown = previews.preview(draft, form.mapping() if form else None) if readable else None
        context = {
            "title": _("%(name)s: what would be imported") % {"name": draft},
            "form": form,
            "shown": form.digest if form else "camt",
            "preview": shown,
            "counts": shown.counts if shown else {},
            "rows": [_previewed(*each) for each in shown.lines[:SHOWN]] if shown else [],
            "more": max(0, len(shown.lines) - SHOWN) if shown else 0,
            "bad": shown.reading.bad[:SHOWN] if shown else [],
            "again": "_confirm" in request.POST and not shown_before,
        }
        bad = request.method == "POST" and not readable
        return self._page(request, "preview", context, bad=bad)

    def _import(
        self, request: HttpRequest, draft: Upload, form: MappingForm | None
    ) -> HttpResponse:
        try:
            statement = services.import_upload(
                upload_id=draft.pk, mapping=form.mapping() if form else None, at=clock.now()
            )
        except ValidationError as refused:
            self.message_user(request, " ".join(refused.messages), messages.ERROR)
            return HttpResponseRedirect(self.url_of("changelist"))
        self.message_user(
            request,
            _("%(name)s is imported. What matches is being booked.") % {"name": statement},
            messages.SUCCESS,
        )
        return HttpResponseRedirect(self.url_of("change", statement.pk))

    def _page(
        self, request: HttpRequest, name: str, context: dict[str, Any], *, bad: bool
    ) -> TemplateResponse:
        whole = {**self.admin_site.each_context(request), "opts": self.opts, "subtitle": None}
        return TemplateResponse(
            request, f"admin/bank/{name}.html", whole | context, status=422 if bad else 200
        )


def _mapping_form(request: HttpRequest, draft: Upload) -> MappingForm | None:
    """The questions about a CSV, answered by the request or by guessing; None for CAMT.053."""
    content = bytes(draft.content)
    if previews.format_of(content) == Format.CAMT:
        return None
    table = tables.table(content)
    if request.method == "POST":
        return MappingForm(request.POST, table=table)
    house = Foundation.objects.first()
    return MappingForm.guessed(table, house.currency if house else "USD")


def _list(query: str) -> str:
    return reverse("admin:bank_bankline_changelist") + query


def _told(line: BankLine) -> tuple[Any, ...]:
    url = reverse("admin:bank_bankline_change", args=[line.pk])
    amount = format_html('<a href="{}">{}</a>', url, money(line.amount, line.currency))
    account = line.account or "–"
    return (
        line.number,
        line.booked_on,
        amount,
        line.payer,
        line.text[:80],
        state_of(line),
        account,
    )


def _previewed(line: Any, verdict: Any) -> dict[str, Any]:
    """A row of the preview: what is in the file and what becomes of it."""
    if verdict is None:
        badge, what = "closed", _("Seen before")
    elif verdict.account is not None:
        badge = "paid" if verdict.fit == Fit.EXACT else "waiting"
        what = f"{verdict.account}: {verdict.fit.label}"
    else:
        badge = "closed" if verdict.state == LineState.IGNORED else "failed"
        what = verdict.reason.label
    return {
        "line": line,
        "amount": money(line.amount, line.currency),
        "outcome": show.state(badge, what),
    }
