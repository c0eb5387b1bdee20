from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeploymentsConfig(AppConfig):
    name = "projects.deployments"
    label = "deployments"
    verbose_name = _("Survey of deployments")

    def ready(self) -> None:
        """What is held about people, and the reminders that go out by themselves."""
        from projects.deployments import holdings, mails, tasks, telling

        mails.declare()
