"""A member's people ask to use what was agreed; staff write down the day, and the table counts."""

import threading
from collections import Counter
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from foundation.base import mail, mailkinds
from foundation.base.errors import RuleError
from foundation.base.models import Mail
from members.models import AgreedBenefit, BenefitUse, Organization
from members.profiles import services
from members.profiles.models import BenefitRequest
from members.profiles.services import using
from tests.admin import act, make_staff, url
from tests.conftest import KEYNOTE_WEEK
from tests.events.registration.test_races import at_once
from tests.factories.members import make_membership
from tests.factories.orders import make_foundation
from tests.factories.profiles import enter
from tests.factories.representation import make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
NOW = {"at": KEYNOTE_WEEK, "by": None}
JUNE = date(2023, 6, 13)


def make_agreed(quantity=2, name="Keynote slot", **fields):
    held = make_membership(fields.pop("organization", "Acme"), **fields)
    return AgreedBenefit.objects.create(
        membership=held, group="Events", name=name, quantity=quantity
    )


def ask(agreed, quantity=1, text="Vancouver", by=None):
    return services.ask_benefit(agreed=agreed, quantity=quantity, text=text, at=KEYNOTE_WEEK, by=by)


def use(asked):
    return services.use_benefit(asked=asked, used_on=JUNE, **NOW)


def refused(code, change, *args, **given):
    with pytest.raises(RuleError) as refusal, transaction.atomic():
        change(*args, **given)
    assert refusal.value.code == code


def page_of(name, agreed, *args):
    return reverse(f"profiles:{name}", args=[agreed.membership.organization.slug, *args])


# --- The rules ----------------------------------------------------------------------------------


def test_what_was_agreed_is_asked_for_and_used_and_no_more():
    agreed = make_agreed(2)
    first, second = ask(agreed), ask(agreed)
    refused("none_left", ask, agreed)

    use(first)
    services.refuse_benefit(asked=second, note="The day is full.", **NOW)

    third = ask(agreed)
    refused("none_left", ask, agreed)
    use(third)
    assert agreed.uses.count() == 2
    assert third.agreed.uses.filter(note="Vancouver", used_on=JUNE).count() == 2
    refused("none_left", ask, agreed)


def test_what_is_not_counted_is_asked_for_without_end():
    agreed = make_agreed(None)

    for _number in range(3):
        use(ask(agreed, 5))

    assert agreed.uses.count() == 3


def test_a_request_is_closed_once_and_a_refusal_says_why():
    asked = ask(make_agreed())
    refused("empty", ask, asked.agreed, text=" ")
    refused("no_note", services.refuse_benefit, asked=asked, note=" ", **NOW)
    services.take_back_benefit(asked=asked, **NOW)

    refused("not_now", use, asked)
    refused("not_now", services.take_back_benefit, asked=asked, **NOW)
    refused("not_now", services.refuse_benefit, asked=asked, note="No", **NOW)
    assert not BenefitUse.objects.exists()


def test_nothing_is_asked_of_a_membership_that_is_over():
    refused("ended", ask, make_agreed(end=date(2022, 10, 1)))


def test_the_table_counts_whoever_writes():
    agreed = make_agreed(2)
    row = agreed.uses.create(quantity=2, used_on=JUNE)
    for change in (
        lambda: agreed.uses.create(used_on=JUNE),
        lambda: BenefitUse.objects.filter(pk=row.pk).update(quantity=3),
        lambda: AgreedBenefit.objects.update(quantity=1),
    ):
        with pytest.raises(IntegrityError, match="are used"), transaction.atomic():
            change()
    AgreedBenefit.objects.update(quantity=None)
    agreed.uses.create(quantity=9, used_on=JUNE)


# --- At once ------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_of_four_who_ask_or_write_down_at_once_two_do():
    make_foundation()
    agreed = make_agreed(2)

    found = at_once([lambda: ask(agreed).state] * 4, workers=4)
    assert Counter(found) == {"submitted": 2, "none_left": 2}

    one, two = BenefitRequest.objects.all()
    found = at_once([lambda: use(one).state, lambda: use(one).state,
                     lambda: use(two).state, lambda: use(two).state], workers=4)  # fmt: skip
    assert Counter(found) == {"approved": 2, "not_now": 2}
    assert BenefitUse.objects.count() == 2
    assert Mail.objects.filter(kind="benefit_asked").count() == 2


