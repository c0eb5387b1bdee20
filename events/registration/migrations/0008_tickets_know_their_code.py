"""Tickets of orders with a code are told which code priced them: until now it was the order's."""

from django.db import migrations
from django.db.models import Q


def tell(apps, schema_editor):
    uses = apps.get_model("registration", "CodeUse").objects.select_related("code")
    tickets = apps.get_model("registration", "Ticket").objects
    for use in uses:
        named = list(use.code.ticket_types.values_list("pk", flat=True))
        priced = Q(ticket_type__in=named) if named else Q(ticket_type__audience="all")
        tickets.filter(priced, order=use.order_id).update(promo_code=use.code_id)


class Migration(migrations.Migration):
    dependencies = [("registration", "0007_member_prices")]

    operations = [migrations.RunPython(tell, migrations.RunPython.noop)]
