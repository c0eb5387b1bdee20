from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContributionsConfig(AppConfig):
    name = "projects.contributions"
    label = "contributions"
    verbose_name = _("Contributions")

    def ready(self) -> None:
        """Have the worker read the repositories; what is held about who wrote them."""
        from projects.contributions import holdings, tasks, telling
