"""Gates of processes and what passed them, with the evidence that was on the table; it comes after all evidence."""

from datetime import timedelta
from pathlib import Path

from assurance.demo.evidence import attach
from assurance.models import Control, EvidenceVersion, Gate, GatePass, Process, ProductVersion, Supplier
from assurance.workflows import GATE_PASS
from assurance.workflows.gate_rules import purpose_of
from foundation.demonstration import Story, lines_of
from foundation.demonstration.story import SOURCE
from foundation.numbers import next_reference

CONTENT = Path(__file__).parent.parent / "content" / "demo"
STEPS = {"passed": "pass", "conditional": "condition", "failed": "fail", "waived": "waive"}
Line = dict[str, str]


def load_gates(story: Story) -> None:
    """Writes the gates, then what stands or stood at them, the oldest decision first."""
    gates = {line["code"]: _gate(story, line) for line in lines_of(CONTENT / "gates.csv")}
    versions = ProductVersion.objects.select_related("product")
    by_name = {f"{row.product.code} {row.number}": row for row in versions}
    for line in lines_of(CONTENT / "gate_passes.csv"):
        _pass(story, line, gates[line["gate"]], by_name.get(line["version"]))


def _gate(story: Story, line: Line) -> Gate:
    process = Process.objects.get(code=line["process"])
    facts = {"code": line["code"], "name": line["name"], "order": int(line["order"])}
    gate = Gate(process=process, blocking=line["blocking"] == "yes", **facts)
    gate.full_clean()
    gate.save()
    gate.controls.set(Control.objects.filter(code__in=line["controls"].split(";")))
    story.imported(gate, "gate.imported", code=gate.code)
    return gate


def _pass(story: Story, line: Line, gate: Gate, version: ProductVersion | None) -> None:
    supplier = Supplier.objects.filter(ref=line["supplier"]).first()
    opened_on = story.day(line["opened_offset"])
    row = GatePass(
        ref=next_reference("GP", opened_on.year),
        gate=gate,
        kind=line["kind"],
        title=line["title"] or str(version or supplier),
        version=version,
        supplier=supplier,
        opened_on=opened_on,
        opened_by=story.account(line["opener"]),
    )
    _decide(story, line, row)
    row.full_clean()
    row.save()
    at = story.moment(line["opened_offset"], unit=row.unit, key=row.ref)
    story.backdate(at, row)
    summary = f"Put before the gate {gate}"
    story.tell(at=at, actor=row.opened_by, kind="gate_pass.opened", subject=row, summary=summary)
    _prove(story, line, row)
    _tell(story, line, row)
    GATE_PASS.place(row, line["state"], actor=story.robot, on=story.on, source=SOURCE)


def _decide(story: Story, line: Line, row: GatePass) -> None:
    if not line["decided_offset"]:
        return
    row.decided_on, row.decided_by = story.day(line["decided_offset"]), story.account(line["decider"])
    row.was_complete, row.conditions = line["complete"] == "yes", line["conditions"]
    if line["approver"]:
        row.waiver_reason, row.waiver_asked_by = line["reason"], row.decided_by
        row.waiver_approved_by, row.waiver_until = story.somebody(line["approver"]), story.day(line["until_offset"])


def _prove(story: Story, line: Line, row: GatePass) -> None:
    """What was on the table: versions of the vault, attached for the control they prove."""
    for pair in filter(None, line["evidence"].split(";")):
        code, ref = pair.split("=")
        control = Control.objects.get(code=code)
        version = EvidenceVersion.objects.filter(evidence__ref=ref, state="accepted").latest("number")
        day = (version.as_of - story.on + timedelta(days=1)).days
        at = story.moment(day, unit=row.unit, key=f"{row.ref} {code}")
        attach(story, version, row=row, purpose=purpose_of(control), at=at)


def _tell(story: Story, line: Line, row: GatePass) -> None:
    """The decision as the trail tells it."""
    if row.decided_by is None:
        return
    step, reason = GATE_PASS.step(STEPS[line["state"]]), line["reason"]
    at = story.moment(line["decided_offset"], "17:40", unit=row.unit)
    summary = f"{step.told}: {reason}" if reason else str(step.told)
    details = {"reason": reason} if reason else None
    story.tell(
        at=at, actor=row.decided_by, kind=f"gate_pass.{step.name}", subject=row, summary=summary, details=details
    )
