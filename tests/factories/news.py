"""Stories, and people who may write them."""

from itertools import count

from foundation.pages.news.models import Story, StoryState
from tests.conftest import KEYNOTE_WEEK
from tests.factories.maintaining import make_maintainer

_numbers = count(1)


def make_author():
    """Somebody who may write: they look after the page of a project."""
    return make_maintainer().account


def make_story(*, projects=(), organizations=(), at_events=(), **fields):
    """A story that anybody can read since this morning."""
    number = next(_numbers)
    defaults = {
        "title": f"Story {number}",
        "slug": f"story-{number}",
        "lead": "Something happened",
        "state": StoryState.APPROVED,
        "published_at": KEYNOTE_WEEK,
    }
    story = Story.objects.create(**defaults | fields)
    story.projects.set(projects)
    story.organizations.set(organizations)
    story.at_events.set(at_events)
    return story


def make_values(**fields):
    """What an author writes, as the service takes it."""
    return {
        "title": "We have moved",
        "lead": "To a bigger house.",
        "body": "",
        "byline": "",
        "published_at": None,
        "expires_at": None,
        "projects": [],
        "organizations": [],
        "at_events": [],
    } | fields
