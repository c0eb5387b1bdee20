"""What a link to the contact form says about the message to come."""

from collections.abc import Mapping

from events.models import Event
from foundation.pages.models import Topic
from members.models import Tier
from projects.models import Project


def first_words(query: Mapping[str, str]) -> dict[str, str]:
    """The topic and the first line that `?topic=&tier=&event=&project=` ask for.

    Slugs that name nothing are passed over. At most one query for each of the three.
    """
    topic = query.get("topic", "")
    lines = [_tier(query.get("tier", "")), _event(query.get("event", ""), topic)]
    lines.append(_project(query.get("project", "")))
    message = " ".join(line for line in lines if line)
    return {
        "topic": topic if topic in Topic.values else Topic.GENERAL,
        "message": f"{message}\n\n" if message else "",
    }


def _tier(slug: str) -> str:
    tier = Tier.objects.filter(slug=_slug(slug)).first() if slug else None
    return f"We would like to join as {_article(tier.name)} {tier.name} member." if tier else ""


def _event(slug: str, topic: str) -> str:
    event = Event.objects.public().filter(slug=_slug(slug)).first() if slug else None
    if event is None:
        return ""
    if topic == Topic.SPONSORSHIP:
        return f"We would like to sponsor {event.name}."
    return f"It is about {event.name}."


def _project(slug: str) -> str:
    project = Project.objects.filter(slug=_slug(slug)).first() if slug else None
    return f"It is about {project.name}." if project else ""


def _slug(typed: str) -> str:
    """PostgreSQL refuses NUL in a text; no slug is longer than 80."""
    return typed.replace("\0", "")[:80]


def _article(name: str) -> str:
    return "an" if name[:1].upper() in "AEIOU" else "a"
