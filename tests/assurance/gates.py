"""Gates and what comes to them, as tests need it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from assurance.actions import accept_evidence, add_gate, open_pass, prove_pass, upload_evidence
from assurance.models import Control, EvidenceVersion, Gate, GatePass
from foundation.approvals import decide_approval, take_step
from foundation.models.work import Approval
from tests.company import TODAY, Company
from tests.kept import kept_text


def gate(
    company: Company, controls: Iterable[Control] = (), code: str = "G-REMOTE", *, process: str = "remote-access",
    **facts: Any,
) -> Gate:  # fmt: skip
    """A blocking gate of Samir's process."""
    facts = {"name": "Remote access ticket", "blocking": True, "order": 1, **facts}
    made = {"process": company.processes[process], "controls": list(controls), "code": code}
    return add_gate(actor=company.cast["ines"], **made, **facts)


def at_the_gate(
    company: Company, of: Gate, title: str = "TCK-4711", *, on: date = TODAY, by: str = "samir"
) -> GatePass:
    """A ticket that comes to a gate."""
    return open_pass(actor=company.cast[by], gate=of, kind="ticket", title=title, on=on)


def paper(company: Company, as_of: date = TODAY, *, accepted: bool = True, **facts: Any) -> EvidenceVersion:
    """A register that Samir hands in, and that Ines accepts."""
    said = {"unit": company.units["TS"], "title": "Session register", "as_of": as_of, **facts}
    version = upload_evidence(actor=company.cast["samir"], kept=kept_text(), **said)
    return accept_evidence(actor=company.cast["ines"], evidence=version, on=TODAY) if accepted else version


def proven(company: Company, row: GatePass, control: Control, as_of: date = TODAY, **facts: Any) -> EvidenceVersion:
    """The same, attached to what stands at the gate for one of the required controls."""
    version = paper(company, as_of, **facts)
    prove_pass(actor=company.cast["samir"], row=row, control=control, evidence=[version])
    return version


def asked(company: Company, row: GatePass, until: date, *, by: str = "samir", on: date = TODAY) -> Approval:
    """The approval that waits after somebody asked for a waiver."""
    given = {"until": until}
    reason = "The recorder is repaired on Monday."
    return take_step(actor=company.cast[by], subject=row, step="waive", on=on, reason=reason, given=given)


def waived(company: Company, row: GatePass, until: date, *, on: date = TODAY) -> GatePass:
    """A waiver that Samir asked for and Helena approved."""
    decide_approval(actor=company.cast["helena"], approval=asked(company, row, until, on=on), yes=True)
    row.refresh_from_db()
    return row
