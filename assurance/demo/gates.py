"""Gates of the demonstration, and a year of releases, suppliers, bids, sites and tickets that came to them."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from assurance.actions.gates import added_words
from assurance.demo.evidence import attach
from assurance.models import Control, EvidenceVersion, Gate, GatePass, Process, ProductVersion, Supplier
from assurance.workflows import GATE_PASS
from foundation.demonstration import Story, lines_of
from foundation.demonstration.story import SOURCE
from foundation.numbers import next_reference

CONTENT = Path(__file__).parent.parent / "content" / "demo"
OFFICER = "P-0013"
DRAWN_UP = -420  # when the gates were agreed
STEPS = {"passed": "pass", "conditional": "pass_conditionally", "failed": "fail", "waived": "waive"}

Line = Mapping[str, str]
Controls = Mapping[str, Control]


def load_gates(story: Story) -> None:
    """Writes them all; takes controls, versions, suppliers and accepted evidence that are there already."""
    controls = {control.code: control for control in Control.objects.all()}
    gates = {line["code"]: _gate(story, line, controls) for line in lines_of(CONTENT / "gates.csv")}
    for line in sorted(lines_of(CONTENT / "gate_passes.csv"), key=lambda one: int(one["opened_offset"])):
        _pass(story, line, gates[line["gate"]], controls)


def _gate(story: Story, line: Line, controls: Controls) -> Gate:
    gate = Gate(
        process=Process.objects.select_related("unit", "owner").get(code=line["process"]),
        blocking=line["blocking"] == "yes",
        order=int(line["order"]),
        **{key: line[key] for key in ("code", "name")},
    )
    gate.full_clean()
    gate.save()
    required = list(_named(line["controls"], controls))
    gate.controls.set(required)
    at = story.moment(DRAWN_UP, unit=gate.unit, key=gate.code)
    story.backdate(at, gate)
    told = {"kind": "gate.added", "subject": gate, "summary": added_words(len(required))}
    story.tell(at=at, actor=story.account(OFFICER), **told)
    return gate


def _pass(story: Story, line: Line, gate: Gate, controls: Controls) -> None:
    opener, opened_on = story.accounts_of(gate.process.owner)[0], story.day(line["opened_offset"])
    subject = _subject(line)
    row = GatePass(
        ref=next_reference("GP", opened_on.year),
        gate=gate,
        kind=line["kind"],
        title=str(subject),
        version=subject if isinstance(subject, ProductVersion) else None,
        supplier=subject if isinstance(subject, Supplier) else None,
        opened_on=opened_on,
        opened_by=opener,
    )
    row.full_clean()
    row.save()
    at = story.moment(line["opened_offset"], unit=row.unit, key=row.ref)
    story.backdate(at, row)
    summary = _("brought it to gate %(gate)s") % {"gate": gate.code}
    story.tell(at=at, actor=opener, kind="gate_pass.opened", subject=row, summary=summary)
    for ref, _colon, code in (one.partition(":") for one in _listed(line["evidence"])):
        _prove(story, row, EvidenceVersion.objects.accepted().get(evidence__ref=ref), code)
    if line["state"] != GatePass.State.OPEN:
        _decided(story, line, row, list(_named(line["missed"], controls)))


def _prove(story: Story, row: GatePass, version: EvidenceVersion, code: str) -> None:
    """Attached the day after it was handed in, at the gate at the earliest."""
    offset = max((version.created_at.date() - story.on).days + 1, (row.opened_on - story.on).days)
    at = story.moment(offset, unit=row.unit, key=f"{row.ref} {code}")
    attach(story, version, row=row, purpose=code, at=at)


def _decided(story: Story, line: Line, row: GatePass, missed: list[Control]) -> None:
    """What the decision left on the row, and its events; a waiver names who approved it beside who asked."""
    step, approver = GATE_PASS.step(STEPS[line["state"]]), story.account(line["decider"])
    at = story.moment(line["decided_offset"], unit=row.unit, key=f"{row.ref} decided")
    actor = approver
    if line["state"] == GatePass.State.WAIVED:
        actor, summary = row.opened_by, _("Approved: %(label)s") % {"label": f"{step.label}: {row}"}
        story.tell(at=at, actor=approver, kind="approval.given", subject=row, summary=summary)
    GatePass.objects.filter(pk=row.pk).update(was_complete=not missed, **_facts(story, line, row))
    row.missed.set(missed)
    reason = line["words"] if step.needs_reason else ""
    story.tell(
        at=at,
        actor=actor,
        kind=f"gate_pass.{step.name}",
        subject=row,
        summary=f"{step.told}: {reason}" if reason else str(step.told),
        details={"missing": [control.code for control in missed], **({"reason": reason} if reason else {})},
        notify=story.accounts_of(row.gate.process.owner),
    )
    GATE_PASS.place(row, line["state"], actor=story.robot, on=story.on, source=SOURCE)


def _facts(story: Story, line: Line, row: GatePass) -> dict[str, Any]:
    """The fields that a decision writes."""
    facts: dict[str, Any] = {"decided_on": story.day(line["decided_offset"])}
    if line["state"] == GatePass.State.WAIVED:
        facts |= {"waiver_reason": line["words"], "waiver_until": story.day(line["until_offset"])}
        return facts | {"waiver_asked_by": row.opened_by, "waiver_approved_by": story.people[line["decider"]]}
    conditions = line["words"] if line["state"] == GatePass.State.CONDITIONAL else ""
    return facts | {"decided_by": story.account(line["decider"]), "conditions": conditions}


def _subject(line: Line) -> ProductVersion | Supplier | str:
    """The registered row that a line names, or the name of the bid, site or ticket."""
    if line["kind"] == GatePass.Subject.RELEASE:
        code, number = line["subject"].split(" ")
        return ProductVersion.objects.select_related("product").get(product__code=code, number=number)
    if line["kind"] == GatePass.Subject.SUPPLIER:
        return Supplier.objects.get(ref=line["subject"])
    return line["subject"]


def _listed(text: str) -> list[str]:
    return [one for one in text.split(";") if one]


def _named(codes: str, controls: Controls) -> Iterable[Control]:
    return (controls[code] for code in _listed(codes))
