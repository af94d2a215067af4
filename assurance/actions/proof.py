"""Keeps `Cell.fresh_until`: until when what proves a cell, or the control in it, still counts."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from assurance.models import Cell, Control, EvidenceFile, EvidenceLink, EvidenceVersion
from foundation.dates import add_months

BATCH = 500
COUNTS = (EvidenceVersion.State.ACCEPTED, EvidenceVersion.State.SUPERSEDED)
WITHOUT_CONTROL = 12  # months; such a cell counts as having no control whatever proves it

Said = tuple[date, date | None]


def fresh_until(as_of: date, valid_until: date | None, months: int) -> date:
    """The last day on which evidence of a day still counts. Source: docs/adr/0001-time-rules.md (T-40)."""
    end = add_months(as_of, months)
    return end if valid_until is None else min(end, valid_until)


def proof_until(proofs: Iterable[Said], months: int) -> date | None:
    """The latest of several: (as of, valid until) each. None when there are none."""
    return max((fresh_until(as_of, valid, months) for as_of, valid in proofs), default=None)


@transaction.atomic
def renew(cells: QuerySet[Cell]) -> int:
    """Works the date out anew for these cells; returns how many had another one. Constant memory, three queries a batch."""
    changed, keys = 0, list(cells.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        batch = list(Cell.objects.filter(pk__in=keys[start : start + BATCH]).select_related("control"))
        changed += _renew(batch)
    return changed


def renew_for(version: EvidenceVersion) -> int:
    """For every cell that a version proves, itself or through the control in it."""
    links = EvidenceLink.objects.filter(version=version)
    controls = Control.objects.filter(uuid__in=_subjects(links, Control))
    return renew(Cell.objects.filter(Q(uuid__in=_subjects(links, Cell)) | Q(control__in=controls)))


def renew_for_control(control: Control) -> int:
    """For every cell in which a control stands, after its own proofs or its period changed."""
    return renew(Cell.objects.filter(control=control))


def renew_about(subject: models.Model) -> int:
    """For every cell that a row stands for: a cell itself, a control those in which it stands, nothing else any."""
    if isinstance(subject, Control):
        return renew_for_control(subject)
    return renew(Cell.objects.filter(pk=subject.pk)) if isinstance(subject, Cell) else 0


def _subjects(links: QuerySet[EvidenceLink], model: type[Cell] | type[Control]) -> QuerySet:
    return links.about_any(model, model._default_manager.values("uuid")).values("subject_uuid")  # type: ignore[attr-defined]


def _renew(batch: list[Cell]) -> int:
    by_cell = _proofs(Cell, [cell.uuid for cell in batch])
    by_control = _proofs(Control, [cell.control.uuid for cell in batch if cell.control is not None])
    moved = []
    for cell in batch:
        months = cell.control.evidence_freshness_months if cell.control else WITHOUT_CONTROL
        proofs = [*by_cell.get(cell.uuid, ()), *(by_control.get(cell.control.uuid, ()) if cell.control else ())]
        until = proof_until(proofs, months)
        if until != cell.fresh_until:
            cell.fresh_until, cell.updated_at = until, timezone.now()
            moved.append(cell)
    Cell.objects.bulk_update(moved, ["fresh_until", "updated_at"])
    return len(moved)


def _proofs(model: type[Cell] | type[Control], uuids: list[UUID]) -> Mapping[UUID, list[Said]]:
    """What counts for each row: accepted or once accepted, and with no file that was found damaged."""
    damaged = EvidenceFile.objects.filter(version=OuterRef("version"), suspect_since__isnull=False)
    links = EvidenceLink.objects.about_any(model, uuids).filter(~Exists(damaged), version__state__in=COUNTS)
    found: dict[UUID, list[Said]] = {}
    for uuid, as_of, valid in links.values_list("subject_uuid", "version__as_of", "version__valid_until"):
        found.setdefault(uuid, []).append((as_of, valid))
    return found
