import pytest

from foundation.billing import services as billing
from foundation.billing import settlement
from members.accounts.models import User
from tests.factories.bank import PURPOSE


@pytest.fixture(autouse=True)
def room(monkeypatch):
    """A room that hears about its accounts: what is owed after each payment."""
    heard = []
    monkeypatch.setitem(
        settlement._handlers, PURPOSE, lambda account, at: heard.append(billing.owed(account))
    )
    return heard


@pytest.fixture
def staff(db):
    return User.objects.create_superuser("staff@example.org")
