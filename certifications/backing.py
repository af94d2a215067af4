"""What the integration matrix says of the controls in a statement of applicability: cells, own controls, a proposal."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from assurance.models import Cell, Control, RequirementMapping
from assurance.querysets.cells import COVERED
from certifications.models import SoaLine, StatementOfApplicability

I = SoaLine.Implementation  # noqa: E741


@dataclass
class Backing:
    """What stands behind one control: applicable cells by their standing, and the controls in use as code and uuid."""

    cells: Counter[str] = field(default_factory=Counter)
    controls: list[tuple[str, UUID]] = field(default_factory=list)

    @property
    def total(self) -> int:
        return self.cells.total()

    @property
    def covered(self) -> int:
        """Cells with a control, an owner and fresh evidence."""
        return sum(self.cells[standing] for standing in COVERED)

    @property
    def proposed(self) -> str:
        """The implementation that the cells speak for; empty where the matrix says nothing. Source: M-16, K-01."""
        if not self.total:
            return ""
        return I.IMPLEMENTED if self.covered == self.total else I.PARTIAL if self.covered else I.NOT_STARTED

    @property
    def proposed_label(self) -> str:
        return str(I(self.proposed).label) if self.proposed else ""

    def differs_from(self, line: SoaLine) -> bool:
        """Whether the cells speak for another implementation than the line says."""
        return bool(line.applicable and self.proposed and self.proposed != line.implementation)


def backing_of(soa: StatementOfApplicability, user: Any, on: date) -> dict[int, Backing]:
    """By the ids of the framework's controls, as far as `user` sees cells and controls (three queries).

    Counted are the cells of active processes of the statement's unit and below, against the control itself and against
    what is mapped to it, however far the mapping reaches.
    """
    meant = _meant(soa)
    found: dict[int, Backing] = defaultdict(Backing)
    below = {"process__unit__path__startswith": soa.unit.path, "requirement__in": meant}
    cells: Any = Cell.objects.visible_to(user).in_force().applicable().standing_on(on).filter(**below).order_by()
    for requirement, standing in cells.values_list("requirement", "standing"):
        for control in meant[requirement]:
            found[control].cells[standing] += 1
    running = Control.objects.visible_to(user).running().filter(requirements__in=meant).order_by("code")
    for code, uuid, requirement in running.values_list("code", "uuid", "requirements"):
        for control in meant.get(requirement, ()):
            if (code, uuid) not in found[control].controls:
                found[control].controls.append((code, uuid))
    return found


def _meant(soa: StatementOfApplicability) -> dict[int, set[int]]:
    """The requirements that speak for a control of the statement: itself, and what is mapped to it either way round."""
    own = set(SoaLine.objects.filter(soa=soa).values_list("requirement", flat=True))
    meant: dict[int, set[int]] = {pk: {pk} for pk in own}
    here = Q(a__framework=soa.framework_id) | Q(b__framework=soa.framework_id)
    pairs: Iterable[tuple[int, int]] = RequirementMapping.objects.filter(here).values_list("a", "b")
    for a, b in pairs:
        for control, other in ((a, b), (b, a)):
            if control in own:
                meant.setdefault(other, set()).add(control)
    return meant
