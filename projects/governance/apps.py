from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GovernanceConfig(AppConfig):
    name = "projects.governance"
    label = "governance"
    verbose_name = _("Governance of projects")

    def ready(self) -> None:
        """Say which rows are about people."""
        from projects.governance import holdings, telling
