"""docker-compose.yml is read, not run: it names what the house needs and nothing it does not."""

import pytest
import yaml

from tests.databases import TOP


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load((TOP / "docker-compose.yml").read_text())


def test_describes_the_server_the_web_the_worker_and_the_mail(compose):
    assert set(compose["services"]) == {"postgres", "migrate", "web", "worker", "mail"}
    assert compose["services"]["postgres"]["image"] == "postgres:18"


@pytest.mark.parametrize("service", ["postgres", "web", "worker", "mail"])
def test_each_service_is_watched(compose, service):
    assert compose["services"][service]["healthcheck"]["test"]


@pytest.mark.parametrize("service", ["migrate", "web", "worker"])
def test_each_process_is_told_all_that_production_asks_for(compose, service):
    told = compose["services"][service]["environment"]

    assert {"DATABASE_URL", "SECRET_KEY", "SITE_URL", "ALLOWED_HOSTS", "MAIL_URL"} <= set(told)
    assert told["SECRET_KEY"].startswith("${SECRET_KEY:?")


def test_nothing_serves_before_the_tables_are_there(compose):
    for service in ("web", "worker"):
        waits = compose["services"][service]["depends_on"]
        assert waits["migrate"] == {"condition": "service_completed_successfully"}
