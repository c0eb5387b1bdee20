"""Who won what: what the table holds true, what pages tell, and what merges move."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from events.awards.models import Award, AwardKind
from members.changes import services
from members.facts import Line
from tests.conftest import KEYNOTE_WEEK
from tests.factories.awards import make_award
from tests.factories.changes import make_merge
from tests.factories.events import make_event
from tests.factories.members import make_membership, make_organization

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
TODAY = date(2022, 10, 10)


@pytest.fixture
def cleura():
    return make_membership("Cleura").organization


def told(client, organization):
    page = client.get(organization.get_absolute_url())
    return {fact.title: fact.lines for fact in page.context["facts"]}.get("Awards", [])


@pytest.mark.parametrize(
    "fields",
    [
        {"name": ""},
        {"edition": ""},
        {"printed_name": ""},
        {"source": ""},
        {"kind": "loser"},
        {"year": 22},
        {"year": 2201},
    ],
    ids=lambda fields: " ".join(map(str, *fields.items())),
)
def test_the_table_refuses_what_says_too_little_or_cannot_be(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_award(**fields)


def test_nobody_wins_the_same_twice_however_it_is_written(cleura):
    won = make_award(cleura)
    same = {"name": "SUPERUSER award", "edition": won.edition.upper()}

    for more in ({"printed_name": "CLEURA"}, {"printed_name": "Its team", "organization": cleura}):
        row = Award(**same, **more, year=2014, source="a test")
        with pytest.raises(ValidationError, match="is there already for this award"):
            row.full_clean()
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()


def test_a_tie_is_two_rows_and_the_next_edition_is_another(cleura):
    won = make_award(cleura)
    make_award(edition=won.edition)
    make_award(edition=won.edition)
    make_award(cleura, edition=won.edition, year=2015)

    assert Award.objects.count() == 4


def test_the_page_tells_the_newest_first_under_which_name_and_where_from(client, cleura):
    berlin = make_event(slug="berlin", starts_on=date(2022, 6, 7), ends_on=date(2022, 6, 9))
    hidden = make_event(is_public=False, starts_on=date(2022, 6, 7), ends_on=date(2022, 6, 9))
    make_award(cleura, edition="Berlin", year=2018, printed_name="City Network")
    make_award(cleura, edition="Berlin", year=2022, event=berlin, kind=AwardKind.NOMINEE,
               reason="A cloud for <hospitals>", source="The report")  # fmt: skip
    make_award(cleura, edition="Elsewhere", year=2022, event=hidden)
    make_award()

    assert told(client, cleura) == [
        Line("Superuser Award 2022", "/events/berlin/",
             "Nominee · Berlin · A cloud for <hospitals> · The report"),
        Line("Superuser Award 2022", "", "Winner · Elsewhere · a test"),
        Line("Superuser Award 2018", "", "Winner · Berlin · As City Network · a test"),
    ]  # fmt: skip
    assert "A cloud for &lt;hospitals&gt;" in client.get(cleura.get_absolute_url()).text


@pytest.mark.parametrize(
    ("fields", "is_told"),
    [
        ({"year": 2021}, True),
        ({"year": 2022}, False),
        ({"year": 2022, "announced_on": TODAY}, True),
        ({"year": 2021, "announced_on": date(2022, 10, 11)}, False),
    ],
)
def test_nothing_is_told_before_its_day(client, cleura, fields, is_told):
    make_award(cleura, **fields)

    assert bool(told(client, cleura)) == is_told


@pytest.mark.parametrize(("last", "is_told"), [(TODAY, True), (date(2022, 10, 11), False)])
def test_a_day_not_known_is_the_last_of_the_event(client, cleura, last, is_told):
    make_award(cleura, year=2022, event=make_event(starts_on=date(2022, 10, 9), ends_on=last))

    assert bool(told(client, cleura)) == is_told


def test_an_award_outlives_its_event_and_its_organisation():
    gone = make_organization("Gone")
    won = make_award(gone, event=make_event())

    gone.delete()
    won.event.delete()

    won.refresh_from_db()
    assert (won.printed_name, won.organization, won.event) == ("Gone", None, None)


def test_a_merge_moves_awards_keeps_one_of_an_edition_and_gives_them_back(cleura):
    double = make_organization("City Network")
    kept = make_award(cleura)
    twice = make_award(double, edition=kept.edition)
    moved = make_award(double)

    merge = make_merge(cleura, double)

    assert {award.pk for award in cleura.awards.all()} == {kept.pk, moved.pk}
    assert cleura.awards.get(pk=moved.pk).printed_name == "City Network"
    assert ["awards", 1, 1] in merge.counts
    undone = services.undo(merge=merge, at=KEYNOTE_WEEK, by=None)
    assert undone.stayed == []
    back = Award.objects.filter(organization=merge.loser_key)
    assert {award.pk for award in back} == {twice.pk, moved.pk}


def test_staff_find_an_award_by_a_former_name_and_those_of_nobody(admin_client, cleura):
    cleura.names.create(name="City Network")
    make_award(cleura)
    make_award(printed_name="Paddy Power Betfair")

    found = admin_client.get("/admin/awards/award/?q=city+network").context["cl"].result_list
    lost = admin_client.get("/admin/awards/award/?organization__isempty=1").context["cl"]

    assert [award.printed_name for award in found] == ["Cleura"]
    assert [award.printed_name for award in lost.result_list] == ["Paddy Power Betfair"]
