"""The demo of a newcomer: there are tables and no row when it starts."""

from urllib.request import urlopen

import pytest
from allauth.account.models import EmailAddress

from foundation.pages.demo.preparation import STAFF_EMAIL
from tests.browser import house


@pytest.mark.usefixtures("django_test_environment")
def test_it_writes_its_data_and_its_staff_before_it_serves(django_db_blocker, tmp_path):
    log = tmp_path / "log.txt"
    begun = house.opened(log, name="first", seeded=False)
    with django_db_blocker.unblock(), begun as url:
        with urlopen(f"{url}/members/") as page:
            assert "VEXXHOST" in page.read().decode()
        assert EmailAddress.objects.get(email=STAFF_EMAIL).verified

    assert STAFF_EMAIL in log.read_text()
