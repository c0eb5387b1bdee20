"""What passports say is erased some time after the event, wherever it was written."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from events.letters.models import LetterRules, LetterState, Paper, Traveller, VisaLetter
from events.letters.services import cleaning
from foundation.base.models import Mail, MailAttachment
from tests.factories.letters import ADA, make_issued, make_letter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]

# The event ends on 15 June; thirty days later is 15 July, whose end in Vancouver is 07:00 UTC.
KEPT, GONE = datetime(2023, 7, 16, 6, 59, tzinfo=UTC), datetime(2023, 7, 16, 7, tzinfo=UTC)


def test_passports_are_erased_and_numbers_stay(at, run_queue):
    issued, waiting = make_issued(), make_letter()
    run_queue()

    assert cleaning.erase_passports(KEPT) == 0
    assert cleaning.erase_passports(GONE) == 2
    assert cleaning.erase_passports(GONE) == 0
    assert not Traveller.objects.exists()
    assert not Paper.objects.exists()
    mail = Mail.objects.get(kind="visa_letter_issued")
    assert not MailAttachment.objects.filter(mail=mail).exists()
    kept = VisaLetter.objects.get(pk=issued.pk)
    assert (kept.number, kept.state, kept.erased_at) == (issued.number, LetterState.ISSUED, GONE)
    assert waiting.state == LetterState.REQUESTED


def test_how_long_is_a_rule_of_the_event():
    make_letter()
    LetterRules.objects.update(keep_days=0)

    assert cleaning.erase_passports(datetime(2023, 6, 16, 7, tzinfo=UTC)) == 1


def test_no_history_and_no_mail_holds_the_number_of_a_passport(run_queue):
    make_issued()
    run_queue()

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' "
            "AND table_type = 'BASE TABLE'"
        )
        tables = [name for (name,) in cursor.fetchall()]
        found = set()
        for table in tables:
            cursor.execute(
                f'SELECT count(*) FROM "{table}" AS row WHERE row::text LIKE %s',
                [f"%{ADA['passport']}%"],
            )
            if cursor.fetchone()[0]:
                found.add(table)

    assert found == {"letters_traveller", "letters_paper"}
