from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ForcesConfig(AppConfig):
    name = "projects.forces"
    label = "forces"
    verbose_name = _("The 3 Forces of projects")

    def ready(self) -> None:
        """Have the worker reckon the scores of each month."""
        from projects.forces import services
