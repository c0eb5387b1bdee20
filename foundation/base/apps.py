from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BaseConfig(AppConfig):
    name = "foundation.base"
    label = "base"
    verbose_name = _("Foundation")

    def ready(self) -> None:
        """The words that forms use, for every form of every app."""
        from foundation.base import holdings
        from foundation.base.forms import speak_plainly

        speak_plainly()
