from django.db import migrations

NAMES = ["Membership staff", "Finance", "Event staff", "Project staff", "Read-only"]


def make(apps, schema_editor):
    """Make the groups; their rights are given after the migration, when all tables are there."""
    groups = apps.get_model("auth", "Group").objects.using(schema_editor.connection.alias)
    for name in NAMES:
        groups.get_or_create(name=name)


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0001_tables"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
