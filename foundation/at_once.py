"""Many new tables as one migration operation: Django renders all models that are related anew after each CreateModel."""

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class AtOnce(Operation):
    """Creates models; in whatever order, as far as the database is concerned: each may refer to any other."""

    def __init__(self, operations: Sequence[CreateModel]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        rendered, before = vars(state).pop("apps", None), set(state.models)
        for operation in self.operations:
            operation.state_forwards(app_label, state)
        if rendered is None or state.is_delayed:
            state.is_delayed = False  # everything is rendered, with all relations, when it is asked for
        else:
            rendered.render_multiple([model for key, model in state.models.items() if key not in before])
            state.apps = rendered

    def database_forwards(self, app_label: str, editor: Any, before: ProjectState, after: ProjectState) -> None:
        for operation in self.operations:
            operation.database_forwards(app_label, editor, before, after)

    def database_backwards(self, app_label: str, editor: Any, before: ProjectState, after: ProjectState) -> None:
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, editor, before, after)

    def describe(self) -> str:
        return f"Create {len(self.operations)} models"
