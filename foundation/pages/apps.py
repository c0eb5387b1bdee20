from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "foundation.pages"
    label = "pages"
    verbose_name = _("Pages")

    def ready(self) -> None:
        """Rights of roles follow the tables; pages of projects and members tell their figures."""
        from foundation.pages import holdings, roles, telling

        post_migrate.connect(roles.after_migration, dispatch_uid="roles")
