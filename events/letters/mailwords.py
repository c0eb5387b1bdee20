"""The words of the mails about letters and applications: the defaults, and what staff may fill in."""

from events.letters import samples
from events.letters.models import TravelState
from events.registration.mailwords import EVENT, NAME
from foundation.base import mailkinds
from foundation.base.words import Place

HOLDER = {**NAME, **EVENT}
NUMBERED = {**HOLDER, "number": Place("the number of the letter")}


def declare() -> None:
    """Called once, when the process starts."""
    _declare_answers()
    _declare_ends()
    # Whoever typed an address may not be who reads there: no name that they typed goes with it.
    mailkinds.declare(
        "travel_link",
        label="Travel support: application begun",
        when="To the address that an application was begun with, at most once an hour. The link follows.",
        subject="{event}: your travel support application",
        body="Hello,\n\nthe link below opens the application for travel support to {event} that was "
        "begun with this address.",
        places=EVENT,
        sample=samples.travel("travel_link"),
    )
    _declare_decisions()
    _declare_replies()


def _declare_answers() -> None:
    mailkinds.declare(
        "visa_letter_requested",
        label="Visa letter asked for",
        when="To the holder of the ticket. The day by which the letter comes follows.",
        subject="{event}: your visa letter is asked for",
        body="Hello {name},\n\nwe have your request for a visa letter for {event}. "
        "A person looks at it.",
        places=HOLDER,
        sample=samples.visa("visa_letter_requested"),
    )
    mailkinds.declare(
        "visa_letter_issued",
        label="Visa letter issued",
        when="To the holder of the ticket, with the letter as a PDF. Its number and code follow.",
        subject="{event}: your visa letter {number}",
        body="Hello {name},\n\nyour visa letter for {event} is attached as a PDF. "
        "Print it and bring it to the consulate with your application.",
        places=NUMBERED,
        sample=samples.visa("visa_letter_issued"),
    )


def _declare_ends() -> None:
    mailkinds.declare(
        "visa_letter_refused",
        label="Visa letter refused",
        when="To the holder of the ticket. Your reason, and whether they may ask again, follow.",
        subject="{event}: about your visa letter",
        body="Hello {name},\n\nwe could not issue your visa letter for {event}.",
        places=HOLDER,
        sample=samples.visa("visa_letter_refused"),
    )
    mailkinds.declare(
        "visa_letter_revoked",
        label="Visa letter revoked",
        when="To who asked for the letter. Your reason follows.",
        subject="{event}: visa letter {number} is revoked",
        body="Hello {name},\n\nwe have revoked your visa letter {number} for {event}. "
        "Consulates that check it are told so.",
        places=NUMBERED,
        sample=samples.visa("visa_letter_revoked"),
    )


def _declare_decisions() -> None:
    _declare_news(
        TravelState.SUBMITTED,
        label="Travel support: application sent",
        when="To who applies, as soon as the application is sent.",
        subject="{event}: we have your application",
        text="thank you for applying for travel support to {event}. Several people read it, and we "
        "answer by mail.",
    )
    _declare_news(
        TravelState.GRANTED,
        label="Travel support: granted",
        when="To who gets it. What is granted and the day to accept it by follow.",
        subject="{event}: we would like you to come",
        text="we grant you travel support for {event}, {dates}, {place}.",
    )
    _declare_news(
        TravelState.WAITLISTED,
        label="Travel support: waiting list",
        when="To who is put on the waiting list.",
        subject="{event}: you are on the waiting list",
        text="more people asked for travel support to {event} than we can help now. You are on the "
        "waiting list: if somebody turns a grant down, we write to you.",
    )
    _declare_news(
        TravelState.DECLINED,
        label="Travel support: declined",
        when="To who gets none.",
        subject="{event}: about your application",
        text="there was more travel support asked for than we have, and we cannot help you to come "
        "to {event}. Thank you for applying, and for what you do in the community.",
    )


def _declare_replies() -> None:
    _declare_news(
        TravelState.ACCEPTED,
        label="Travel support: accepted",
        when="To who accepted a grant. The code of the ticket and what happens next follow.",
        subject="{event}: you accepted our travel support",
        text="thank you for accepting.",
    )
    _declare_news(
        TravelState.TURNED_DOWN,
        label="Travel support: turned down",
        when="To who turned a grant down.",
        subject="{event}: you turned our travel support down",
        text="thank you for saying so: what you do not take helps somebody else. We hope to see you "
        "another time.",
    )
    _declare_news(
        TravelState.LAPSED,
        label="Travel support: not accepted in time",
        when="To who did not accept a grant in time. The day it was to be accepted by follows.",
        subject="{event}: the time to accept is over",
        text="we granted you travel support for {event} and have not heard from you. It goes to "
        "somebody else now.",
    )


def _declare_news(state: TravelState, *, label: str, when: str, subject: str, text: str) -> None:
    mailkinds.declare(
        f"travel_{state}",
        label=label,
        when=when,
        subject=subject,
        body=f"Hello {{name}},\n\n{text}",
        places=HOLDER,
        sample=samples.travel(f"travel_{state}"),
    )
