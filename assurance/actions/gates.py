"""Gates with the controls they require, and what stands at them until it passes, is turned back or waived. Source: M-04."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assurance.actions.evidence import link_evidence
from assurance.actions.guidance import accounts_of
from assurance.models import Control, EvidenceVersion, Gate, GatePass, Process, ProductVersion, Supplier
from assurance.permissions import EDIT_PROCESS, MANAGE_GATES, OPEN_PASS, PROVE_PASS
from assurance.policies import GATES
from assurance.workflows import GATE_PASS
from assurance.workflows.gate_rules import missing_of, purpose_of
from foundation import policy
from foundation.access import require
from foundation.directory.models import User
from foundation.models.work import Approval
from foundation.numbers import next_reference
from foundation.refusals import Refused, WrongState
from foundation.trail import record
from foundation.verbs import is_running, verb

K = GatePass.Subject
WAIVE = "assurance.waive_gate"
NAMED = 5  # of what waits at a gate, in the sentence that refuses to loosen it


@verb("assurance.add_gate")
def add_gate(
    *, actor: User, process: Process, code: str, name: str, controls: Iterable[Control] = (), **fields: Any
) -> Gate:
    """Adds a gate to a process; `fields` are its place and whether it blocks."""
    require(actor, EDIT_PROCESS, process)
    gate = Gate(process=process, code=code, name=name, **fields)
    gate.full_clean()
    gate.save()
    gate.controls.set(controls)
    summary, told = _("Gate added"), accounts_of(process.owner)
    record(actor=actor, kind="gate.added", subject=gate, summary=summary, details={"code": code}, notify=told)
    return gate


@verb("assurance.change_gate")
def change_gate(*, actor: User, gate: Gate, controls: Iterable[Control] | None = None, **fields: Any) -> Gate:
    """Changes what a gate requires; it holds for what waits there too, so that meanwhile nobody makes it ask for less.

    Raises Refused where something waits and the gate would block no more or lose a required control. Source: M-04, S-07.
    """
    locked = (
        Gate.objects.select_for_update(of=("self",)).select_related("process__owner", "process__unit").get(pk=gate.pk)
    )
    require(actor, MANAGE_GATES, locked)
    wanted = None if controls is None else list(controls)
    _insist_no_less(locked, blocking=fields.get("blocking", locked.blocking), controls=wanted)
    before = {name: getattr(locked, name) for name in fields}
    required = sorted(locked.controls.values_list("code", flat=True))
    for name, value in fields.items():
        setattr(locked, name, value)
    locked.full_clean()
    locked.save()
    changed = {name: [before[name], value] for name, value in fields.items() if before[name] != value}
    if wanted is not None:
        locked.controls.set(wanted)
        now = sorted(locked.controls.values_list("code", flat=True))
        changed |= {"controls": [required, now]} if now != required else {}
    told = accounts_of(locked.process.owner) if changed else []
    summary = _("Gate changed")
    record(actor=actor, kind="gate.changed", subject=locked, summary=summary, details=changed, notify=told)
    return locked


def _insist_no_less(gate: Gate, *, blocking: bool, controls: list[Control] | None) -> None:
    """What waits was opened under what the gate asked for; until it is decided, that stays the least."""
    kept = None if controls is None else [control.pk for control in controls]
    lost = kept is not None and gate.controls.running().exclude(pk__in=kept).exists()
    if not lost and (blocking or not gate.blocking):
        return
    waiting = list(gate.passes.undecided().order_by("ref").values_list("ref", flat=True)[: NAMED + 1])
    if waiting:
        refs = ", ".join(waiting[:NAMED]) + (" …" if len(waiting) > NAMED else "")
        sentence = _("Until these are decided, the gate goes on asking for what it asks for now: %(refs)s.")
        raise Refused("M-04", sentence % {"refs": refs}, "controls" if lost else "blocking")


@verb("assurance.open_pass")
def open_pass(
    *,
    actor: User,
    gate: Gate,
    kind: str,
    on: date,
    opened_on: date | None = None,
    version: ProductVersion | None = None,
    supplier: Supplier | None = None,
    title: str = "",
) -> GatePass:
    """Puts a release, supplier, bid, site or ticket before a gate; evidence counts from the opening on.

    Raises WrongState where the process does not run, ValidationError without a subject, for a day to come, and, for
    whoever is not the robot, for one that lies further back than the policy allows.
    """
    require(actor, OPEN_PASS, gate)
    process = Process.objects.select_for_update(of=("self",)).get(pk=gate.process_id)
    if process.state != Process.State.ACTIVE:
        raise WrongState(_("Its process is not active."))
    day = opened_on or on
    _insist_day(actor, day, on)
    named = _titled(kind, version, supplier, title)
    row = GatePass(gate=gate, kind=kind, title=named, version=version, supplier=supplier, opened_on=day)
    row.ref, row.opened_by = next_reference("GP", on.year), actor
    row.full_clean()
    row.save()
    summary = _("Put before the gate %(gate)s") % {"gate": gate}
    record(actor=actor, kind="gate_pass.opened", subject=row, summary=summary, notify=accounts_of(gate.process.owner))
    return row


def _insist_day(actor: User, day: date, on: date) -> None:
    """Whoever opens does not choose how old the evidence may be: what is loaded alone lies further back."""
    if day > on:
        raise ValidationError({"opened_on": _("This day has not come yet.")})
    days = policy.current(GATES, on).value["backdate_days"]
    if day < on - timedelta(days=days) and actor.kind != User.Kind.ROBOT:
        sentence = _("Opened at most %(days)d days ago: evidence counts from this day on.")
        raise ValidationError({"opened_on": sentence % {"days": days}})


def _titled(kind: str, version: ProductVersion | None, supplier: Supplier | None, title: str) -> str:
    if kind == K.RELEASE and version is None:
        raise ValidationError({"version": _("Choose the version that is released.")})
    if kind == K.SUPPLIER and supplier is None:
        raise ValidationError({"supplier": _("Choose the supplier.")})
    named = version if kind == K.RELEASE else supplier if kind == K.SUPPLIER else None
    if named is None and not title.strip():
        raise ValidationError({"title": _("Say what stands at the gate.")})
    return (str(named) if named is not None else title.strip())[:200]


@verb("assurance.prove_pass")
def prove_pass(*, actor: User, gate_pass: GatePass, control: Control, evidence: Iterable[EvidenceVersion]) -> GatePass:
    """Attaches evidence of one required control to what stands at a gate; it counts once somebody has accepted it."""
    locked = GatePass.objects.select_for_update(of=("self",)).select_related("gate__process__unit").get(pk=gate_pass.pk)
    require(actor, PROVE_PASS, locked)
    if locked.state != GatePass.State.OPEN:
        raise WrongState(_("This is decided already."))
    if not locked.gate.controls.filter(pk=control.pk).exists():
        raise ValidationError({"control": _("The gate does not require this control.")})
    for version in evidence:
        link_evidence(actor=actor, version=version, subject=locked, purpose=purpose_of(control))
    summary = _("Evidence added for %(code)s") % {"code": control.code}
    record(actor=actor, kind="gate_pass.proved", subject=locked, summary=summary, details={"control": control})
    return locked


@verb("assurance.let_pass")
def let_pass(*, actor: User, gate_pass: GatePass, on: date) -> GatePass:
    """It passes; at a blocking gate only with evidence that counts for every required control."""
    return _decide(gate_pass, "pass", actor=actor, on=on)


@verb("assurance.let_pass_with_conditions")
def let_pass_with_conditions(*, actor: User, gate_pass: GatePass, on: date, conditions: str) -> GatePass:
    """It passes, and what remains to be done is written down; a blocking gate asks for all evidence all the same."""
    if not conditions.strip():
        raise ValidationError({"conditions": _("Say what remains to be done.")})
    return _decide(gate_pass, "condition", actor=actor, on=on, conditions=conditions.strip())


@verb("assurance.turn_back")
def turn_back(*, actor: User, gate_pass: GatePass, on: date, reason: str) -> GatePass:
    """It does not pass; who opened it is told why."""
    return _decide(gate_pass, "fail", actor=actor, on=on, reason=reason)


def _decide(row: GatePass, step: str, *, actor: User, on: date, reason: str = "", **more: Any) -> GatePass:
    missing = missing_of(row, on=on)
    changes = {"decided_on": on, "decided_by": actor, "was_complete": not missing, **more}
    details = {"missing": [control.code for control in missing]}
    told = [row.opened_by, *accounts_of(row.gate.process.owner)]
    moved: GatePass = GATE_PASS.move(
        row, step, actor=actor, on=on, reason=reason, changes=changes, details=details, notify=told
    )
    return moved


@verb(WAIVE)
def waive_gate(*, actor: User, gate_pass: GatePass, on: date, reason: str, until: date) -> GatePass:
    """Waives the gate until a last day; only the approval by a second person runs this. Source: M-04 and S-07."""
    asked = Approval.objects.about(gate_pass).filter(verb=WAIVE, decision=Approval.Decision.YES).order_by("decided_at")
    given = asked.last()
    if given is None or given.decided_at is None or not is_running("foundation.decide_approval"):
        raise Refused("S-07", _("A waiver is approved by a second person."))
    changes = {
        "decided_on": given.decided_at.astimezone(ZoneInfo(gate_pass.unit.zone)).date(),
        "decided_by": actor,
        "was_complete": not missing_of(gate_pass, on=on),
        "waiver_reason": reason.strip(),
        "waiver_asked_by": actor,
        "waiver_approved_by": given.decided_by,
        "waiver_until": until,
    }
    details = {"until": until, "approved_by": given.decided_by, "until_words": date_format(until, "j M Y")}
    told = [gate_pass.opened_by, *accounts_of(gate_pass.gate.process.owner)]
    moved: GatePass = GATE_PASS.move(
        gate_pass,
        "waive",
        actor=actor,
        on=on,
        reason=reason,
        given={"until": until},
        changes=changes,
        details=details,
        notify=told,
    )
    return moved
