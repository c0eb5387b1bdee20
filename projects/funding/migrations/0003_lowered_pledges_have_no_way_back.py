"""Nothing forwards. Backwards it guards the way to `0001_tables`, whose rule forbids what may be there now.

Since `0002` a pledge that was invoiced can be lowered to nothing, which withdraws it; before, an
invoiced pledge could not be withdrawn. Neither taking the account from such a pledge nor calling it
standing again would be true, so the rule of `0001` cannot be made to fit the rows.
"""

from typing import Any

from django.db import migrations
from django.db.migrations.exceptions import IrreversibleError


def refuse_where_untrue(apps: Any, schema_editor: Any) -> None:
    """Say which pledges are in the way, before a constraint would say it in its own words."""
    pledges = apps.get_model("funding", "Pledge").objects.using(schema_editor.connection.alias)
    there = pledges.filter(account__isnull=False, withdrawn_at__isnull=False).order_by("pk")
    keys = [str(key) for key in there.values_list("pk", flat=True)[:20]]
    if keys:
        raise IrreversibleError(
            "Pledges were invoiced and then lowered to nothing, which the tables before could not "
            f"hold: {', '.join(keys)}. Stay at funding 0003, or restore a backup from before."
        )


class Migration(migrations.Migration):
    dependencies = [("funding", "0002_spending_and_lowered_pledges")]

    operations = [migrations.RunPython(migrations.RunPython.noop, refuse_where_untrue)]
