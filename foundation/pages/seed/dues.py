"""Rules of terms, and the terms and dues of the members.

What is known and what is invented:

* Known (domain 1): Platinum terms last three years from 1 January after approval, members elect at
  least six months before the end and are reminded from twelve to nine months before it; Gold gives
  notice by 1 November; Silver and Associate are yearly. Invented: days to pay, of grace and for
  reinstating, and when reminders of dues go out. All of them are rows of `term_rules.csv`.
* Until when each member's term runs is invented, as is that dues of 2022 were paid: Platinum terms
  are spread over the years, Gold terms end with 2022, and Silver and Associate years begin on the
  day the membership is known to have begun, else on 1 January.
* So are the exceptions, which say nothing of the organisations: the last Silver member by name is
  overdue and in grace, the one before it is overdue under an override, the last three Gold members
  have not elected yet, and the third Platinum member has until the end of November to elect.
* Invoices are addressed to invented addresses under `.example`.
"""

from datetime import date, datetime, timedelta

from django.utils.text import slugify

from foundation.base import zones
from members.dues import days, rules, running, services
from members.dues.models import BillingDetails, Reminder, Starts, Subject, Term, TermRule
from members.dues.services import Adopted
from members.models import Membership, Tier

from .facts import PRESENT, rows

TODAY = zones.day(PRESENT)
PAID_AFTER = timedelta(days=19)
# Whose year has just begun paid sooner.
PAID_BY = TODAY - timedelta(days=3)
ELECTED_AT = datetime.combine(date(2022, 9, 14), PRESENT.timetz())
OVERDUE_SINCE = date(2022, 9, 5)
# Running Platinum terms end so many years after 2022, in turn.
SPREAD = (1, 2)
REASON = "Invented for the demo: its budget year begins in December."
LATE = "Invented for the demo: the board lets it elect until the end of November."


def seed() -> None:
    """Write rules, and take the members into the register of terms. Again changes nothing."""
    _rules()
    held = Membership.objects.on(TODAY).select_related("organization", "tier__term_rule")
    members = list(held.order_by("tier__rank", "organization__name"))
    if Term.objects.filter(membership__in=members).exists():
        return
    _addresses(members)
    services.adopt(rows=_adopted(members), at=PRESENT)
    _overrides(members)
    # What the rules have reached by now: the first reminders.
    running.run(PRESENT)


def _rules() -> None:
    tiers = {tier.slug: tier for tier in Tier.objects.all()}
    for row in rows("term_rules.csv"):
        tier = tiers[row.pop("tier")]
        elect, dues = row.pop("remind_elect").split(), row.pop("remind_dues").split()
        must = row.pop("must_elect") == "yes"
        rule, made = TermRule.objects.get_or_create(tier=tier, defaults=row | {"must_elect": must})
        if made:
            reminders = [Reminder(rule=rule, subject=Subject.DUES, days=int(day)) for day in dues]
            for month, day in (each.split(".") for each in elect):
                at = {"months": int(month), "days": int(day)}
                reminders.append(Reminder(rule=rule, subject=Subject.ELECTION, **at))
            Reminder.objects.bulk_create(reminders)


def _addresses(members: list[Membership]) -> None:
    """Where invoices go. All addresses end in .example, which nobody owns."""
    BillingDetails.objects.bulk_create(
        [
            BillingDetails(
                organization=member.organization,
                name=member.organization.name,
                country=member.organization.country,
                email=f"dues@{slugify(member.organization.slug)}.example",
            )
            for member in members
        ],
        ignore_conflicts=True,
    )


def _adopted(members: list[Membership]) -> list[Adopted]:
    slugs = [member.tier.slug for member in members]
    found = []
    for number, member in enumerate(members):
        position, left = slugs[:number].count(slugs[number]), slugs[number:].count(slugs[number])
        term = _term(member, position)
        year = _year(member, term)
        price = rules.price(member.tier, year[0].year) or member.tier.prices.all()[0]
        whole = rules.days_of_year(member.tier.term_rule, year[0])
        amount = days.share(price.amount, *year, whole, price.currency)
        open_ = member.tier.slug == "silver" and left <= 2
        elects = member.tier.slug == "gold" and left > 3
        found.append(
            Adopted(
                member,
                term,
                year,
                price.amount,
                amount,
                price.currency,
                OVERDUE_SINCE if open_ else year[0] + timedelta(days=30),
                None if open_ else min(year[0] + PAID_AFTER, PAID_BY),
                ELECTED_AT if elects else None,
            )
        )
    return found


def _term(member: Membership, position: int) -> tuple[date, date]:
    """The term it is in. A day nobody knows counts as long before."""
    begun = member.span.lower
    rule = member.tier.term_rule
    if rule.starts == Starts.APPROVAL:
        start = begun or date(TODAY.year, 1, 1)
        while days.years_on(start, 1) <= TODAY:
            start = days.years_on(start, 1)
        return start, days.years_on(start, 1)
    if begun and begun.year == TODAY.year:
        return begun, rules.first_end(rule, begun)
    end = date(TODAY.year + 1, 1, 1)
    if member.tier.term_years > 1 and position != 2:
        end = days.years_on(end, SPREAD[position % len(SPREAD)])
    start = days.years_on(end, -member.tier.term_years)
    return max(start, begun or start), end


def _year(member: Membership, term: tuple[date, date]) -> tuple[date, date]:
    """The year of dues that today lies in."""
    rule = member.tier.term_rule
    start = term[0]
    while (end := rules.year_end(rule, start, term[1])) <= TODAY:
        start = end
    return start, end


def _overrides(members: list[Membership]) -> None:
    silver = [member for member in members if member.tier.slug == "silver"]
    platinum = [member for member in members if member.tier.slug == "platinum"]
    for member, until, reason in (
        (silver[-2], date(2022, 12, 15), REASON),
        (platinum[2], date(2022, 11, 30), LATE),
    ):
        services.override(membership=member, until=until, reason=reason, at=PRESENT)
