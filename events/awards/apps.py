from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AwardsConfig(AppConfig):
    name = "events.awards"
    label = "awards"
    verbose_name = _("Awards")

    def ready(self) -> None:
        """Have the pages of organisations tell what they won."""
        from events.awards import telling
