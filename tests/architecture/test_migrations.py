"""What every migration owes who has to take it back."""

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader

from tests.architecture import tree


def ours():
    labels = {row.label for row in apps.get_app_configs() if row.name.split(".")[0] in tree.WINGS}
    found = MigrationLoader(None).disk_migrations
    return [migration for (label, _name), migration in sorted(found.items()) if label in labels]


@pytest.mark.parametrize("migration", ours(), ids=str)
def test_a_migration_can_be_taken_back(migration):
    assert [str(step) for step in migration.operations if not step.reversible] == []
