"""Writing to the foundation."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from foundation.base import clock
from foundation.base.caching import public_page
from foundation.base.models import Foundation
from foundation.pages import services
from foundation.pages.forms import ContactForm
from foundation.pages.queries.contact import first_words


@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest) -> HttpResponse:
    """The form; a link may name the topic and what it is about."""
    if request.method == "POST":
        form = ContactForm(request.POST)
    else:
        form = ContactForm(initial=first_words(request.GET.dict()))
    if form.is_valid():
        services.write_message(key=form.key, **form.said(), at=clock.now())
        return redirect("pages:contact_thanks")
    context = {"form": form, "foundation": Foundation.objects.first()}
    status = 422 if form.errors else 200
    return render(request, "foundation/pages/contact.html", context, status=status)


@public_page(minutes=10)
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """What happens next."""
    return render(request, "foundation/pages/contact_thanks.html")
