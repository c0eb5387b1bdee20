"""What funds hold about people."""

from django.utils.translation import gettext_lazy as _

from foundation.base.personal import Holding, declare
from projects.funding.models import FundDecision, Pledge, Spending

declare(
    Holding(
        Pledge,
        _("Pledges you made for your organisation"),
        users=("pledged_by",),
        because=_("They are the organisation's, and money is kept as the law asks."),
    ),
    Holding(
        FundDecision,
        _("Decisions of funds you recorded"),
        users=("recorded_by",),
        because=_("Decisions are records that are never changed."),
    ),
    Holding(
        Spending,
        _("Expenses of funds you recorded"),
        users=("recorded_by",),
        because=_("They are the books of the fund."),
    ),
)
