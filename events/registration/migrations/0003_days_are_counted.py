from django.db import migrations


def days(name, table, column):
    """How many days there are is counted by ANALYZE. The planner took each moment for a day of its
    own, and counted the statistics of an event by one process for fear of as many groups."""
    return migrations.RunSQL(
        f'CREATE STATISTICS "{name}" ON (("{column}")::date) FROM "{table}"',
        f'DROP STATISTICS IF EXISTS "{name}"',
    )


class Migration(migrations.Migration):
    dependencies = [("registration", "0002_waiting_for_what_is_hidden")]

    operations = [
        days("order_placed_days", "registration_order", "placed_at"),
        days("order_closed_days", "registration_order", "closed_at"),
        days("ticket_cancelled_days", "registration_ticket", "cancelled_at"),
    ]
