"""What may be sent while registering. The rules behind it are the services'."""

from .afterwards import AskRefundForm, ChangeForm
from .attendees import AttendeeForm, AttendeeForms, PurchaserForm
from .payment import InvoiceForm
from .placing import CancelForm, CheckForm
from .tickets import FreeForm, TicketsForm

__all__ = [
    "AskRefundForm",
    "AttendeeForm",
    "AttendeeForms",
    "CancelForm",
    "ChangeForm",
    "CheckForm",
    "FreeForm",
    "InvoiceForm",
    "PurchaserForm",
    "TicketsForm",
]
