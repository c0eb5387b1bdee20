import pytest
from django.contrib.auth.models import Permission

from foundation.billing.models import Account, Entry, EntryKind, Refund
from members.accounts.models import User
from tests.admin import act, enter, said, url
from tests.factories.refunds import ask, make_account

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("room")]


@pytest.fixture
def staff(client):
    return enter(client)


@pytest.fixture
def failed(at, bank, run_queue):
    bank.answers = ["refuse"]
    (refund,) = ask(make_account(cards=[100]), 100)
    run_queue()
    return refund


def states():
    return list(Refund.objects.order_by("pk").values_list("way", "state"))


def test_staff_give_back_what_is_owed_on_an_account(at, staff, bank, run_queue):
    account, settled = make_account(cards=[60], transfers=40), make_account()
    preview = act(staff, "give_back", account, settled, confirmed=False).content.decode()
    assert "1 account will get back what we owe" in preview
    assert "we owe nothing that is not on its way." in preview

    act(staff, "give_back", account)
    run_queue()

    assert states() == [("card", "done"), ("transfer", "asked")]
    assert Refund.objects.first().asked_by.email == "sam@example.org"


def test_a_transfer_is_marked_when_it_has_been_made(at, staff, bank):
    (refund,) = ask(make_account(transfers=100), 100)

    act(staff, "mark_transferred", refund)

    assert states() == [("transfer", "done")]
    assert Entry.objects.get(kind=EntryKind.REFUND).amount == 100


def test_a_failed_refund_is_tried_again(at, staff, run_queue, failed):
    act(staff, "try_again", failed)
    run_queue()

    assert states() == [("card", "done")]


def test_a_failed_refund_is_paid_by_transfer_to_the_account_staff_type(at, staff, failed):
    act(staff, "transfer_instead", failed, payee="Ada Lovelace\nDE02 1203 0000")

    assert states() == [("card", "withdrawn"), ("transfer", "asked")]
    assert "DE02 1203 0000" in Refund.objects.first().payee


def test_withdrawing_asks_why(at, staff, failed):
    assert act(staff, "withdraw", failed, because="").status_code == 422

    act(staff, "withdraw", failed, because="She gives it to us")

    assert states() == [("card", "withdrawn")]
    assert Refund.objects.get().error == "She gives it to us"


def test_what_has_gone_is_not_offered_again(at, staff, bank, run_queue):
    (refund,) = ask(make_account(cards=[100]), 100)
    run_queue()

    page = staff.get(url(Refund, "change", refund.pk))

    assert page.context["record_actions"] == []
    act(staff, "withdraw", refund, because="x")
    assert said(staff) == []
    assert states() == [("card", "done")]


@pytest.mark.parametrize("action", ["mark_transferred", "try_again", "withdraw"])
def test_who_may_only_look_pays_nothing_back(at, client, failed, action):
    clerk = User.objects.create_user("clerk@example.org", is_staff=True)
    clerk.user_permissions.add(
        *Permission.objects.filter(codename__in=["view_refund", "view_account"])
    )
    client.force_login(clerk)

    act(client, action, failed, because="x")
    act(client, "give_back", make_account(transfers=5))

    assert states() == [("card", "failed")]


def test_bank_accounts_of_others_are_no_history(at, staff, failed):
    act(staff, "transfer_instead", failed, payee="DE02 1203 0000")
    refund = Refund.objects.first()

    page = staff.get(url(Refund, "history", refund.pk)).content.decode()

    assert "To be paid" in page or "asked" in page
    assert "DE02 1203" not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_refunds_costs_the_same_for_any_number(
    at, staff, bank, django_assert_num_queries, rows
):
    for row in range(rows):
        ask(make_account(cards=[60], transfers=40), 100, key=str(row))

    with django_assert_num_queries(9):
        page = staff.get(url(Refund, "changelist"))

    assert page.context["cl"].result_count == 2 * rows
    assert staff.get(url(Account, "change", Account.objects.first().pk)).status_code == 200
