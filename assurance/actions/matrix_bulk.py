"""One act for many cells: first what would change and what would not and why, then the same for real."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from assurance.actions.evidence import link_evidence
from assurance.actions.matrix import edit_cell, include_cell, propose_exclusion
from assurance.models import Cell, EvidenceLink, EvidenceVersion
from assurance.permissions import EDIT_CELL
from foundation.access import require
from foundation.directory.models import Person, User
from foundation.lists.bulk import BulkLine, tried
from foundation.refusals import Refusal, WrongState
from foundation.verbs import verb

PURPOSE = "cell"


@verb("assurance.link_to_cell")
def link_to_cell(*, actor: User, cell: Cell, evidence: Iterable[EvidenceVersion]) -> Cell:
    """Says that these versions prove the cell. Raises WrongState when they do already."""
    require(actor, EDIT_CELL, cell)
    wanted = list(evidence)
    known = EvidenceLink.objects.about(cell).filter(version__in=wanted, purpose=PURPOSE)
    missing = set(wanted) - {link.version for link in known.select_related("version")}
    if not missing:
        raise WrongState(_("This evidence is attached already."))
    for version in wanted:
        if version in missing:
            link_evidence(actor=actor, version=version, subject=cell, purpose=PURPOSE)
    return cell


def assign_owner(*, actor: User, cell: Cell, owner: Person | None, on: date) -> Cell:
    """Gives the cell another owner and keeps its control. Raises WrongState where this person answers for it already."""
    if cell.owner == owner:
        raise WrongState(_("This person answers for it already."))
    return edit_cell(actor=actor, cell=cell, control=cell.control, owner=owner, on=on)


def exclude(*, actor: User, cell: Cell, reason: str, on: date) -> Any:
    return propose_exclusion(actor=actor, cell=cell, reason=reason, on=on)


ACTS: dict[str, Callable[..., Any]] = {
    "owner": assign_owner,
    "exclude": exclude,
    "include": include_cell,
    "evidence": link_to_cell,
}


def preview_cells(*, actor: User, cells: Iterable[Cell], act: str, **given: Any) -> list[BulkLine]:
    """What `act` would do to each cell, by doing it and taking it back; changes nothing."""
    return [BulkLine(cell, _tried(act, actor=actor, cell=cell, keep=False, **given)) for cell in cells]


def change_cells(*, actor: User, cells: Iterable[Cell], act: str, **given: Any) -> list[BulkLine]:
    """Does `act` to each cell in a transaction of its own; one that is refused does not stop the others.

    `act` is a key of ACTS, `given` its parameters: `owner` or `reason` with `on`, or `evidence`.
    """
    return [BulkLine(cell, _tried(act, actor=actor, cell=cell, keep=True, **given)) for cell in cells]


def _tried(act: str, *, actor: User, cell: Cell, keep: bool, **given: Any) -> Refusal | None:
    return tried(lambda: ACTS[act](actor=actor, cell=cell, **given), keep=keep)
