"""What is counted of a person's commits: no name and no address, but a key that can be found again."""

from django.db.models import CharField, F, Q, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from foundation.base.personal import Fate, Holding, Whose, declare
from projects.contributions.authors import key_of
from projects.contributions.models import Contribution, Contributor

NOBODY = Concat(Value("erased-"), Cast(F("pk"), CharField()))


def _keys(whose: Whose) -> list[str]:
    return [key_of(email) for email in whose.emails]


def _contributor(whose: Whose) -> Q:
    return Q(key__in=_keys(whose))


def _contributions(whose: Whose) -> Q:
    return Q(contributor__key__in=_keys(whose))


declare(
    Holding(
        Contribution,
        _("Commits counted under a key of mine"),
        found=_contributions,
        fate=Fate.STAYS,
        because=_("Counts of a project stay as they were; the key that led to you goes."),
        tells=("repository", "organization", "month", "commits"),
    ),
    Holding(
        Contributor,
        _("Keys of my addresses, for counting commits"),
        found=_contributor,
        fate=Fate.BLANKED,
        because=_("Another key takes its place, which no address gives."),
        blanks={"key": NOBODY},
        tells=("id",),
    ),
)
