from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RepresentationConfig(AppConfig):
    name = "members.representation"
    label = "representation"
    verbose_name = _("Representatives")

    def ready(self) -> None:
        from members.representation import holdings, mailwords
        from members.representation.services import reminding

        mailwords.declare()
