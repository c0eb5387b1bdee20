"""What answers to the survey hold about people."""

from django.utils.translation import gettext_lazy as _

from foundation.base.personal import ERASED_NAME, PSEUDONYM, Fate, Holding, declare
from projects.deployments.models import Answer

declare(
    Holding(
        Answer,
        _("Answers to the survey of deployments"),
        emails=("email",),
        fate=Fate.BLANKED,
        because=_("What an organisation runs is counted on, without who said so."),
        blanks={"name": ERASED_NAME, "email": PSEUDONYM},
        tells=("round", "organization_name", "name", "email", "created_at", "sent_at"),
    ),
)
