from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "foundation.pages"
    label = "pages"
    verbose_name = _("Pages")

    def ready(self) -> None:
        """Rights of roles follow the tables."""
        from foundation.pages import holdings, roles

        post_migrate.connect(roles.after_migration, dispatch_uid="roles")
