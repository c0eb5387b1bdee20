from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FundingConfig(AppConfig):
    name = "projects.funding"
    label = "funding"
    verbose_name = _("Directed funding")

    def ready(self) -> None:
        """What is held about people, what is mailed, who hears of payments, and the own page."""
        from foundation.billing import settlement
        from members.profiles.views import doors
        from projects.funding import holdings, mails, queries, services, settling, telling

        mails.declare()
        settlement.listen(queries.PURPOSE, settling.settle)
        doors.also("funding:pledges", "Funds", doors.payers)
