from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistrationConfig(AppConfig):
    name = "events.registration"
    label = "registration"
    verbose_name = _("Registration")

    def ready(self) -> None:
        from events.registration import bills, holdings, mailwords, reminding
        from events.registration.services import settle
        from foundation.billing import settlement

        settlement.listen(bills.PURPOSE, settle)
        mailwords.declare()
