import pgtrigger.compiler
import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState
from django.db.migrations.writer import OperationWriter
from pgtrigger.migrations import AddTrigger

from foundation.base.operations import CreateTogether

pytestmark = pytest.mark.django_db

ID = ("id", models.AutoField(primary_key=True))


def operation():
    """Two tables that point at each other, and a trigger on one of them."""
    left = models.ForeignKey("base.Right", models.CASCADE, null=True)
    right = models.ForeignKey("base.Left", models.CASCADE, null=True)
    compiled = pgtrigger.compiler.Trigger(
        name="kept",
        sql=pgtrigger.compiler.UpsertTriggerSql(
            func="RAISE EXCEPTION 'kept';", operation="DELETE", when="BEFORE", hash="1",
            pgid="pgtrigger_kept", table="base_left",
        ),
    )  # fmt: skip
    return CreateTogether(
        operations=[
            migrations.CreateModel("Left", [ID, ("right", left)]),
            migrations.CreateModel("Right", [ID, ("left", right)]),
            AddTrigger(model_name="left", trigger=compiled),
        ]
    )


def states():
    before, after = ProjectState(), ProjectState()
    operation().state_forwards("base", after)
    return before, after


def made():
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE tgname = 'pgtrigger_kept'")
        triggers = cursor.fetchall()
    return {"base_left", "base_right"} & set(connection.introspection.table_names()), triggers


def test_tables_that_need_each_other_are_created_and_taken_away_together():
    before, after = states()
    with connection.schema_editor() as editor:
        operation().database_forwards("base", editor, before, after)
    assert made() == ({"base_left", "base_right"}, [("pgtrigger_kept",)])

    with connection.schema_editor() as editor:
        operation().database_backwards("base", editor, after, before)
    assert made() == (set(), [])


def test_models_built_before_are_built_anew_with_what_was_created():
    state = ProjectState()
    assert not list(state.apps.get_models())
    operation().state_forwards("base", state)
    assert state.apps.get_model("base", "left")._meta.get_field("right").related_model is (
        state.apps.get_model("base", "right")
    )
    assert state.models["base", "left"].options["triggers"][0].name == "kept"


def test_it_is_written_into_a_migration_with_what_it_holds():
    text, imports = OperationWriter(operation()).serialize()
    assert text.count("migrations.CreateModel(") == 2
    assert "import foundation.base.operations" in imports
