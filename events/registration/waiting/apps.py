from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WaitingConfig(AppConfig):
    name = "events.registration.waiting"
    label = "waiting"
    verbose_name = _("Waiting lists")

    def ready(self) -> None:
        from events.registration import returns
        from events.registration.waiting import holdings, mails
        from events.registration.waiting.services import serving

        mails.declare()
        returns.listen(serving.serve_soon)
