"""Making many rows from one form: a preview with the number, and then all of them or none."""

from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone

from foundation.base.admin import refusals

CONFIRMED = "_confirmed"


class MakingMany:
    """Mixed into an admin: its page `make/`.

    The class below says which form is asked (`many_form`), in which template, under which title,
    what the preview shows (`preview`) and what is done (`make`).
    """

    many_form: ClassVar[Any]
    many_template: ClassVar[str]
    many_title: ClassVar[Any]

    def get_urls(self: Any) -> list[URLPattern]:
        """Also the page that makes many."""
        view = self.admin_site.admin_view(self.make_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_make"
        return [path("make/", view, name=name), *super().get_urls()]  # type: ignore[misc]

    def make_view(self: Any, request: HttpRequest) -> HttpResponse:
        """The form, then what it will make, then the list of what was made."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        sent = request.POST if request.method == "POST" else None
        # Times are typed on the clocks of the event.
        with timezone.override(ZoneInfo(self.zone_of(request, None) or "UTC")):
            form = self.many_form(sent, request.FILES or None)
            is_valid = form.is_valid()
            if is_valid and CONFIRMED in request.POST:
                try:
                    made: HttpResponse = self.make(request, form)
                except refusals.REFUSALS as refused:
                    is_valid = False
                    for sentence in refusals.words(refused):
                        form.add_error(None, sentence)
                else:
                    return made
            return self._many_page(request, form, is_preview=is_valid).render()

    def _many_page(
        self: Any, request: HttpRequest, form: Any, *, is_preview: bool
    ) -> TemplateResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": self.many_title,
            "subtitle": None,
            "opts": self.opts,
            "form": form,
            "media": self.media,
        }
        if is_preview:
            context |= {**self.preview(form), "sent": _again(form)}
        status = 422 if form.errors else 200
        return TemplateResponse(request, self.many_template, context, status=status)


def _again(form: Any) -> list[tuple[str, str]]:
    """What was sent, for the button that means it; a file has become its list."""
    sent = [
        (name, value)
        for name in form.fields
        if name not in {"emails", "file"}
        for value in form.data.getlist(name)
    ]
    return [*sent, ("emails", form.cleaned_data["emails"]), (CONFIRMED, "yes")]
