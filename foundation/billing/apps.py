from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BillingConfig(AppConfig):
    name = "foundation.billing"
    label = "billing"
    verbose_name = _("Billing")

    def ready(self) -> None:
        from payments.signals import status_changed

        from foundation.billing import holdings, services

        # The library says by this signal what a provider reported; ours is the ledger.
        def hear(instance: Any, **_: Any) -> None:
            services.hear_provider(payment=instance)

        status_changed.connect(hear, dispatch_uid="billing.hear_provider", weak=False)
