"""What terms ask of the memberships they are of."""

import pgtrigger
from django.utils.translation import gettext_lazy as _

from members.models import Membership

KEEPS_ITS_TERMS = """
    IF EXISTS (
        SELECT 1 FROM dues_term held
        WHERE held.membership_id = NEW.id AND held.called_off_at IS NULL
          AND NOT NEW.span @> held.span
    ) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'Its term reaches beyond these days: end it, or move it to another tier, '
                'with the buttons of the membership.';
    END IF;
    RETURN NEW;
"""


class TermedMembership(Membership):
    """A membership whose days cannot leave its terms behind, whoever writes them."""

    class Meta:
        proxy = True
        verbose_name = _("membership with terms")
        verbose_name_plural = _("memberships with terms")
        triggers = [
            pgtrigger.Trigger(
                name="membership_keeps_its_terms",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=KEEPS_ITS_TERMS,
            )
        ]
