"""The questions of one event for another: next year's Summit asks what this year's did."""

from django.db import transaction

from events.models import Event
from events.registration.models import TicketType
from events.registration.questions.models import Option, Question

# What another event decides anew.
OWN = {"id", "event", "depends_on", "shown_value"}


@transaction.atomic
def copy_questions(*, source: Event, target: Event) -> list[Question]:
    """Ask in `target` what `source` asks, with options, conditions and types of the same name.

    What it asks already is left as it is. A question all of whose types are missing there comes
    switched off. Returns the new questions.
    """
    Event.objects.select_for_update().get(pk=target.pk)
    known = {row.text: row for row in target.questions.all()}
    types = {kind.name: kind for kind in TicketType.objects.filter(event=target)}
    twins: dict[int, Question] = {}
    values: dict[tuple[int, str], str] = {}
    new: list[Question] = []
    rows = list(source.questions.prefetch_related("options", "ticket_types"))
    for row in rows:
        twin = known.get(row.text)
        if twin is None:
            twin = _twin(row, target, types)
            new.append(twin)
        twins[row.pk] = twin
        texts = {option.text: str(option.pk) for option in twin.options.all()}
        values |= {(row.pk, str(one.pk)): texts.get(one.text, "") for one in row.options.all()}
    for row in rows:
        twin = twins[row.pk]
        if row.depends_on_id and twin in new:
            value = values.get((row.depends_on_id, row.shown_value), row.shown_value)
            deciding = twins[row.depends_on_id]
            if value and deciding.kind == _kind(rows, row.depends_on_id):
                twin.depends_on, twin.shown_value = deciding, value
                twin.save(update_fields=["depends_on", "shown_value"])
    return new


def _kind(rows: list[Question], key: int) -> str:
    return next(row.kind for row in rows if row.pk == key)


def _twin(row: Question, target: Event, types: dict[str, TicketType]) -> Question:
    fields = {
        field.name: getattr(row, field.name)
        for field in Question._meta.concrete_fields
        if field.name not in OWN
    }
    wanted = [kind.name for kind in row.ticket_types.all()]
    there = [types[name] for name in wanted if name in types]
    if wanted and not there:
        fields["is_active"] = False
    twin = Question.objects.create(event=target, **fields)
    twin.ticket_types.set(there)
    for option in row.options.all():
        Option.objects.create(
            question=twin, text=option.text, position=option.position, is_active=option.is_active
        )
    return twin
