from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GroupsConfig(AppConfig):
    name = "events.groups"
    label = "groups"
    verbose_name = _("Group orders")

    def ready(self) -> None:
        from events.groups import holdings, mailwords, reminding

        mailwords.declare()
        reminding.declare()
