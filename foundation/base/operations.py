"""Operations of migrations that Django and its libraries do not bring."""

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import AlterField, RemoveConstraint
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import RemoveTrigger

# What is undone by what was there before.
FROM_BEFORE = (AlterField, RemoveConstraint, RemoveTrigger)


class CreateTogether(Operation):
    """Operations of which none needs to see what another has made, told to Django as one.

    After each operation Django builds every model anew that is tied to the changed one, and in
    this house nearly all are tied: 600 operations on an empty database spent a minute on that.
    What is done to a model that is made here, but for its triggers, comes in a next one.
    """

    reduces_to_sql = True

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [], {"operations": self.operations}

    def describe(self) -> str:
        return f"Create together: {'; '.join(each.describe() for each in self.operations)}"

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        # A state without models built has none to build anew; the next to ask builds them all.
        vars(state).pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        # What was made is known in the state that has all of it: `from_state`.
        for operation in reversed(self.operations):
            known = to_state if isinstance(operation, FROM_BEFORE) else from_state
            operation.database_backwards(app_label, schema_editor, from_state, known)
