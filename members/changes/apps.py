from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChangesConfig(AppConfig):
    name = "members.changes"
    label = "changes"
    verbose_name = _("Changes of organisations")

    def ready(self) -> None:
        from members.changes import holdings
