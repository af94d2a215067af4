"""The lines of My work that somebody has ticked, and the rows they are of."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from foundation.directory.deputies import stood_in_for
from foundation.directory.models import Person, User
from foundation.lists.bulk import BULK_LIMIT
from foundation.notices import named_through
from foundation.work.branches import branches
from foundation.work.lines import Line, Liner
from foundation.work.table import Key, Table

NEAR = ("unit", "process", "evidence", "audit", "finding")  # what permissions and guards look at first


def chosen_lines(user: User, keys: Sequence[Key], on: date) -> list[Line]:
    """The lines with these keys in the user's own list, in its order; what is not in it is left out.

    Raises ValidationError for more than `BULK_LIMIT`.
    """
    if len(keys) > BULK_LIMIT:
        raise ValidationError(_("Choose at most %(limit)s rows at a time.") % {"limit": BULK_LIMIT})
    if not keys or user.person_id is None:
        return []
    covered = dict(Person.objects.filter(pk__in=stood_in_for(user, on)).values_list("pk", "name"))
    liner = Liner(person_id=user.person_id, on=on, covered=covered)
    return liner.lines(Table(user, on, [user.person_id, *covered]).chosen(keys))


def rows_of(user: User, lines: Sequence[Line], on: date) -> dict[Key, Any]:
    """The row of each line, by its key (one query for each kind of row); the lines are those the user sees."""
    model_of = {task.name: rows.model for branch, rows in branches(user, on) for task in branch.tasks}
    wanted: dict[Any, list[UUID]] = defaultdict(list)
    for line in lines:
        wanted[model_of[line.kind]].append(line.line)
    found: dict[tuple[Any, UUID], Any] = {}
    for model, uuids in wanted.items():
        fields = {field.name for field in model._meta.fields}
        near = [name for name in dict.fromkeys((*named_through(model), *NEAR)) if name in fields]
        rows = model._default_manager.filter(uuid__in=uuids).select_related(*near)
        found |= {(model, row.uuid): row for row in rows}
    return {line.key: found[model_of[line.kind], line.line] for line in lines}
