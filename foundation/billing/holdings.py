"""What the books hold about people: it stays, because the law asks to keep them."""

from django.utils.translation import gettext_lazy as _

from foundation.base.personal import Fate, Holding, declare
from foundation.billing.models import Invoice, Payment

LAW = _("Tax law asks us to keep invoices and payments for years, with the name of the buyer.")

declare(
    Holding(Invoice, _("Invoices"), emails=("buyer_email",), fate=Fate.STAYS, because=LAW),
    Holding(
        Payment,
        _("Card payments"),
        emails=("billing_email",),
        fate=Fate.STAYS,
        because=LAW,
        tells=("status", "total", "currency", "created", "billing_email", "captured_amount"),
    ),
)
