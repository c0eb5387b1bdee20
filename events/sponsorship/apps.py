from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SponsorshipConfig(AppConfig):
    name = "events.sponsorship"
    label = "sponsorship"
    verbose_name = _("Sponsorship")

    def ready(self) -> None:
        """Have the pages of organisations tell what they sponsor."""
        from events.sponsorship import telling
