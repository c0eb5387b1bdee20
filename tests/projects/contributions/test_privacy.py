"""Who wrote a commit is counted, and told to nobody: neither on a public page nor to staff."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from projects.contributions import authors, reading
from projects.contributions.models import (
    Bot,
    Contributor,
    DeveloperMonth,
    Reading,
    Repository,
)
from projects.forces.models import Score
from projects.models import Project
from tests.admin import enter, url
from tests.factories.members import make_mail_domain, make_organization
from tests.factories.projects import make_project
from tests.factories.repositories import Work, make_repository

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]

NAMES = ("Zenobia Quillfeather", "Orsolya Vandermoor", "Ignatius Thistlewick")
EMAILS = [f"{name.lower().replace(' ', '.')}@acme.example" for name in NAMES]
HOME = "zenobia@quillfeather.example"
KINDS = ("csv", "xlsx")


@pytest.fixture
def project(tmp_path, at):
    """Three people of one organisation wrote to it, one of them from home as well."""
    make_mail_domain(make_organization("Acme"), "acme.example")
    work = Work(tmp_path)
    for month in (8, 9):
        for name, email in zip((*NAMES, NAMES[0]), (*EMAILS, HOME), strict=True):
            work.commit(email, name, at=datetime(2022, month, 5, tzinfo=UTC))
    repository = make_repository(
        tmp_path, project=make_project(slug="zuul", name="Zuul"), source="A test"
    )
    assert reading.read(repository=repository, at=at) == 8
    return repository.project


def told(answers):
    """What is answered, as one text in small letters."""
    contents = [each.getvalue() if each.streaming else each.content for each in answers]
    return "\n".join(content.decode(errors="replace") for content in contents).lower()


def check_nobody_is_in(text):
    """No part of a name, no address and no key."""
    parts = {part.lower() for name in NAMES for part in name.split()}
    keys = {authors.key_of(email) for email in (*EMAILS, HOME)}
    assert keys == set(Contributor.objects.values_list("key", flat=True))
    for secret in (*parts, *EMAILS, HOME, "@acme.example", *keys):
        assert secret not in text, secret


def test_no_page_and_no_list_for_programs_says_who_wrote(client, project):
    addresses = [
        *("/", "/projects/", "/projects.json", "/search/?q=zuul", "/three-forces/"),
        *("/projects/zuul/", "/projects/zuul/developers.json", "/projects/zuul/forces/"),
        *("/projects/zuul/forces.json", "/projects/zuul/badge.svg", "/projects/zuul/users.json"),
        *("/members/acme/", "/members.json", "/news/feed/zuul/", "/sitemap.xml"),
    ]

    answers = {address: client.get(address) for address in addresses}

    assert "Acme (3 people)" in answers["/projects/zuul/"].text, "it was counted"
    assert "<strong>4 people</strong>" in answers["/projects/zuul/"].text
    check_nobody_is_in(told(answers.values()))


def test_no_list_record_or_export_of_the_staff_says_who_wrote(client, project):
    Bot.objects.create(pattern="zuul@*")
    enter(client)
    answers = []
    for model in (Project, Repository, DeveloperMonth, Bot, Score):
        answers += [client.get(url(model, "changelist"), {"q": words}) for words in ("", "zuul")]
        answers += [client.get(url(model, "export", kind)) for kind in KINDS]
        answers.append(client.get(url(model, "change", model.objects.first().pk)))
    answers.append(client.get(url(Repository, "history", Repository.objects.get().pk)))

    assert {each.status_code for each in answers} == {200}
    assert Reading.objects.get().commits == 8
    assert DeveloperMonth.objects.first().commits == 4
    check_nobody_is_in(told(answers))


def test_the_search_of_the_staff_finds_no_author(client, project):
    enter(client)
    words = ("quillfeather", EMAILS[0], HOME, authors.key_of(HOME))

    found = [client.get(reverse("everywhere"), {"q": each}).context["lists"] for each in words]

    assert found == [[]] * len(words)
