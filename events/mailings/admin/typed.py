"""A mailing as it is typed on its form: enough to see what it says, and to whom."""

from django.http import QueryDict
from django.utils.translation import gettext as _

from events.mailings import letters
from events.mailings.models import Mailing
from events.models import Event
from foundation.base.errors import RuleError

NAMES = ("to_whom", "reason", "subject", "body", "named", "country")


def mailing(data: QueryDict) -> Mailing:
    """The mailing that `data` changes or begins, not saved. RuleError: `event`, `to_whom`."""
    key, event = data.get("mailing", ""), data.get("event", "")
    rows = Mailing.objects.select_related("event__venue")
    found = rows.filter(pk=key).first() if key.isdecimal() else None
    chosen = Event.objects.filter(pk=event).first() if event.isdecimal() else None
    chosen = chosen or (found.event if found else None)
    if chosen is None:
        raise RuleError(_("Choose the event first."), code="event")
    if found is not None and "to_whom" not in data:
        return found
    if data.get("to_whom") not in letters.PLACES:
        raise RuleError(_("Choose whom it is for first."), code="to_whom")
    typed = found or Mailing()
    typed.event = chosen
    for name in NAMES:
        setattr(typed, name, data.get(name, ""))
    typed.order_states = data.getlist("order_states") or ["paid"]
    return typed
