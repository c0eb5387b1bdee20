from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("billing", "0001_tables")]

    operations = [
        # How many days there are is counted by ANALYZE: see registration 0003.
        migrations.RunSQL(
            'CREATE STATISTICS "entry_days" ON (("at")::date) FROM "billing_entry"',
            'DROP STATISTICS IF EXISTS "entry_days"',
        )
    ]
