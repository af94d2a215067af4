"""What somebody declared about their independence, and what waits for a decision."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from audits.conflicts import free_on
from audits.models import ConflictDeclaration
from audits.permissions import DECIDE_CONFLICT, DECLARE_CONFLICT
from foundation import policy
from foundation.access import permits
from foundation.directory.models import User


@dataclass(frozen=True)
class Declared:
    """A declaration as its reader meets it: `free_on` is the first day on which it bars no more, where that is known."""

    row: ConflictDeclaration
    free_on: date | None
    may_end: bool
    may_decide: bool


def declarations(rows: Iterable[ConflictDeclaration], *, user: User, on: date) -> list[Declared]:
    months = policy.current("audits.clocks", on).value["independence_months"]
    return [
        Declared(
            row,
            free_on(row, months=months),
            may_end=row.to_on is None and not _is_bound(row, user) and permits(user, DECLARE_CONFLICT, row.person),
            may_decide=user.person_id not in (None, row.person_id) and permits(user, DECIDE_CONFLICT, row.person),
        )
        for row in rows
    ]


def _is_bound(row: ConflictDeclaration, user: User) -> bool:
    """Whether it was decided that this binds the reader, so that another person notes its end."""
    return row.decision == ConflictDeclaration.Decision.STANDS and row.person_id == user.person_id
