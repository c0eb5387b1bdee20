from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsConfig(AppConfig):
    name = "foundation.pages.news"
    label = "news"
    verbose_name = _("News")

    def ready(self) -> None:
        """Tell on other pages what is said about them, and say which rows are about people."""
        from foundation.pages.news import holdings, telling
