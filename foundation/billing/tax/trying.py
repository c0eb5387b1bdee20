"""A tax rule tried out: what one buyer would pay, and all kinds of buyers at a glance."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django_countries import countries

from .deciding import AREAS, Buyer, BuyerKind, Rule, Treatment, amounts, exception, tax_for
from .forms import TryForm

# Two decimals: what is tried has no currency.
PLAIN = "EUR"
# Every kind of buyer a rule can tell apart.
KINDS = ((False, False), (True, False), (True, True))


def outcome(rule: Rule, form: TryForm) -> dict[str, Any]:
    """What the buyer of a valid `form` pays: amounts, treatment, and the line that decided."""
    buyer, on = form.buyer(), form.cleaned_data["on"]
    decision = tax_for(rule, buyer, on)
    best = exception(rule, buyer, on)
    if best is None:
        why = _("No line is for this buyer: it is the usual rate.")
    else:
        kind = dict(BuyerKind.choices)[BuyerKind(best.buyer)]
        why = _("The line for “%(area)s, %(kind)s” decides.") % {
            "area": _name(best.area),
            "kind": kind,
        }
    if form.number.text and not form.number.is_valid:
        why += " " + _("We do not know how numbers of this country look: it proves nothing.")
    return {
        "decision": decision,
        "treatment": Treatment(decision.treatment).label,
        "parts": amounts(rule, decision, form.cleaned_data["price"], PLAIN),
        "why": why,
        "number": form.number,
    }


def at_a_glance(rule: Rule, on: date) -> list[tuple[str, list[str]]]:
    """By country or area named in the rule: the rate of private persons, of businesses, and of
    businesses with a valid tax number."""
    named = {rule.home, *(rate.area for rate in rule.rates)} - {""} - set(AREAS)
    rows = [(_name(country), country) for country in sorted(named)]
    for area in AREAS:
        if any(rate.area == area for rate in rule.rates):
            others = sorted(AREAS[area] - named)
            rows.append((_("elsewhere in the %(area)s") % {"area": _name(area)}, others[0]))
    # A country that is none is like any that no line names.
    rows.append((_("anywhere else"), "ZZ"))
    return [(name, [_rate(rule, Buyer(code, *kind), on) for kind in KINDS]) for name, code in rows]


def _rate(rule: Rule, buyer: Buyer, on: date) -> str:
    decision = tax_for(rule, buyer, on)
    rate = f"{decision.rate.normalize():f} %"
    if decision.treatment == Treatment.STANDARD:
        return rate
    return f"{rate}, {Treatment(decision.treatment).label.partition(':')[0].lower()}"


def _name(area: str) -> str:
    if not area:
        return _("anywhere")
    names = {"EU": _("European Union")}
    return names.get(area) or str(countries.name(area) or area)
