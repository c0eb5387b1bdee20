"""What the events of the demo ask those who register. The questions are ours: the real forms were
never public."""

from typing import Any

from events.models import Event
from events.registration.questions.models import Kind, Option, Question, Scope
from events.registration.questions.values import YES

FORUM = "Will you attend the Forum?"

# By slug of the event: text, kind, the other fields, and the options.
QUESTIONS: dict[str, list[tuple[str, Kind, dict[str, Any], list[str]]]] = {
    "vancouver-2023": [
        (
            "How did you hear of the Summit?",
            Kind.CHOICE,
            {"scope": Scope.ORDER, "hint": "So that we know what to do more of."},
            ["A colleague", "The website", "Superuser", "Social media", "A former Summit"],
        ),
        (
            "Which projects do you work with?",
            Kind.CHOICES,
            {"hint": "The teams see how many come, not who."},
            ["OpenStack", "Kata Containers", "StarlingX", "Zuul", "Airship", "None yet"],
        ),
        (
            "Is this your first Summit?",
            Kind.YES_NO,
            {"hint": "Newcomers are invited to a tour on the first morning."},
            [],
        ),
        (
            FORUM,
            Kind.YES_NO,
            {"hint": "Where users and developers talk over what comes next. It sizes the rooms."},
            [],
        ),
        (
            "What would you like to talk over there?",
            Kind.LONG,
            {"hint": "The programme committee reads it with your name.", "most_letters": 500},
            [],
        ),
        (
            "Note of the registration desk",
            Kind.TEXT,
            {"is_private": True},
            [],
        ),
    ],
    "ptg-october-2022": [
        (
            "Which hours can you join? (UTC)",
            Kind.CHOICES,
            {"hint": "The teams put their meetings where most can come."},
            [
                "04:00 to 08:00",
                "08:00 to 12:00",
                "13:00 to 17:00",
                "17:00 to 21:00",
                "21:00 to 24:00",
            ],
        ),
    ],
}
# By text of the question: the one whose "yes" asks it.
AFTER = {"What would you like to talk over there?": FORUM}


def seed() -> None:
    """Write what is missing; what staff have changed since is left alone."""
    for slug, rows in QUESTIONS.items():
        event = Event.objects.get(slug=slug)
        for position, (text, kind, fields, options) in enumerate(rows):
            if not Question.objects.filter(event=event, text=text).exists():
                _ask(event, text, {"kind": kind, "position": position} | fields, options)


def _ask(event: Event, text: str, fields: dict[str, Any], options: list[str]) -> None:
    deciding = Question.objects.filter(event=event, text=AFTER.get(text)).first()
    condition = {"depends_on": deciding, "shown_value": YES} if deciding else {}
    question = Question.objects.create(event=event, text=text, **fields, **condition)
    Option.objects.bulk_create(
        Option(question=question, text=words, position=number)
        for number, words in enumerate(options)
    )
