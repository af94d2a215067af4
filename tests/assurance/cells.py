"""Cells that stand as a test wants them: process, control, guiding document, proof."""

from datetime import date
from typing import Any

from assurance.actions import accept_evidence, link_evidence, put_into_matrix, upload_evidence
from assurance.models import Cell, Control, Document, DocumentVersion, EvidenceVersion, Process, Requirement
from assurance.workflows import CONTROL
from foundation.access import robot
from tests.company import LONG_AGO, TODAY, Company
from tests.kept import kept_text

ENDED = ("superseded", "withdrawn")  # states of a version that says until which day it counted


def in_force(company: Company, *names: str) -> None:
    """Processes that are active, as they are after their activation."""
    wanted = [company.processes[name].pk for name in names or company.processes]
    Process.objects.filter(pk__in=wanted).update(state=Process.State.ACTIVE)


def document(company: Company, number: str = "TS-SPEC-1", *, state: str = "effective") -> Document:
    facts = {"title": "Remote access", "kind": Document.Kind.SPECIFICATION, "unit": company.units["TS"]}
    made = Document.objects.create(number=number, owner=company.person("samir"), **facts)
    version = {"major": 1, "state": state, "author": company.cast["samir"], "effective_from": LONG_AGO}
    until = TODAY if state in ENDED else None
    DocumentVersion.objects.create(document=made, effective_to=until, **version)
    return made


def control(
    company: Company, code: str = "C-1", *, guided: bool = True, owner: str | None = "samir", **facts: Any
) -> Control:
    """A control in operation; guided by a document in effect unless it is said otherwise."""
    person = company.person(owner) if owner else None
    said = {"statement": "Sessions are recorded.", "kind": "detective", "unit": company.units["TS"]} | facts
    made = Control.objects.create(code=code, owner=person, **said)
    CONTROL.place(made, Control.State.OPERATING, actor=robot(), on=TODAY, source="the tests")
    if guided:
        made.guidance.set([document(company, number=f"DOC-{code}")])
    return made


def cell(
    company: Company, ref: str = "MCB-15", *, process: str = "remote-access", control: Control | None = None
) -> Cell:
    requirement = Requirement.objects.get(framework__code="MCB", ref=ref)
    asked = {"process": company.processes[process], "requirements": [requirement], "control": control}
    return put_into_matrix(actor=company.cast["ines"], **asked)[0]


def prove(
    company: Company, subject: Any, as_of: date = TODAY, *, valid_until: date | None = None, accepted: bool = True
) -> EvidenceVersion:
    """Evidence of a day that proves a cell or a control; handed in by Priya, accepted by Ines."""
    facts = {"unit": company.units["TS"], "title": "Session register", "as_of": as_of, "valid_until": valid_until}
    version = upload_evidence(actor=company.cast["priya"], kept=kept_text(), **facts)
    link_evidence(actor=company.cast["priya"], version=version, subject=subject, purpose="cell")
    return accept_evidence(actor=company.cast["ines"], evidence=version, on=TODAY) if accepted else version


def standing(row: Cell, on: date = TODAY) -> str:
    return Cell.objects.standing_on(on).get(pk=row.pk).standing
