"""The answer to a notice about the voting right, behind the secret link of its mail."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from foundation.base import clock, zones
from members.people.models import NoticeOutcome, VotingNotice
from members.people.services import voting as services


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, secret: str) -> HttpResponse:
    """A button, because programs open the links of mails too: only pressing it is an answer."""
    rows = VotingNotice.objects.select_related("membership__user")
    notice = get_object_or_404(rows, secret=secret)
    now = clock.now()
    if request.method == "POST":
        try:
            services.answer(notice=notice, at=now)
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
        else:
            messages.success(request, _("Thank you. Your voting right stays."))
        return redirect("people:voting_answer", secret=secret)
    may_answer = notice.outcome == NoticeOutcome.OPEN and zones.day(now) <= notice.answer_until
    context = {"notice": notice, "may_answer": may_answer}
    return render(request, "members/people/voting_answer.html", context)
