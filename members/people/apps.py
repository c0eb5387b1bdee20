from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "members.people"
    label = "people"
    verbose_name = _("Individual members")

    def ready(self) -> None:
        """What is held about people, and what is told of organisations."""
        from members.people import holdings, telling
