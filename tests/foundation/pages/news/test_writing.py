"""Stories are written by members and maintainers, and approved by staff."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse

from foundation.base.errors import RuleError
from foundation.base.models import Mail
from foundation.pages.news import queries, services
from foundation.pages.news.models import Story, StoryPicture, StoryState
from members.accounts.models import User
from tests import admin
from tests.conftest import KEYNOTE_WEEK
from tests.factories.maintaining import make_maintainer
from tests.factories.members import make_membership, make_organization, make_representative
from tests.factories.news import make_author, make_story, make_values
from tests.factories.profiles import make_png
from tests.factories.projects import make_project
from tests.factories.representation import make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


def write(by, story=None, **fields):
    return services.write(story=story, values=make_values(**fields), at=KEYNOTE_WEEK, by=by)


def submit(by, **fields):
    return services.submit(story=write(by, **fields), at=KEYNOTE_WEEK, by=by)


def refused(change, **fields):
    with pytest.raises(RuleError) as refusal:
        change(**fields)
    return refusal.value.code


def test_a_story_is_published_when_it_is_approved_and_its_time_has_come():
    later = KEYNOTE_WEEK + timedelta(days=1)
    now = submit(make_author())
    then = submit(make_author(), published_at=later)

    for story in (now, then):
        services.approve(story=story, at=KEYNOTE_WEEK)

    assert list(Story.objects.public(KEYNOTE_WEEK)) == [now]
    assert set(Story.objects.public(later)) == {now, then}
    assert Mail.objects.filter(kind="story_decided").count() == 2


def test_people_of_members_and_maintainers_may_write_and_nobody_else():
    member = make_membership().organization
    speaks = make_person(make_representative(member).email)
    supports = make_person(
        make_representative(make_organization("Friend"), email="f@example.org").email
    )

    assert queries.may_write(speaks, KEYNOTE_WEEK)
    assert queries.may_write(make_maintainer().account, KEYNOTE_WEEK)
    assert not queries.may_write(supports, KEYNOTE_WEEK)
    with pytest.raises(RuleError) as refusal:
        write(supports)
    assert refusal.value.code == "may_not"


def test_a_story_belongs_to_its_author():
    author, other = make_author(), make_author()
    story = write(author)
    given = {"story": story, "by": other}

    assert refused(services.write, values=make_values(), at=KEYNOTE_WEEK, **given) == "not_now"
    assert refused(services.submit, at=KEYNOTE_WEEK, **given) == "not_now"
    assert refused(services.discard, **given) == "not_now"


def test_what_was_decided_is_not_written_anew_by_its_author():
    author = make_author()
    story = services.approve(story=submit(author), at=KEYNOTE_WEEK)

    assert (
        refused(services.write, story=story, values=make_values(), at=KEYNOTE_WEEK, by=author)
        == "not_now"
    )
    assert refused(services.withdraw, story=story, by=author) == "not_now"
    assert refused(services.approve, story=story, at=KEYNOTE_WEEK) == "not_now"


def test_writing_takes_a_submitted_story_back():
    author = make_author()
    story = submit(author)

    write(author, story, title="Otherwise")

    assert refused(services.approve, story=story, at=KEYNOTE_WEEK) == "not_now"


def test_staff_return_a_story_with_a_note_from_the_pages_too():
    story = services.approve(story=submit(make_author()), at=KEYNOTE_WEEK)

    assert refused(services.send_back, story=story, note=" ", at=KEYNOTE_WEEK) == "no_note"
    services.send_back(story=story, note="Not true.", at=KEYNOTE_WEEK)

    assert not Story.objects.public(KEYNOTE_WEEK).exists()
    assert "Not true." in Mail.objects.filter(kind="story_decided").latest("pk").text


def test_a_story_that_would_never_be_shown_is_not_approved():
    story = submit(make_author(), expires_at=KEYNOTE_WEEK)

    assert refused(services.approve, story=story, at=KEYNOTE_WEEK) == "over"


def test_two_titles_alike_get_two_addresses_and_no_page_is_taken():
    author = make_author()
    one, two = write(author, title="Feed"), write(author, title="Feed")

    assert one.slug.startswith("feed-")
    assert one.slug != two.slug
    assert write(author, title="新闻").slug == "story"


@pytest.mark.parametrize("state", [StoryState.DRAFT, StoryState.RETURNED, StoryState.DISCARDED])
def test_no_way_leads_past_the_staff(state):
    story = make_story(state=state, note="x")

    with pytest.raises(DatabaseError), transaction.atomic():
        Story.objects.filter(pk=story.pk).update(state=StoryState.APPROVED)


def typed(**fields):
    return {
        "title": "We have moved",
        "lead": "To a bigger house.",
        "body": "Here.\n\n- One\n- Two",
    } | fields


def test_an_author_writes_looks_submits_and_is_shown_when_staff_approve(client):
    project = make_project(name="Zuul")
    author = make_author()
    client.force_login(author)
    make_organization("Acme")
    upload = SimpleUploadedFile("a.png", make_png())

    answer = client.post(
        reverse("news:write"),
        typed(projects=[project.pk], organizations="acme; ", upload=upload, alt="Red"),
        follow=True,
    )
    story = Story.objects.get()
    assert "Nobody else sees this." in answer.text
    assert client.get(story.get_absolute_url()).status_code == 404
    client.post(reverse("news:mine", args=[story.pk]), {"do": "submit"})
    admin.act(admin.enter(client), "approve", story)

    page = client.get(story.get_absolute_url()).text
    assert "<li>One</li>" in page
    assert "Zuul" in page
    assert "Acme" in page
    assert 'alt="Red"' in page
    assert bytes(StoryPicture.objects.get().content)[8:12] == b"WEBP"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": ""}, "Title"),
        ({"title": "x" * 121}, "at most 120 characters"),
        ({"published_at": "soon"}, "Write the time as 2022-10-17 14:00."),
        (
            {"published_at": "2022-10-17 14:00", "expires_at": "2022-10-17 13:00"},
            "shown until after",
        ),
        ({"organizations": "Nobody & Sons"}, "is not in the directory"),
        ({"organizations": "\0;" * 50}, "organisations"),
        ({"projects": ["x"]}, "Projects"),
        (
            {"upload": SimpleUploadedFile("a.png", b"<svg/>"), "alt": "x"},
            "Send a file of this kind",
        ),
        ({"upload": SimpleUploadedFile("a.png", make_png())}, "Say what the picture shows."),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_is_lost(client, fields, words):
    client.force_login(make_author())

    answer = client.post(reverse("news:write"), typed(**fields))

    if answer.status_code == 302:  # nothing but empty names is no name
        assert fields == {"organizations": "\0;" * 50}
        return
    assert answer.status_code == 422
    assert words in answer.text or words.capitalize() in answer.text
    assert "- One" in answer.text
    assert not Story.objects.exists()


def test_a_story_of_somebody_else_is_not_there(client):
    story = write(make_author())
    client.force_login(make_author())

    for name in ("mine", "edit", "own_picture"):
        assert client.get(reverse(f"news:{name}", args=[story.pk])).status_code == 404
    assert client.get(f"/me/news/{'9' * 30}/").status_code == 404


def test_who_may_not_write_is_told_who_may(client):
    client.force_login(User.objects.create_user("visitor@example.org"))

    answer = client.post(reverse("news:write"), typed(), follow=True)

    assert "You cannot write news yet" in answer.text
    assert not Story.objects.exists()


def test_staff_without_the_right_approve_nothing(client):
    story = submit(make_author())
    client.force_login(User.objects.create_user("reader@example.org", is_staff=True))

    assert admin.act(client, "approve", story).status_code == 403
    assert Story.objects.get().state == StoryState.SUBMITTED


def test_stories_that_wait_are_on_the_desk(client):
    submit(make_author())

    assert "stories to approve" in admin.enter(client).get(reverse("admin:index")).text
