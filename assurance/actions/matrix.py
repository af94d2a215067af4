"""Cells of the integration matrix: what a process owes, by which control, who answers, and what does not apply and why."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from assurance.actions import proof
from assurance.models import Cell, Control, Process, Requirement
from assurance.permissions import APPROVE_EXCLUSION, EDIT_CELL, PUT_INTO_MATRIX
from foundation.access import require
from foundation.approvals import ask_approval, bar
from foundation.directory.gates import OWN_CONTROL, insist_trained
from foundation.directory.models import Person, User
from foundation.models.work import Approval
from foundation.refusals import Refusal, Refused, WrongState
from foundation.trail import record
from foundation.verbs import is_running, verb

EXCLUDE = "assurance.exclude_cell"


@verb("assurance.put_into_matrix")
def put_into_matrix(
    *, actor: User, process: Process, requirements: Iterable[Requirement], control: Control | None = None
) -> list[Cell]:
    """Says that a process owes these requirements; those it owes already stay as they are. Returns the new cells.

    Raises ValidationError on a requirement that nobody can assess, and when nothing would be new.
    """
    require(actor, PUT_INTO_MATRIX, process)
    wanted = list(requirements)
    if any(one.withdrawn or not one.assessable for one in wanted):
        raise ValidationError({"requirements": _("Choose requirements that are assessable and not withdrawn.")})
    known = set(process.cells.filter(requirement__in=wanted).values_list("requirement", flat=True))
    cells = [_new_cell(actor, process, one, control) for one in wanted if one.pk not in known]
    if not cells:
        raise ValidationError({"requirements": _("The process owes all of these already.")})
    proof.renew(Cell.objects.filter(pk__in=[cell.pk for cell in cells]))
    return cells


def _new_cell(actor: User, process: Process, requirement: Requirement, control: Control | None) -> Cell:
    cell = Cell(process=process, requirement=requirement, control=control)
    cell.full_clean()
    cell.save()
    notify = _accounts(process.owner)
    record(actor=actor, kind="cell.added", subject=cell, summary=_("Put into the matrix"), notify=notify)
    return cell


@verb("assurance.edit_cell")
def edit_cell(*, actor: User, cell: Cell, control: Control | None, owner: Person | None, on: date) -> Cell:
    """Says which control meets the requirement here, and who answers for it if not the owner of the control.

    Raises ValidationError on a retired control, Refused for an untrained owner (M-19).
    """
    locked = _locked(cell)
    require(actor, EDIT_CELL, locked)
    if control is not None and control.pk != locked.control_id and control.state == Control.State.RETIRED:
        raise ValidationError({"control": _("This control is retired. Choose one that is not.")})
    if owner != locked.owner:
        insist_trained(owner, OWN_CONTROL, on=on, field="owner")
    before, told = {"control": locked.control, "owner": locked.owner}, [locked.owner, owner]
    locked.control, locked.owner = control, owner
    locked.full_clean()
    locked.save()
    proof.renew(Cell.objects.filter(pk=locked.pk))
    locked.refresh_from_db(fields=["fresh_until"])
    said = {"control": control or _("none"), "owner": owner or _("as the control")}
    record(
        actor=actor,
        kind="cell.edited",
        subject=locked,
        summary=_("Control: %(control)s, owner: %(owner)s") % said,
        details={"from": before, "control": control, "owner": owner},
        notify=[user for person in told for user in _accounts(person)],
    )
    return locked


@verb("assurance.propose_exclusion")
def propose_exclusion(*, actor: User, cell: Cell, reason: str, on: date) -> Approval:
    """Asks that the requirement does not apply to the process; an officer who does not own the process decides.

    Raises WrongState where it does not apply already, ValidationError without a reason or when it is asked already.
    """
    require(actor, EDIT_CELL, cell)
    _insist_applicable(cell)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the requirement does not apply.")})
    return ask_approval(
        actor=actor,
        subject=cell,
        verb_name=EXCLUDE,
        label=_("Not applicable: %(cell)s") % {"cell": cell},
        parameters={"cell": cell, "reason": reason.strip(), "on": on},
        second=APPROVE_EXCLUSION,
        reason=reason,
    )


@verb(EXCLUDE)
def exclude_cell(*, actor: User, cell: Cell, reason: str, on: date) -> Cell:
    """Takes a requirement out of the figures of a process; only the approval by a second person runs this."""
    asked = Approval.objects.about(cell).filter(verb=EXCLUDE, decision=Approval.Decision.YES).order_by("decided_at")
    given = asked.last()
    if given is None or not is_running("foundation.decide_approval"):
        raise Refused("M-03", _("What does not apply is decided by a second person."))
    locked = _locked(cell)
    require(actor, EDIT_CELL, locked)
    _insist_applicable(locked)
    locked.applicable, locked.reason, locked.decided_by, locked.decided_on = False, reason, given.decided_by, on
    locked.full_clean()
    locked.save()
    record(
        actor=actor,
        kind="cell.excluded",
        subject=locked,
        summary=_("Not applicable: %(reason)s") % {"reason": reason},
        details={"reason": reason, "decided_by": given.decided_by},
        notify=_accounts(locked.process.owner),
    )
    return locked


@bar(EXCLUDE)
def owns_the_process(approval: Approval, actor: User) -> Refusal | None:
    """Nobody takes a requirement off a process of their own. Source: domain model, Cell."""
    cell = approval.subject
    if isinstance(cell, Cell) and actor.person_id in (cell.process.owner_id, cell.process.deputy_id):
        return Refusal("M-03", _("You answer for this process. Another person has to decide."))
    return None


@verb("assurance.include_cell")
def include_cell(*, actor: User, cell: Cell) -> Cell:
    """Says that the requirement applies again; why it did not stays in the record. Raises WrongState where it applies."""
    locked = _locked(cell)
    require(actor, EDIT_CELL, locked)
    if locked.applicable:
        raise WrongState(_("This requirement applies already."))
    before = locked.reason
    locked.applicable, locked.reason, locked.decided_by, locked.decided_on = True, "", None, None
    locked.full_clean()
    locked.save()
    record(
        actor=actor,
        kind="cell.included",
        subject=locked,
        summary=_("Applies again"),
        details={"reason_before": before},
        notify=_accounts(locked.process.owner),
    )
    return locked


def _insist_applicable(cell: Cell) -> None:
    if not cell.applicable:
        raise WrongState(_("This requirement does not apply already."))


def _locked(cell: Cell) -> Cell:
    return Cell.objects.select_for_update(of=("self",)).select_related("process", "requirement").get(pk=cell.pk)


def _accounts(person: Person | None) -> list[User]:
    return [] if person is None else list(person.accounts.filter(is_active=True))
