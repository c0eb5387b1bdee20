from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CareConfig(AppConfig):
    name = "members.care"
    label = "care"
    verbose_name = _("Looking after members")

    def ready(self) -> None:
        """What is held about people."""
        from members.care import holdings
