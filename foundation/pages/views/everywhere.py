"""The page on which staff find anything: a person, an order, an invoice, an organisation."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.views.decorators import staff_member_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from foundation.base.admin import everywhere

LEAST, MOST = 2, 100


class WordsForm(forms.Form):
    """What is looked for."""

    q = forms.CharField(
        label=gettext_lazy("Look for"),
        min_length=LEAST,
        max_length=MOST,
        widget=forms.TextInput(attrs={"type": "search", "size": 40}),
        help_text=gettext_lazy("Part of a name or an e-mail, a code, a number or a reference."),
        error_messages={"min_length": gettext_lazy("Write at least two letters or figures.")},
    )


@require_safe
@staff_member_required
def search(request: HttpRequest) -> HttpResponse:
    """What was found, list by list; without words, the field to write them into."""
    form = WordsForm(request.GET if "q" in request.GET else None)
    lists = everywhere.found(request, form.cleaned_data["q"]) if form.is_valid() else None
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("Search everything"),
        "form": form,
        "words": form.cleaned_data.get("q", "") if form.is_bound else "",
        "lists": lists,
    }
    status = 422 if form.errors else 200
    return render(request, "admin/everywhere.html", context, status=status)
