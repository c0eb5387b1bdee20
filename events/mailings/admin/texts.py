"""The words of mails: per kind and event, with the mail as it would be sent beside them."""

from typing import Any

from django.contrib import admin
from django.db.models import CharField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from events.mailings.forms import MailTextForm
from events.models import Event
from events.registration import mails
from foundation.base import mail, mailkinds
from foundation.base.admin import HouseAdmin
from foundation.base.errors import RuleError
from foundation.base.mail import Draft
from foundation.base.models import MailText
from foundation.base.words import Places, Words

from .previews import Previewing


@admin.register(MailText)
class MailTextAdmin(Previewing, HouseAdmin[MailText]):
    """A row is a change from the default; deleting it brings the default back."""

    form = MailTextForm
    preview_name = "base_mailtext_preview"
    list_display = ("mail", "for_event", "subject")
    list_filter = ("kind",)
    search_fields = ("kind", "subject", "body")
    search_help_text = _("By the words.")
    ordering = ("kind", "scope")
    view_on_site = False
    save_on_top = False
    fields = ("kind", "event", "subject", "body")
    export_columns = ("kind", "for_event", "subject", "body")

    def get_queryset(self, request: HttpRequest) -> QuerySet[MailText]:
        """With the name of the event each is for."""
        key = Concat(Value("event:"), Cast("pk", CharField()))
        named = Event.objects.annotate(key=key).filter(key=OuterRef("scope")).values("name")
        return super().get_queryset(request).annotate(event_name=Subquery(named[:1]))

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> Any:
        """First which mail, then its words: the default ones to begin with."""
        if not self.has_add_permission(request) or request.method == "POST":
            return super().add_view(request, form_url, extra_context)
        kind = mailkinds.find(request.GET.get("kind", ""))
        if kind is None:
            return self._choose(request)
        scope = self._scope(request.GET.get("event", ""))
        found = MailText.objects.filter(kind=kind.name, scope=scope).first()
        if found:
            return HttpResponseRedirect(self.url_of("change", found.pk))
        return super().add_view(request, form_url, extra_context)

    def _choose(self, request: HttpRequest) -> HttpResponse:
        events = list(Event.objects.filter(part_of=None).order_by("-starts_on")[:20])
        picked = request.GET.get("event", "")
        scope = self._scope(picked)
        edited = set(MailText.objects.filter(scope=scope).values_list("kind", flat=True))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Words of which mail?"),
            "subtitle": None,
            "opts": self.opts,
            "media": self.media,
            "events": events,
            "picked": picked if scope else "",
            "kinds": [
                (kind, mail.words_of(kind.name, scope), kind.name in edited)
                for kind in mailkinds.declared()
            ],
        }
        return TemplateResponse(request, "admin/mailings/kinds.html", context)

    def _scope(self, event: str) -> str:
        found = Event.objects.filter(pk=event).first() if event.isdecimal() else None
        return mails.scope_of(found) if found else ""

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """The words that are in force now."""
        data: dict[str, Any] = dict(super().get_changeform_initial_data(request))
        chosen = mail.words_of(data.get("kind", ""), self._scope(str(data.get("event", ""))))
        return data | {"subject": chosen.subject, "body": chosen.body} if chosen else data

    def render_change_form(self, request: Any, context: Any, *args: Any, **kwargs: Any) -> Any:
        """With what the mail is, and what its words may name."""
        form = context["adminform"].form
        name = form.instance.kind or form.data.get("kind") or form.initial.get("kind", "")
        kind = mailkinds.find(name)
        if kind is not None:
            context |= {"places": kind.places, "about_mail": kind}
        page = super().render_change_form(request, context, *args, **kwargs)
        if kind is not None and getattr(page, "context_data", None):
            page.context_data |= {"title": kind.label, "subtitle": kind.when}
        return page

    def draft_of(self, data: QueryDict, about: str) -> tuple[Draft | None, Places, Words | None]:
        """The kind's own sample of that event."""
        kind = mailkinds.find(data.get("kind", ""))
        if kind is None or kind.sample is None:
            raise RuleError(_("There is no such mail."), code="kind")
        scope = self._scope(data.get("event", ""))
        return kind.sample(scope, about), kind.places, mail.words_of(kind.name, scope)

    def preview_query(self, form: Any) -> dict[str, Any]:
        """The words in force for that mail and event."""
        kind = form.instance.kind or form.data.get("kind") or form.initial.get("kind", "")
        event = form.initial.get("event") or ""
        return {"kind": kind, "event": event} if mailkinds.find(kind) else {}

    @admin.display(description=_("mail"), ordering="kind")
    def mail(self, row: MailText) -> str:
        kind = mailkinds.find(row.kind)
        return str(kind.label) if kind else row.kind

    @admin.display(description=_("for"), ordering="scope")
    def for_event(self, row: Any) -> str:
        return getattr(row, "event_name", "") or str(_("all events"))
