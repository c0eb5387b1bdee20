"""What waits for staff among the individual members."""

from datetime import datetime, timedelta

from django.urls import reverse

from foundation.base.admin import desk
from foundation.base.admin.desk import Tile
from members.people import queries, voting
from members.people.models import Person, VotingNotice


@desk.tiles("Members", VotingNotice, place=70)
def voting_rights(at: datetime) -> list[Tile]:
    """Voting rights about which something happens in the next night: four queries."""
    tonight = at + timedelta(days=1)
    number = voting.to_lose(tonight).count() + voting.to_notify(tonight).count()
    address = reverse("admin:people_votingnotice_tonight")
    return [Tile(number, "voting rights change tonight", address, desk.colour(number))]


@desk.tiles("Members", Person, place=72)
def doubles(at: datetime) -> list[Tile]:
    """People with the name of somebody else: one query."""
    number = queries.namesakes().count()
    return [desk.tile(number, "people with the same name", Person, query="double=yes")]
