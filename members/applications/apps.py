from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApplicationsConfig(AppConfig):
    name = "members.applications"
    label = "applications"
    verbose_name = _("Applications for membership")

    def ready(self) -> None:
        from members.applications import holdings, mailwords, queries
        from members.applications.services import cleaning

        mailwords.declare()
