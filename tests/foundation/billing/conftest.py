import pytest
from payments import core

from foundation.billing import services, settlement
from tests.factories.refunds import PURPOSE, FakeBank


@pytest.fixture
def room(monkeypatch):
    """A room that hears what is owed on its accounts, each time it changes."""
    heard = []
    monkeypatch.setitem(
        settlement._handlers, PURPOSE, lambda account, at: heard.append(services.owed(account))
    )
    return heard


@pytest.fixture
def bank(monkeypatch):
    """The bank behind the cards."""
    fake = FakeBank()
    monkeypatch.setitem(core.PROVIDER_CACHE, "card", fake)
    return fake


@pytest.fixture
def stripe(monkeypatch):
    """Stripe behind the cards, in this process."""
    from foundation.billing.providers.stripe_cards import StripeCards
    from tests.factories.stripes import SECRET, FakeStripe

    fake = FakeStripe()
    provider = StripeCards("sk_test_1", SECRET, http_client=fake, retries=0)
    monkeypatch.setitem(core.PROVIDER_CACHE, "card", provider)
    return fake
