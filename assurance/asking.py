"""About which rows evidence can be asked for."""

from typing import Any
from uuid import UUID

from django.db import models

from assurance.models import Cell, Control, Process, Requirement
from assurance.querysets import proven
from foundation.directory.models import User

_askable: list[type[models.Model]] = [Requirement, Control, Process, Cell]


def offer_askable(*kinds: type[models.Model]) -> None:
    """For apps above: rows that evidence is asked for but does not yet prove."""
    _askable.extend(kinds)


def askable() -> dict[str, type[models.Model]]:
    """The kinds of rows by their labels (“assurance.control”): what is offered, and all that evidence can prove."""
    return {kind._meta.label_lower: kind for kind in (*_askable, *(one.model() for one in proven()))}


def may_see(user: User, row: models.Model) -> bool:
    return type(row)._default_manager.visible_to(user).filter(pk=row.pk).exists()  # type: ignore[attr-defined]


def row_for(user: User, label: str, uuid: UUID) -> Any:
    """The row, if it is of such a kind and `user` sees it; else None."""
    kind = askable().get(label)
    return None if kind is None else kind._default_manager.visible_to(user).filter(uuid=uuid).first()  # type: ignore[attr-defined]
