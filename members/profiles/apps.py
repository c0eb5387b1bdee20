from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProfilesConfig(AppConfig):
    name = "members.profiles"
    label = "profiles"
    verbose_name = _("Profiles of organisations")

    def ready(self) -> None:
        from members.profiles import checklist, holdings, mailwords, queries
        from members.representation import leaving

        leaving.listen(checklist.what_remains)
        mailwords.declare()
