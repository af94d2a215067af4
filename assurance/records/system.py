"""What the page of the assurance system and of its scope statement show, gathered in few queries; nothing here writes."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assurance.models import GovernanceRole, ScopeStatement
from assurance.parts import parts
from assurance.permissions import GOVERN, WRITE_SCOPE
from assurance.redline import redline
from foundation.access import holds, permits
from foundation.clock import today
from foundation.directory.models import Unit, User
from foundation.steps import moves_of
from foundation.stories import story_of

Kind = GovernanceRole.Kind
S = ScopeStatement.State
TOP = (Unit.Kind.GROUP, Unit.Kind.REGION)
NEEDED = {
    Kind.CHAIR: gettext_lazy("Nobody chairs the committee."),
    Kind.GLOBAL_OFFICER: gettext_lazy("There is no global security officer."),
}


@dataclass
class Branch:
    """A unit of the organisation tree with who answers for it, who holds its seat, and what it lacks."""

    unit: Unit
    officer: GovernanceRole | None = None
    lacks: list[str | Promise] = field(default_factory=list)
    departments: int = 0

    @property
    def is_region(self) -> bool:
        return self.unit.kind == Unit.Kind.REGION


def whole() -> Unit:
    """The unit that is the whole organisation."""
    return Unit.objects.filter(parent=None).earliest("path")


def system_page(user: User) -> dict[str, Any]:
    """The scope in force with its versions, who governs, the organisation with its gaps, and the registers."""
    on = today()
    scopes = list(ScopeStatement.objects.visible_to(user).for_list().order_by("-number"))
    seats = list(GovernanceRole.objects.visible_to(user).since(on).for_list(on))
    units = list(Unit.objects.visible_to(user).active(on).for_list(on).order_by("path"))
    held = [seat for seat in seats if seat.from_on <= on]
    branches = _branches(units, held)
    top = next((unit for unit in units if unit.parent_id is None), None)
    in_work = next((one for one in scopes if one.state in (S.DRAFT, S.IN_REVIEW)), None)
    return {
        "in_force": next((one for one in scopes if one.state == S.APPROVED), None),
        "in_work": in_work,
        "versions": scopes,
        "seats": seats,
        "branches": branches,
        "gaps": _gaps(scopes, held, branches, has_top=top is not None),
        "parts": [part for part in parts() if holds(user, *part.roles)],
        "may_write": top is not None and in_work is None and permits(user, WRITE_SCOPE, top),
        "may_govern": permits(user, GOVERN, top),
        "today": on,
    }


def _branches(units: list[Unit], held: list[GovernanceRole]) -> list[Branch]:
    """The whole organisation and its regions; departments are counted at the nearest of them."""
    found = {str(unit.path): Branch(unit) for unit in units if unit.kind in TOP}
    for unit in units:
        near = [path for path in found if path != unit.path and str(unit.path).startswith(path)]
        if unit.kind not in TOP and near:
            found[max(near, key=len)].departments += 1
    seats = {(seat.kind, seat.unit_id): seat for seat in held if not vars(seat)["is_gone"]}
    for branch in found.values():
        kind = Kind.REGIONAL_OFFICER if branch.is_region else Kind.GLOBAL_OFFICER
        branch.officer = seats.get((kind, branch.unit.pk))
        branch.lacks = _lacking(branch)
    return list(found.values())


def _lacking(branch: Branch) -> list[str | Promise]:
    lacks: list[str | Promise] = []
    if vars(branch.unit)["lacks_officer"]:
        lacks.append(gettext_lazy("No accountable officer"))
    if branch.is_region and branch.officer is None:
        lacks.append(gettext_lazy("No regional security officer"))
    return lacks


def _gaps(
    scopes: list[ScopeStatement], held: list[GovernanceRole], branches: list[Branch], *, has_top: bool
) -> list[str]:
    """What the system lacks, in sentences: of the whole, of its seats, and of each region."""
    gaps = [] if any(one.state == S.APPROVED for one in scopes) else [_("No scope statement is in force.")]
    filled = {seat.kind for seat in held if not vars(seat)["is_gone"]}
    if has_top:
        gaps += [str(words) for kind, words in NEEDED.items() if kind not in filled]
    words = _("%(seat)s does not work here any more.")
    gaps += [words % {"seat": seat} for seat in held if vars(seat)["is_gone"]]
    gaps += [f"{branch.unit.name}: {lack}." for branch in branches for lack in branch.lacks]
    return gaps


def scope_page(scope: ScopeStatement, user: User) -> dict[str, Any]:
    """One version with what changed since the one before it that counted, its steps and its story."""
    on = today(scope.unit)
    before = ScopeStatement.objects.visible_to(user).before(scope).filter(state__in=[S.APPROVED, S.SUPERSEDED]).first()
    return {
        "scope": scope,
        "before": before,
        "changes": redline(before.text, scope.text) if before is not None else [],
        "writers": [one.name for one in scope.writers.all() if one.pk != scope.author_id],
        "moves": moves_of(scope, actor=user, on=on),
        "may_revise": scope.state == S.DRAFT and permits(user, WRITE_SCOPE, scope),
        **story_of(scope, actor=user),
    }
