"""No page, list for programs, picture, feed or message shows who answered in confidence, anybody's
address, or a cell under the floor: before a round is published, after it, and after a withdrawal."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from foundation.base import clock
from projects.deployments import counting
from projects.deployments.models import Answer
from projects.deployments.services import filling, publishing
from projects.forces import services as forces
from tests.factories.bots import make_stamp
from tests.factories.deployments import make_answer, make_crowd, make_deployment, make_round
from tests.factories.members import make_organization
from tests.factories.projects import make_project

PUBLISHED = datetime(2022, 1, 17, 15, tzinfo=UTC)
SEARCHES = ("/search/?q=hush", "/search/?q=whisper")
FORCES = ("forces/", "forces.json", "badge.svg")
# How many told that they run "Large": a number for nobody's eyes.
EXACT = 27

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


@pytest.fixture
def asked(at):
    """A crowd at one project, and three in confidence at another who are alone in what they do."""
    asked = make_round(2021)
    large = make_project(slug="large", name="Large")
    small = make_project(slug="small", name="Small")
    make_crowd(asked, large, 24, public=2)
    for number in range(3):
        answer = make_answer(
            asked,
            organization=make_organization(f"Hush {number}"),
            name=f"Whisper {number}",
            email=f"whisper-{number}@hush.example",
        )
        make_deployment(answer, small, region="africa", kind="edge", version="hush-version")
        make_deployment(answer, large, region="africa", stage="testing")
    return asked


def pages(client):
    """Everything that anybody can open about projects, as text by address."""
    addresses = [
        *("/", "/projects/", "/projects.json", "/projects/deployments/", "/members/"),
        *("/projects/deployments.json", "/projects/deployments/survey/", "/three-forces/"),
        *("/members/hush-0/", *SEARCHES, "/members.json"),
        *("/news/", "/news/feed/", "/marketplace/", "/marketplace.json"),
        *("/projects/deployments/?region=africa&industry=telecom", "/sitemap.xml"),
    ]
    for slug in ("large", "small"):
        addresses += [f"/projects/{slug}/", f"/projects/{slug}/users/"]
        addresses += [f"/projects/{slug}/users.json", f"/projects/{slug}/users/?kind=edge"]
        addresses += [f"/projects/{slug}/{name}" for name in FORCES]
        addresses += [f"/projects/{slug}/developers.json", f"/news/feed/{slug}/"]
    answers = {address: client.get(address) for address in addresses}
    assert {each.status_code for each in answers.values()} == {200}
    return {address: answer.text for address, answer in answers.items()}


def words(text):
    """What a reader sees of a page or a picture: no tag, and nothing within one."""
    return re.sub(r"<(style|script).*?</\1>|<[^>]*>", " ", text, flags=re.DOTALL)


def told(client):
    """Every published number, as programs read them, by where it stands."""
    found = {}
    for address in ("deployments.json", "large/users.json", "small/users.json"):
        for one in client.get(f"/projects/{address}").json()["rounds"]:
            found[address, one["year"], "total"] = one["organizations_at_least"]
            for name, cells in one["tables"].items():
                for cell in cells:
                    key = (address, one["year"], name, cell["value"])
                    found[key] = cell["organizations_at_least"]
    return {key: number for key, number in found.items() if number is not None}


def test_nothing_of_a_confidential_answer_is_anywhere(client, asked, at):
    for publish in (False, True):
        if publish:
            publishing.publish(asked=asked, at=PUBLISHED)
            forces.reckon(at=at)
        for address, text in pages(client).items():
            for secret in ("Whisper", "@hush.example", "@operator.example", "hush-version"):
                assert secret not in text or address in SEARCHES, f"{secret} in {address}"
            if not address.startswith(("/members", *SEARCHES)):
                assert "Hush" not in text, address
            if "deployments" in address or "users" in address or address.endswith(FORCES):
                assert "Africa" not in text, address
            if address.startswith("/projects"):
                assert not re.search(rf"\b{EXACT}\b", words(text)), address


def test_the_scores_are_reckoned_from_what_is_told_and_from_nothing_else(client, asked, at):
    publishing.publish(asked=asked, at=PUBLISHED)
    forces.reckon(at=at)

    large, small = (
        client.get(f"/projects/{slug}/forces.json").json()["forces"]["users"]
        for slug in ("large", "small")
    )

    shown = told(client)["large/users.json", 2021, "total"]
    assert large["inputs"]["organizations"] == shown
    assert shown % 5 == 0
    assert shown < EXACT
    assert (small["score"], small["inputs"]) == (None, None)


def test_every_number_is_a_five_that_is_not_above_the_truth(client, asked, at):
    counts = counting.tally(counting.read(asked))
    publishing.publish(asked=asked, at=at)

    numbers = told(client)

    assert numbers
    names = {"deployments.json": None, "large/users.json": "large", "small/users.json": "small"}
    slugs = dict(Answer.objects.values_list("projects__slug", "projects__pk"))
    for (address, _year, dimension, *value), number in numbers.items():
        project = slugs[names[address]] if names[address] else None
        truth = counts[counting.Cell(project, dimension, (value or [""])[0])]
        assert number % 5 == 0
        assert 5 <= number <= truth
    assert not any(address.startswith("small") for address, *_ in numbers)


def test_a_withdrawal_cannot_be_seen_by_the_difference(client, asked, at):
    publishing.publish(asked=asked, at=at)
    before = told(client)

    for answer in Answer.objects.all():
        filling.withdraw(answer=answer)

    assert told(client) == before


def test_the_next_round_shows_no_single_one_who_came(client, asked, at):
    """The same organisations and one more: each number moves by nothing or by five."""
    publishing.publish(asked=asked, at=at)
    new = make_round(2022, closes_at=at, opens_at=at - timedelta(days=5))
    for answer in Answer.objects.filter(round=asked):
        row = make_answer(new, organization=answer.organization)
        for one in answer.deployments.all():
            make_deployment(row, one.project, kind=one.kind, stage=one.stage, region=one.region)
    newcomer = make_answer(new, organization=make_organization("Newcomer"))
    make_deployment(newcomer, asked.aggregates.exclude(project=None).first().project)
    publishing.publish(asked=new, at=at)

    with clock.seen_from(at + timedelta(days=1)):
        found = told(client)
    old = {key[:1] + key[2:]: number for key, number in found.items() if key[1] == 2021}
    now = {key[:1] + key[2:]: number for key, number in found.items() if key[1] == 2022}

    assert all(now[key] - old.get(key, 0) in {0, 5} for key in now)
    assert all(key in now for key in old)


def test_no_message_says_whether_somebody_has_answered(client):
    make_answer(make_round(), organization=make_organization("Hush"), email="a@hush.example")
    sent = {"name": "Eve", "website": ""}

    seen = []
    for organization, email in (("Hush", "a@hush.example"), ("Nobody", "b@nobody.example")):
        form = {"stamp": make_stamp(), "organization": organization, "email": email}
        page = client.post(reverse("deployments:begin"), sent | form, follow=True)
        words = page.text.replace(organization, "X").replace(email, "Y")
        answer = Answer.objects.get(email=email, name="Eve")
        seen.append(words.replace(answer.secret, "S").replace(answer.reference, "R"))

    plain = [
        "\n".join(line for line in text.splitlines() if "csrfmiddlewaretoken" not in line)
        for text in seen
    ]
    assert plain[0] == plain[1]