@pytest.mark.django_db(transaction=True)
def test_without_the_service_the_table_keeps_the_third_use_out(monkeypatch):
    agreed = make_agreed(2)
    rows = [ask(agreed) for _number in range(2)]
    AgreedBenefit.objects.update(quantity=1)
    gate, check = threading.Barrier(2), using._check_left

    def together(*args):
        check(*args)
        gate.wait(timeout=30)

    monkeypatch.setattr(using, "_held", lambda row: AgreedBenefit.objects.get(pk=row.pk))
    monkeypatch.setattr(using, "_check_left", together)

    with pytest.raises(IntegrityError, match="Only 1 of it are agreed"):
        at_once([lambda: use(rows[0]).state, lambda: use(rows[1]).state], workers=2)
    assert BenefitUse.objects.count() == 1


# --- The pages ----------------------------------------------------------------------------------


def test_people_ask_on_the_page_and_see_what_became_of_it(client):
    make_foundation()
    agreed = make_agreed(1)
    enter(client, agreed.membership.organization, is_admin=False)
    page = client.get(page_of("benefits", agreed))
    assert page_of("benefit", agreed, agreed.pk) in page.text

    address = page_of("benefit", agreed, agreed.pk)
    for sent in ({"quantity": "0", "text": "x"}, {"quantity": "1", "text": ""},
                 {"quantity": "x", "text": "a\0b"}, {"quantity": "2", "text": "Both"}):  # fmt: skip
        wrong = client.post(address, sent)
        assert wrong.status_code == 422
    assert "1 is left" in wrong.text
    assert 'value="Both"' in wrong.text
    done = client.post(address, {"quantity": "1", "text": "Vancouver"}, follow=True)
    assert "We have your wish" in done.text
    assert "1, Vancouver" in done.text
    assert "asks for 1" in Mail.objects.get(kind="benefit_asked").text

    asked = BenefitRequest.objects.get()
    client.post(page_of("take_back", agreed, asked.pk))
    asked.refresh_from_db()
    assert asked.state == "discarded"
    again = client.post(page_of("take_back", agreed, asked.pk), follow=True)
    assert "does not wait" in again.text


def test_people_of_others_find_nothing(client):
    agreed, other = make_agreed(), make_agreed(organization="Bell")
    asked = ask(other)
    enter(client, agreed.membership.organization)

    assert client.get(page_of("benefit", agreed, other.pk)).status_code == 404
    assert client.post(page_of("take_back", agreed, asked.pk)).status_code == 404
    assert client.get(page_of("benefit", other, other.pk)).status_code == 404
    asked.refresh_from_db()
    assert asked.state == "submitted"


def test_staff_write_down_the_day_or_refuse(client):
    agreed = make_agreed()
    one, two = ask(agreed, by=make_person()), ask(agreed, by=make_person("bob@example.org"))
    client.force_login(make_staff("Membership staff"))
    assert client.get(url(BenefitRequest, "changelist")).context["cl"].result_count == 2

    act(client, "write_down", one, used_on="2023-06-13")
    act(client, "refuse", two, note="The stage is full.")

    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.state, one.use.used_on, two.state) == ("approved", JUNE, "returned")
    assert "13 June 2023" in Mail.objects.get(kind="benefit_used").text
    assert "The stage is full." in Mail.objects.get(kind="benefit_refused").text
    assert act(client, "refuse", one, note="No").status_code in {200, 302}
    one.refresh_from_db()
    assert one.state == "approved"
    organization = Organization.objects.get()
    timeline = client.get(reverse("admin:care_note_timeline", args=[organization.slug])).text
    assert "Keynote slot: Refused" in timeline


@pytest.mark.parametrize("role", ["Finance", "Event staff"])
def test_other_staff_do_not_decide(client, role):
    asked = ask(make_agreed())
    client.force_login(make_staff(role))

    assert act(client, "write_down", asked, used_on="2023-06-13").status_code == 403
    assert not BenefitUse.objects.exists()


def test_every_mail_can_be_looked_at():
    use(ask(make_agreed(), by=make_person()))

    for name in ("benefit_used", "benefit_refused"):
        kind = mailkinds.find(name)
        said = mail.render(kind.sample("", "acme"))
        assert "Keynote slot" in said.subject
        assert "{" not in said.subject + said.text
        assert kind.sample("", "nobody") is None
