"""Two clicks of a member of staff that arrive in the same instant."""

import pytest
from django.test import Client

from foundation.billing.models import Account, Entry, EntryKind
from members.accounts.models import User
from tests.admin import act
from tests.events.registration.test_races import at_once
from tests.factories.orders import make_pending

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_clicks_at_once_book_one_transfer(at):
    order = make_pending()
    staff = User.objects.create_superuser("sam@example.org")
    clients = [Client() for _click in range(4)]
    for client in clients:
        client.force_login(staff)

    at_once(
        [
            lambda client=client: act(client, "mark_paid", order, amount="100", seen="1")
            for client in clients
        ],
        workers=4,
    )

    assert Entry.objects.filter(kind=EntryKind.PAYMENT).count() == 1
    assert Account.objects.with_sums().get(order=order).owed == 499
