"""The steps of the form, in their order: what each asks, and what it still lacks."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from members.applications.models import Application, State


@dataclass(frozen=True)
class Step:
    """One page of the form. `asks` are the fields it may write, `needed` those that must be told;
    `later`: it can be mended while a question of the staff waits for its answer."""

    slug: str
    name: str | Promise
    asks: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()
    later: bool = True
    also: Callable[[Application], bool] = lambda row: True

    def is_done(self, row: Application) -> bool:
        """Whether nothing that it needs is missing."""
        told = all(getattr(row, name) not in {"", None, False} for name in self.needed)
        return told and self.also(row)

    @property
    def asks_something(self) -> bool:
        """Whether it is more than a look at the others."""
        return self.slug != "check"

    def state(self, row: Application) -> str:
        """How far it is, in a word: done, to do, or optional."""
        if not self.asks:
            return str(_("optional"))
        return str(_("done") if self.is_done(row) else _("to do"))


def _is_looked_up(row: Application) -> bool:
    return row.organization_id is not None or row.looked_up.casefold() == row.name.casefold()


def _owner_told(row: Application) -> bool:
    return row.has_owner is False or (row.has_owner is True and bool(row.owner_name))


STEPS = (
    Step("tier", _("Tier"), ("tier",), ("tier",), later=False),
    Step(
        "organization",
        _("Organisation"),
        ("name", "country", "city", "industry", "website", "description"),
        ("name", "country", "website", "description"),
        also=_is_looked_up,
    ),
    Step(
        "ownership",
        _("Ownership"),
        ("has_owner", "owner_name", "subsidiaries", "affiliation_note"),
        also=_owner_told,
    ),
    Step(
        "people",
        _("People"),
        (
            *("primary_name", "primary_email", "billing_contact", "billing_email"),
            *("marketing_name", "marketing_email", "technical_name", "technical_email"),
            *("signer_name", "signer_title", "signer_email", "signer_confirmed"),
        ),
        (
            *("primary_name", "primary_email", "billing_contact", "billing_email"),
            *("signer_name", "signer_title", "signer_email", "signer_confirmed"),
        ),
    ),
    Step(
        "billing",
        _("Billing"),
        (
            *("billing_name", "billing_address", "billing_country", "tax_number"),
            *("invoice_email", "purchase_order"),
        ),
        ("billing_name", "billing_address", "billing_country", "invoice_email"),
    ),
    Step(
        "agreement",
        _("Agreement"),
        ("agreement", "conduct", "commitment", "commitment_author"),
        ("agreement", "conduct"),
        later=False,
    ),
    Step("documents", _("Documents")),
    Step("check", _("Check and send"), later=False),
)
BY_SLUG = {step.slug: step for step in STEPS}


def missing(row: Application) -> list[Step]:
    """The steps that lack something, in order."""
    return [step for step in STEPS if not step.is_done(row)]


def after(step: Step, row: Application) -> Step:
    """Where to go on from `step`: the next one, or the first before it that lacks something."""
    place = STEPS.index(step) + 1
    following = STEPS[min(place, len(STEPS) - 1)]
    if following.slug == "check":
        return next(iter(missing(row)), following)
    return following


def may_edit(row: Application, step: Step) -> bool:
    """Whether the applicant can change what `step` asked."""
    return row.state == State.DRAFT or (row.state == State.ASKED and step.later)
