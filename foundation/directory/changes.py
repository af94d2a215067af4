"""What a verb changes of a row: the fields that differ, with what they were, for the log."""

from collections.abc import Mapping
from typing import Any

from django.db import models


def change(row: models.Model, facts: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Sets the fields that differ and returns them with the old and the new value; saves nothing."""
    changed = {name: [getattr(row, name), value] for name, value in facts.items() if getattr(row, name) != value}
    for name, (_before, after) in changed.items():
        setattr(row, name, after)
    return changed


def named(changed: Mapping[str, list[Any]], model: type[models.Model]) -> str:
    """The changed fields in words: “name, time zone”."""
    return ", ".join(str(model._meta.get_field(name).verbose_name) for name in changed)  # type: ignore[union-attr]
