from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DuesConfig(AppConfig):
    name = "members.dues"
    label = "dues"
    verbose_name = _("Terms and dues")

    def ready(self) -> None:
        from foundation.billing import settlement
        from members.dues import charging, holdings, mailwords, running, settling, telling

        settlement.listen(charging.PURPOSE, settling.settle)
        mailwords.declare()
