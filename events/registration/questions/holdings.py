"""What people answered when they registered."""

from collections.abc import Callable
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.registration.holdings import WAITS, over
from events.registration.questions.models import Answer, AnswerFile
from foundation.base.personal import Fate, Holding, declare


def _over(prefix: str = "") -> Callable[[datetime], Q]:
    of_orders, of_tickets = over(f"{prefix}order__event"), over(f"{prefix}ticket__order__event")

    def ready(at: datetime) -> Q:
        return of_orders(at) | of_tickets(at)

    return ready


declare(
    Holding(
        AnswerFile,
        _("Files I sent when registering"),
        emails=("answer__order__email", "answer__ticket__attendee_email"),
        fate=Fate.GOES,
        ready=_over("answer__"),
        waits=WAITS,
        tells=("name", "size"),
        first=8,
    ),
    Holding(
        Answer,
        _("What I answered when registering"),
        emails=("order__email", "ticket__attendee_email"),
        fate=Fate.BLANKED,
        because=_("That a question was answered stays, without the answer."),
        blanks={"value": "", "words": "Erased"},
        ready=_over(),
        waits=WAITS,
        tells=("question", "words", "answered_at"),
        first=5,
    ),
)
