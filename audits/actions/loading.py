"""Audits and findings that were kept elsewhere: taken over with their dates and put into their states."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from assurance.models import Area, Framework, Process, Requirement
from audits.loaded import Cells, Faults, Line, running_number
from audits.models import Audit, Finding
from audits.permissions import LOAD_AUDITS
from audits.workflows import AUDIT, FINDING
from foundation import policy
from foundation.access import require
from foundation.directory.models import Person, Unit, User
from foundation.loading import DryRunError
from foundation.models.work import Due
from foundation.numbers import reserve
from foundation.rows import pointer
from foundation.verbs import verb

A, F = Audit.State, Finding.State
ENDED = (A.REPORTING, A.ISSUED, A.FOLLOW_UP, A.CLOSED)
BEGUN = (A.IN_PROGRESS, A.SUSPENDED, *ENDED)
LAST_STEP = {Finding.Type.MAJOR: "action", Finding.Type.MINOR: "action", Finding.Type.OFI: "disposition"}


@verb("audits.load_audits")
def load_audits(
    *, actor: User, rows: Iterable[Line], today: date, source: str, dry_run: bool = False
) -> dict[str, int]:
    """Takes audits over; one whose reference is here stays as it is. Returns counts of added and unchanged.

    Raises ValidationError under “rows” with each fault by line and column; then nothing is written.
    """
    require(actor, LOAD_AUDITS)
    faults, counts = Faults(), {"added": 0, "unchanged": 0}
    for line in rows:
        cells = Cells(line, today, faults)
        known = Audit.objects.filter(ref=cells.text("ref")).first()
        if known is not None:
            _same(cells, known, title=known.title, kind=known.kind)
            counts["unchanged"] += 1
        elif _new_audit(cells, actor=actor, source=source) is not None:
            counts["added"] += 1
    return _finish(faults, counts, dry_run=dry_run)


@verb("audits.load_audit")
def load_audit(*, actor: User, line: Line, today: date, source: str) -> Audit:
    """Takes one audit over that is not here yet. Raises ValidationError with the faults by column."""
    faults = Faults()
    audit = _new_audit(Cells(line, today, faults), actor=actor, source=source)
    faults.raise_columns()
    require(actor, LOAD_AUDITS, audit)
    return audit  # type: ignore[return-value]


def _new_audit(cells: Cells, *, actor: User, source: str) -> Audit | None:
    """The audit of a line in its state; None where something of it is at fault."""
    audit = _audit(cells)
    if not _kept(cells, audit):
        return None
    audit.frameworks.set(Framework.objects.filter(code__in=cells.text("criteria").split(";")))
    AUDIT.place(audit, cells.text("state"), actor=actor, on=cells.today, source=source)
    return audit


@verb("audits.load_findings")
def load_findings(
    *, actor: User, rows: Iterable[Line], today: date, source: str, dry_run: bool = False
) -> dict[str, int]:
    """Takes findings over; their due dates stand as issued. Otherwise as load_audits()."""
    require(actor, LOAD_AUDITS)
    faults, counts = Faults(), {"added": 0, "unchanged": 0}
    for line in rows:
        cells = Cells(line, today, faults)
        known = Finding.objects.select_related("audit").filter(ref=cells.text("ref")).first()
        if known is not None:
            _same(cells, known, audit=known.audit.ref, type=known.type)
            counts["unchanged"] += 1
        elif _new_finding(cells, actor=actor, source=source) is not None:
            counts["added"] += 1
    return _finish(faults, counts, dry_run=dry_run)


@verb("audits.load_finding")
def load_finding(*, actor: User, line: Line, today: date, source: str) -> Finding:
    """Takes one finding over that is not here yet. Raises ValidationError with the faults by column."""
    faults = Faults()
    finding = _new_finding(Cells(line, today, faults), actor=actor, source=source)
    faults.raise_columns()
    require(actor, LOAD_AUDITS, finding)
    return finding  # type: ignore[return-value]


def _new_finding(cells: Cells, *, actor: User, source: str) -> Finding | None:
    """The finding of a line with its dues, in its state; None where something of it is at fault."""
    finding = _finding(cells)
    if finding is None or not _kept(cells, finding):
        return None
    _dues(cells, finding)
    FINDING.place(finding, cells.text("state"), actor=actor, on=cells.today, source=source)
    return finding


def _finish(faults: Faults, counts: dict[str, int], *, dry_run: bool) -> dict[str, int]:
    faults.raise_all()
    if dry_run:
        raise DryRunError(counts)
    return counts


def _same(cells: Cells, known: Any, **facts: str) -> None:
    """Refuses a line that means something else by a reference that is taken."""
    if any(cells.text(name) != value for name, value in facts.items()):
        cells.refuse("ref", _("This reference is taken by another one: %(row)s.") % {"row": known})


def _kept(cells: Cells, row: Any) -> bool:
    """Saves a row without a fault, and moves the counter past its reference."""
    if cells.faults.of_line(cells.line):
        return False
    try:
        row.full_clean()
    except ValidationError as error:
        cells.faults.note_all(cells.line, error)
        return False
    row.save()
    number = running_number(row.ref)
    if number is not None:
        reserve(*number)
    return True


def _unit(cells: Cells, otherwise: Unit | None = None) -> Unit | None:
    """By its own column, the department, region and area together, or the region."""
    region, area = cells.text("region"), cells.text("area")
    wanted = [cells.text("unit")] if cells.text("unit") else [cells.text("department"), f"{region}-{area}", region]
    known = {unit.code: unit for unit in Unit.objects.filter(code__in=filter(None, wanted))}
    found = next((known[code] for code in wanted if code in known), otherwise)
    if found is None:
        codes = ", ".join(filter(None, wanted))
        cells.refuse("unit", _("No unit has one of the codes: %(codes)s.") % {"codes": codes or "–"})
    return found


def _audit(cells: Cells) -> Audit:
    state = cells.choice("state", Audit.State.values)
    return Audit(
        ref=cells.text("ref"),
        title=cells.text("title"),
        kind=cells.choice("kind", Audit.Kind.values),
        method=cells.choice("method", Audit.Method.values, Audit.Method.ON_SITE),
        unit=_unit(cells),
        region=cells.found("region", lambda code: Unit.objects.filter(code=code).first()),
        area=cells.found("area", lambda code: Area.objects.filter(code=code).first()),
        lead=cells.found("lead", lambda number: Person.objects.filter(number=number).first()),
        in_programme=cells.choice("in_programme", ("y", "n"), "n") == "y",
        documents_reviewed=state in BEGUN,
        **_days_of_audit(cells, state),
    )


def _days_of_audit(cells: Cells, state: str) -> dict[str, Any]:
    """The days of an audit; what is not in the file begins on the day it ends."""
    approved, planned = cells.needed_day("baseline_end"), cells.needed_day("planned_end")
    first = cells.day("planned_start") or planned
    ended = cells.needed_day("actual_end") if state in ENDED else cells.day("actual_end")
    begun = cells.day("actual_start") or min(filter(None, (first, ended)), default=None)
    return {
        "baseline_start": cells.day("baseline_start") or approved,
        "baseline_end": approved,
        "planned_start": first,
        "planned_end": planned,
        "actual_start": begun if state in BEGUN else None,
        "actual_end": ended,
        "closed_on": (cells.day("closed") or ended) if state == A.CLOSED else None,
    }


def _finding(cells: Cells) -> Finding | None:
    audit = cells.found("audit", _audit_of, needed=True)
    state = cells.choice("state", Finding.State.values)
    kind = cells.choice("type", Finding.Type.values)
    if audit is None:
        return None
    requirement = _requirement(cells, audit)
    return Finding(
        ref=cells.text("ref"),
        audit=audit,
        unit=_unit(cells, audit.unit),
        type=kind,
        title=cells.text("title", str(requirement)[:100] if requirement else ""),
        statement=cells.text("statement", _("Taken over with its dates; the text stands where it was kept.")),
        objective_evidence=cells.text("objective_evidence"),
        requirement=requirement,
        process=cells.found("process", lambda code: Process.objects.filter(code=code).first()),
        owner=cells.found("owner", lambda number: Person.objects.filter(number=number).first()),
        repeat_of=cells.found("repeat_of", lambda ref: Finding.objects.filter(ref=ref).first()),
        **_days_of_finding(cells, state, kind),
    )


def _days_of_finding(cells: Cells, state: str, kind: str) -> dict[str, Any]:
    """The days of a finding; those that its state cannot do without are missed."""
    issued = cells.day("issued") if state == F.DRAFT else cells.needed_day("issued")
    implemented = (cells.needed_day if state == F.IMPLEMENTED else cells.day)("implemented")
    closed = cells.needed_day("closed") if state == F.CLOSED else None
    window = _window(kind, on=cells.today)
    return {
        "raised_on": issued or cells.today,
        "issued_on": issued,
        "corrected_on": cells.day("corrected"),
        "implemented_on": implemented,
        "verify_from": implemented + timedelta(days=window["min_days"]) if implemented and window else None,
        "closed_on": closed,
    }


def _window(kind: str, *, on: date) -> dict[str, int] | None:
    """From and until how many days after the implementation the effect is checked, if it is. Source: T-12."""
    return policy.current("audits.verification", on).value.get(kind)


def _audit_of(ref: str) -> Audit | None:
    return Audit.objects.select_related("unit").prefetch_related("frameworks").filter(ref=ref).first()


def _requirement(cells: Cells, audit: Audit) -> Requirement | None:
    """By its reference: of the framework in its column, of the criteria of the audit, or the only one of that name."""
    ref, code = cells.text("requirement"), cells.text("framework")
    rows = Requirement.objects.select_related("framework").filter(ref=ref, withdrawn=False) if ref else []
    found = [row for row in rows if not code or row.framework.code == code]
    criteria = {row.pk for row in audit.frameworks.all()}
    found = [row for row in found if row.framework_id in criteria] or found
    if ref and len(found) != 1:
        sentence = (
            _("Several frameworks have it; name one in a column “framework”.") if found else _("It is not known.")
        )
        cells.refuse("requirement", sentence)
    return found[0] if len(found) == 1 else None


def _dues(cells: Cells, finding: Finding) -> None:
    """The date of the file as it was issued, and the last day of the check of the effect."""
    step, due = LAST_STEP.get(Finding.Type(finding.type)), cells.day("due")
    anchor = finding.issued_on
    if step is not None and due is not None and anchor is not None:
        done = finding.implemented_on if step == "action" else cells.day("closed")
        _write(finding, step, anchor=anchor, due_on=due, met_on=done)
    window = _window(finding.type, on=cells.today)
    if finding.implemented_on is not None and window is not None:
        last = finding.implemented_on + timedelta(days=window["max_days"])
        met = cells.day("verified") or finding.closed_on
        _write(finding, "verification", anchor=finding.implemented_on, due_on=last, met_on=met)


def _write(finding: Finding, step: str, *, anchor: date, due_on: date, met_on: date | None) -> None:
    facts = {"anchor": anchor, "rule": "imported", "policy_version": 1, "computed": due_on, "met_on": met_on}
    Due.objects.create(**pointer(finding), step=step, **facts)
