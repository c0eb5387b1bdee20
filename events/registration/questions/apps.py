from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuestionsConfig(AppConfig):
    name = "events.registration.questions"
    label = "questions"
    verbose_name = _("Registration: questions")

    def ready(self) -> None:
        from events.registration import handover
        from events.registration.questions import holdings, services

        handover.listen(services)
