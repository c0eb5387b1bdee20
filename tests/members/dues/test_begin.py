"""A member begins, ends, and takes another's term over."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from foundation.base.errors import RuleError
from foundation.billing.models import Entry, Invoice
from members.dues import services
from members.dues.models import BillingDetails, Decision, DuesYear, Term
from members.models import Beginning, Ending, Membership
from tests.factories.dues import BILLING, dues_of, make_member, make_rule, moment, pay
from tests.factories.members import make_benefit, make_organization, make_tier

pytestmark = pytest.mark.django_db
MARCH = date(2022, 3, 1)
NEW_YEAR = date(2023, 1, 1)


def span(row):
    return row.span.lower, row.span.upper


def charged(membership):
    return [(*span(year), year.amount) for year in dues_of(membership)]


def test_a_platinum_term_runs_to_the_end_of_its_third_full_year_and_its_start_is_free():
    membership = make_member(tier="Platinum", on=MARCH)

    assert span(membership) == (MARCH, None)
    assert membership.began_as == Beginning.JOINED
    assert span(Term.objects.get()) == (MARCH, date(2026, 1, 1))
    assert charged(membership) == [
        (MARCH, NEW_YEAR, 0),
        (NEW_YEAR, date(2024, 1, 1), 350_000),
    ]
    invoice = Invoice.objects.get()
    assert invoice.buyer == "Acme Inc.\n1 Main Street\nSweden"
    assert (invoice.total, invoice.due_on) == (350_000, NEW_YEAR)
    assert BillingDetails.objects.get().as_billing() == BILLING


def test_a_gold_term_pays_the_days_before_its_first_year():
    membership = make_member(tier="Gold", on=date(2022, 10, 10))

    assert span(Term.objects.get()) == (date(2022, 10, 10), date(2024, 1, 1))
    assert charged(membership) == [(date(2022, 10, 10), NEW_YEAR, Decimal("34109.59"))]
    assert Invoice.objects.get().due_on == date(2022, 11, 9)


def test_a_silver_year_runs_from_the_day_and_a_tier_without_a_rule_does_the_same():
    make_rule("Silver").delete()
    silver = services.begin(
        organization=make_organization(), tier=make_tier("Silver"), at=moment(MARCH),
        billing=BILLING,
    )  # fmt: skip

    assert charged(silver) == [(MARCH, date(2023, 3, 1), 15_000)]
    assert span(Term.objects.get()) == (MARCH, date(2023, 3, 1))


def test_what_is_free_has_no_account():
    membership = make_member(tier="Associate")

    assert charged(membership) == [(MARCH, date(2023, 3, 1), 0)]
    assert not Entry.objects.exists()


def test_benefits_are_kept_as_they_were_agreed():
    make_rule("Gold")
    seats = make_benefit("Seats", "Gold", position=2)
    seats.tier_benefits.update(detail="2 seats")
    make_benefit("Discount", "Gold", position=1).tier_benefits.update(detail="20 % off")
    make_benefit("Keynote", "Platinum")
    membership = make_member(tier="Gold")
    seats.tier_benefits.update(detail="1 seat")

    assert list(membership.agreed_benefits.values_list("name", "detail", "quantity")) == [
        ("Discount", "20 % off", None),
        ("Seats", "2 seats", 2),
    ]


def refused(**fields):
    defaults = {"tier": make_tier("Gold"), "at": moment(date(2022, 6, 1)), "billing": BILLING}
    with pytest.raises(RuleError) as refusal:
        services.begin(**defaults | fields)
    return refusal.value.code


def test_who_holds_a_tier_does_not_begin_another():
    member = make_member()
    make_rule("Silver")

    assert refused(organization=member.organization, tier=make_tier("Silver")) == "tier_held"


def test_one_of_an_ownership_group_may_be_gold():
    member = make_member()
    daughter = make_organization("Daughter", parent=member.organization)

    assert refused(organization=daughter) == "owner_has_one"


def test_a_full_tier_and_one_without_a_price_take_nobody():
    make_member()
    gold = make_tier("Gold")
    gold.cap = 1
    gold.save()

    assert refused(organization=make_organization("Second")) == "full"
    assert refused(organization=make_organization("Third"), tier=make_tier("Silver")) == "no_price"
    assert Membership.objects.count() == 1


def test_the_end_cuts_the_term_and_credits_years_to_come():
    membership = make_member(tier="Platinum")
    pay(dues_of(membership)[1], date(2022, 4, 1))

    services.end(
        membership=membership, at=moment(date(2022, 9, 1)), ended_as=Ending.LEFT,
        on=date(2022, 10, 1),
    )  # fmt: skip

    membership.refresh_from_db()
    assert span(membership) == (MARCH, date(2022, 10, 1))
    term = Term.objects.get()
    assert (span(term), term.agreed_until) == ((MARCH, date(2022, 10, 1)), date(2026, 1, 1))
    assert dues_of(membership)[1].owed == -350_000
    assert Invoice.objects.filter(kind="credit_note").count() == 1


@pytest.mark.parametrize(
    ("rest", "paid", "owed"),
    [
        (services.Rest.KEEP, 0, 15_000),
        (services.Rest.FORGIVE, 0, 0),
        (services.Rest.FORGIVE, 5_000, 0),
        (services.Rest.BY_DAYS, 15_000, Decimal("-7438.36")),
        (services.Rest.KEEP, 15_000, 0),
    ],
)
def test_staff_say_what_becomes_of_the_running_year(rest, paid, owed):
    membership = make_member(tier="Silver")
    (year,) = dues_of(membership)
    if paid:
        pay(year, date(2022, 4, 1), Decimal(paid))

    services.end(
        membership=membership, at=moment(date(2022, 9, 1)), ended_as=Ending.LEFT,
        on=date(2022, 9, 1), rest=rest,
    )  # fmt: skip

    assert dues_of(membership)[0].owed == owed
    live = Invoice.objects.filter(kind="invoice", reversed_by=None)
    charged = sum(Entry.objects.filter(kind__in=["charge", "credit"]).values_list("amount", flat=1))
    assert sum(live.values_list("total", flat=True)) == charged


@pytest.mark.parametrize(
    ("on", "code"), [(MARCH, "too_early"), (date(2021, 1, 1), "too_early"), (None, "ended")]
)
def test_an_end_that_cannot_be_is_refused(on, code):
    membership = make_member()
    at = moment(date(2022, 9, 1))
    if on is None:
        on = date(2022, 9, 1)
        services.end(membership=membership, at=at, ended_as=Ending.LEFT, on=on)

    with pytest.raises(RuleError) as refusal:
        services.end(membership=membership, at=at, ended_as=Ending.LEFT, on=on)

    assert refusal.value.code == code


def test_gold_that_acquires_platinum_takes_the_term_over():
    make_benefit("A seat", "Platinum")
    acquirer, acquired = make_member("Buyer"), make_member("Bought", "Platinum")
    Term.objects.filter(membership=acquired).update(
        decision=Decision.RENEW, decided_at=moment(MARCH)
    )
    pay(dues_of(acquired)[1], date(2022, 4, 1), Decimal(100_000))
    day = date(2022, 9, 1)

    taken = services.take_over(acquirer=acquirer, acquired=acquired, at=moment(day))

    assert (taken.organization, taken.tier.slug) == (acquirer.organization, "platinum")
    assert taken.began_as == Beginning.TOOK_OVER
    term = Term.objects.get(membership=taken)
    assert (span(term), term.decision) == ((day, date(2026, 1, 1)), Decision.RENEW)
    assert charged(taken) == [(day, NEW_YEAR, 0), (NEW_YEAR, date(2024, 1, 1), 250_000)]
    assert [year.owed for year in dues_of(acquired)] == [0, 0]
    assert taken.agreed_benefits.get().name == "A seat"
    acquirer.refresh_from_db()
    acquired.refresh_from_db()
    assert (acquirer.ended_as, acquired.ended_as) == (Ending.UPGRADED, Ending.TAKEN_OVER)
    assert acquirer.span.upper == acquired.span.upper == day


def test_only_a_higher_tier_of_another_is_taken_over():
    gold, platinum = make_member("Buyer"), make_member("Bought", "Platinum")

    def code(acquirer, acquired):
        with pytest.raises(RuleError) as refusal:
            services.take_over(acquirer=acquirer, acquired=acquired, at=moment(date(2022, 9, 1)))
        return refusal.value.code

    assert code(platinum, gold) == "not_higher"
    assert code(gold, gold) == "same"


def test_the_tables_keep_terms_and_dues_apart():
    membership = make_member()
    term, year = Term.objects.get(), DuesYear.objects.get()

    def refuses(change):
        with pytest.raises(IntegrityError) as refusal, transaction.atomic():
            change()
        return str(refusal.value)

    outside = DateRange(date(2022, 1, 1), date(2022, 2, 1))
    assert "lies within its membership" in refuses(
        lambda: Term.objects.filter(pk=term.pk).update(span=outside)
    )
    cut = DateRange(MARCH, date(2022, 4, 1))
    assert "reaches beyond" in refuses(
        lambda: Membership.objects.filter(pk=membership.pk).update(span=cut)
    )
    term.pk = year.pk = None
    assert "term_one_at_a_time" in refuses(term.save)
    year.account = None
    year.amount = 0
    assert "dues_of_a_day_once" in refuses(year.save)
