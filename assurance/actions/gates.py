"""Gates of processes, and what comes to them: opened, proven, decided, or let through on a waiver."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assurance.actions.evidence import link_evidence
from assurance.actions.suppliers import accounts_of
from assurance.gate_proofs import missing_at
from assurance.models import Control, EvidenceLink, EvidenceVersion, Gate, GatePass, Process, ProductVersion, Supplier
from assurance.permissions import ADD_GATE, EDIT_GATE, LOOSEN_GATE, OPEN_PASS, PROVE_PASS
from assurance.workflows import GATE_PASS
from foundation.access import permits, require
from foundation.directory.models import User
from foundation.models.work import Approval
from foundation.numbers import next_reference
from foundation.refusals import Refused, WrongState
from foundation.trail import record
from foundation.verbs import verb

WAIVE = "assurance.waive_gate"
FIELDS = ("name", "order", "blocking")


@verb("assurance.add_gate")
def add_gate(*, actor: User, process: Process, controls: Collection[Control] = (), **fields: Any) -> Gate:
    """Puts a gate into a process with the controls it requires; `fields` are code, name, order and blocking."""
    require(actor, ADD_GATE, process)
    _insist_running(process)
    gate = Gate(process=process, **fields)
    gate.full_clean()
    _check_controls(controls, known=())
    gate.save()
    gate.controls.set(controls)
    record(
        actor=actor,
        kind="gate.added",
        subject=gate,
        summary=added_words(len(controls)),
        details={"controls": _codes(controls), "blocking": gate.blocking},
        notify=_answering(gate),
    )
    return gate


@verb("assurance.change_gate")
def change_gate(*, actor: User, gate: Gate, controls: Collection[Control], **fields: Any) -> Gate:
    """Changes name, place, blocking or the required controls; what stands at the gate is judged by the new ones.

    Raises Refused when who owns the process would loosen the gate: then an officer has to. Source: M-04.
    """
    locked = Gate.objects.select_for_update().get(pk=gate.pk)
    require(actor, EDIT_GATE, locked)
    before, known = _facts(locked), list(locked.controls.all())
    for name, value in fields.items():
        setattr(locked, name, value)
    locked.full_clean()
    _check_controls(controls, known=known)
    _insist_not_loosened(actor, locked, before=before, dropped=set(known) - set(controls))
    locked.save()
    locked.controls.set(controls)
    after = _facts(locked)
    changed = {name: {"from": before[name], "to": value} for name, value in after.items() if before[name] != value}
    if changed:
        words = ", ".join(str(Gate._meta.get_field(name).verbose_name) for name in changed)  # type: ignore[union-attr]
        summary = _("changed: %(fields)s") % {"fields": words}
        told = _answering(locked)
        record(actor=actor, kind="gate.changed", subject=locked, summary=summary, details=changed, notify=told)
    return locked


@verb("assurance.open_gate_pass")
def open_pass(
    *,
    actor: User,
    gate: Gate,
    kind: str,
    on: date,
    version: ProductVersion | None = None,
    supplier: Supplier | None = None,
    title: str = "",
) -> GatePass:
    """Brings a release, supplier, bid, site or ticket to a gate; from this day on its evidence counts.

    Raises ValidationError when it stands there already, or when nothing says what it is.
    """
    require(actor, OPEN_PASS, gate)
    _insist_running(gate.process)
    facts = {"kind": kind, "version": version, "supplier": supplier, "title": str(version or supplier or title.strip())}
    row = GatePass(ref=next_reference("GP", on.year), gate=gate, opened_on=on, opened_by=actor, **facts)
    row.full_clean()
    row.save()
    summary = _("brought it to gate %(gate)s") % {"gate": gate.code}
    record(actor=actor, kind="gate_pass.opened", subject=row, summary=summary, notify=_others(row, actor))
    return row


@verb("assurance.prove_gate_pass")
def prove_pass(*, actor: User, row: GatePass, control: Control, evidence: Iterable[EvidenceVersion]) -> GatePass:
    """Says that these versions prove a required control for what stands at the gate. They count once accepted.

    Raises WrongState after the decision or when they are attached already, ValidationError for another control.
    """
    locked = GatePass.objects.select_for_update().get(pk=row.pk)
    require(actor, PROVE_PASS, locked)
    if locked.state != GatePass.State.OPEN:
        raise WrongState(_("This gate is decided. Evidence belongs to what is still open."))
    if not locked.gate.controls.filter(pk=control.pk).exists():
        raise ValidationError({"control": _("The gate does not require this control.")})
    known = EvidenceLink.objects.about(locked).filter(purpose=control.code).values("version")
    wanted = EvidenceVersion.objects.filter(pk__in=[version.pk for version in evidence]).exclude(pk__in=known)
    missing = list(wanted.select_related("evidence__unit"))
    if not missing:
        raise WrongState(_("This evidence is attached already."))
    for version in missing:
        link_evidence(actor=actor, version=version, subject=locked, purpose=control.code)
    return locked


@verb("assurance.pass_gate")
def pass_gate(*, actor: User, gate_pass: GatePass, on: date) -> GatePass:
    """Lets it pass; a blocking gate refuses while a required control lacks evidence, and names it. Source: M-04."""
    return _decide(gate_pass, "pass", actor=actor, on=on)


@verb("assurance.pass_gate_conditionally")
def pass_conditionally(*, actor: User, gate_pass: GatePass, on: date, conditions: str) -> GatePass:
    """Lets it pass with conditions; a blocking gate asks for the same evidence as without."""
    if not conditions.strip():
        raise ValidationError({"conditions": _("Say what the conditions are.")})
    return _decide(gate_pass, "pass_conditionally", actor=actor, on=on, conditions=conditions.strip())


@verb("assurance.fail_gate")
def fail_gate(*, actor: User, gate_pass: GatePass, on: date, reason: str) -> GatePass:
    """Does not let it pass; it may come to the gate again."""
    return _decide(gate_pass, "fail", actor=actor, on=on, reason=reason)


@verb(WAIVE)
def waive_gate(*, actor: User, gate_pass: GatePass, on: date, reason: str, until: date) -> GatePass:
    """Lets it through without the evidence until a day; another person has approved it. Source: M-04, S-07.

    It counts from the day of the approval; `on` is the day on which it was asked for.
    """
    given = Approval.objects.about(gate_pass).filter(verb=WAIVE, decision=Approval.Decision.YES)
    approval = given.order_by("decided_at").last()
    if approval is None or approval.decided_at is None:
        raise Refused("S-07", _("A waiver is decided by a second person."))
    day = timezone.localdate(approval.decided_at, ZoneInfo(gate_pass.unit.zone))
    waiver = {"waiver_reason": reason.strip(), "waiver_until": until, "waiver_asked_by": actor}
    waiver["waiver_approved_by"] = approval.decided_by
    return _decide(gate_pass, "waive", actor=actor, on=day, reason=reason, until=until, **waiver)


def _decide(
    row: GatePass, step: str, *, actor: User, on: date, reason: str = "", until: date | None = None, **changes: Any
) -> GatePass:
    """Takes the step and keeps which required controls lacked evidence at that moment; K-19 counts it."""
    locked = GatePass.objects.select_for_update().get(pk=row.pk)
    lacking = [one.control for one in missing_at(locked, on=on)]
    decided = {"decided_on": on, "was_complete": not lacking, **changes}
    if step != "waive":
        decided["decided_by"] = actor
    told: dict[str, Any] = {"details": {"missing": _codes(lacking), "until": until}, "notify": _others(locked, actor)}
    GATE_PASS.move(row, step, actor=actor, on=on, reason=reason, given={"until": until}, changes=decided, **told)
    row.missed.set(lacking)
    return row


def added_words(number: int) -> str:
    """What the story of a new gate says of it."""
    said = ngettext("added it, with %(n)d required control", "added it, with %(n)d required controls", number)
    return said % {"n": number}


def _facts(gate: Gate) -> dict[str, Any]:
    return {**{name: getattr(gate, name) for name in FIELDS}, "controls": _codes(gate.controls.all())}


def _codes(controls: Iterable[Control]) -> list[str]:
    return sorted(control.code for control in controls)


def _check_controls(controls: Iterable[Control], *, known: Iterable[Control]) -> None:
    for control in set(controls) - set(known):
        if control.state == Control.State.RETIRED:
            raise ValidationError({"controls": _("%(code)s is retired. Choose one that is not.") % {"code": control}})


def _insist_not_loosened(actor: User, gate: Gate, *, before: dict[str, Any], dropped: set[Control]) -> None:
    loosened = bool(dropped) or (before["blocking"] and not gate.blocking)
    if loosened and not permits(actor, LOOSEN_GATE, gate):
        field = "controls" if dropped else "blocking"
        raise Refused("M-04", _("This makes the gate easier to pass. Ask a compliance officer to change it."), field)


def _insist_running(process: Process) -> None:
    if process.state == Process.State.RETIRED:
        raise ValidationError(_("The process is retired; nothing comes to its gates any more."))


def _answering(gate: Gate) -> list[User]:
    return accounts_of(gate.process.owner)


def _others(row: GatePass, actor: User) -> list[User]:
    """Who opened it and who answers for the gate, but for who acts."""
    told = {user.pk: user for user in [row.opened_by, *_answering(row.gate)]}
    return [user for pk, user in told.items() if pk != actor.pk]
