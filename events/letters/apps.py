from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LettersConfig(AppConfig):
    name = "events.letters"
    label = "letters"
    verbose_name = _("Visa letters and travel support")

    def ready(self) -> None:
        from events.letters import holdings, mailwords, offers
        from events.letters.services import cleaning
        from events.registration import links

        links.add(offers.for_tickets)
        mailwords.declare()
