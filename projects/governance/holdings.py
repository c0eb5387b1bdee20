"""Who sat in a body is the record of a project; the person can be taken out of it."""

from django.db import models
from django.db.models import F, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from foundation.base.personal import Fate, Holding, declare
from projects.governance.models import Seat

# Another one for each row: two erased people may have sat in a body at once.
ERASED = Concat(Value("Erased person "), Cast(F("pk"), models.CharField()))

declare(
    Holding(
        Seat,
        _("Terms in the bodies of projects"),
        users=("account",),
        fate=Fate.BLANKED,
        because=_("That a seat was taken stays on the project's record, without your name."),
        blanks={"name": ERASED, "account": None, "organization": None},
        tells=("body", "name", "role", "organization", "span", "source"),
    ),
)
