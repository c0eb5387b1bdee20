"""Organisations sponsor events: at the price of the day they signed, and no more than are sold."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from events.sponsorship.models import Sponsorship
from foundation.base.errors import RuleError
from tests.admin import make_staff, url
from tests.conftest import KEYNOTE_WEEK
from tests.events.registration.test_races import at_once
from tests.factories.events import make_event, make_level
from tests.factories.members import make_membership, make_organization
from tests.factories.sponsorship import TODAY, make_sponsorship

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


def refused(code, **given):
    with pytest.raises(RuleError) as refusal, transaction.atomic():
        make_sponsorship(**given)
    assert refusal.value.code == code


def test_the_membership_of_the_day_it_signed_decides_the_price():
    level = make_level(price_member=100, price_other=150)
    acme = make_membership("Acme", start=date(2022, 6, 1), end=date(2022, 9, 1)).organization

    assert make_sponsorship(acme, level, signed_on=date(2022, 8, 31)).price == Decimal(100)
    assert make_sponsorship(make_organization("Bell"), level).price == Decimal(150)
    refused("already", organization=acme, level=level)
    coy = make_organization("Coy")
    refused("future", organization=coy, level=level, signed_on=TODAY + timedelta(days=1))


def test_a_level_for_members_is_for_members():
    level = make_level(members_only=True)
    refused("members_only", level=level)

    assert make_sponsorship(make_membership("Acme").organization, level)


def test_no_more_are_sold_than_there_are_whoever_writes():
    level = make_level(available=1)
    make_sponsorship(make_organization("Acme"), level)
    bell = make_organization("Bell")
    refused("sold_out", organization=bell, level=level)

    with pytest.raises(IntegrityError, match="are sold"), transaction.atomic():
        Sponsorship.objects.create(
            level=level, organization=bell, signed_on=TODAY, price=1, currency="USD"
        )
    other = make_sponsorship(bell, make_level(event=level.event, rank=9, name="Other"))
    with pytest.raises(IntegrityError, match="are sold"), transaction.atomic():
        Sponsorship.objects.filter(pk=other.pk).update(level=level)


@pytest.mark.django_db(transaction=True)
def test_of_four_who_sign_at_once_two_do():
    level = make_level(available=2)
    rows = [make_organization(f"Acme {number}") for number in range(4)]

    found = at_once([lambda row=row: bool(make_sponsorship(row, level)) for row in rows], workers=4)

    assert Counter(found) == {True: 2, "sold_out": 2}


def test_pages_tell_it_from_the_day_it_is_announced(client):
    event = make_event()
    level = make_level(event=event, name="Headline")
    acme, bell = make_organization("Acme"), make_organization("Bell")
    make_sponsorship(acme, level)
    make_sponsorship(bell, level, announced_on=TODAY + timedelta(days=1))
    make_sponsorship(make_organization("Coy"), level, announced_on=None)

    page = client.get(reverse("sponsorship:sponsors", args=[event.slug])).text
    own = client.get(acme.get_absolute_url()).text

    assert "/members/acme/" in page
    assert "Bell" not in page
    assert "Coy" not in page
    assert "Events it sponsors" in own
    assert "Headline" in own
    assert "Events it sponsors" not in client.get(bell.get_absolute_url()).text


def test_staff_of_events_write_it_down_and_others_only_see_it(client):
    level = make_level(price_member=100, price_other=150)
    acme = make_organization("Acme")
    told = {"level": level.pk, "organization": acme.pk, "signed_on": "2022-10-10",
            "announced_on": "", "source": "The contract"}  # fmt: skip
    client.force_login(make_staff("Event staff"))
    late = client.post(url(Sponsorship, "add"), told | {"signed_on": "2022-10-11"})
    assert late.status_code == 422

    client.post(url(Sponsorship, "add"), told)

    row = Sponsorship.objects.get()
    assert (row.price, row.signed_on) == (Decimal(150), KEYNOTE_WEEK.date())
    client.post(url(Sponsorship, "change", row.pk), told | {"announced_on": "2022-10-10"})
    row.refresh_from_db()
    assert row.announced_on == TODAY
    client.force_login(make_staff("Membership staff"))
    assert client.get(url(Sponsorship, "change", row.pk)).status_code == 200
    assert client.get(url(Sponsorship, "add")).status_code == 403
