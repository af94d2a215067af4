"""Statements of applicability for the tests: a catalogue of four controls, and versions in every state."""

from typing import Any

from assurance.actions import load_framework
from assurance.models import Framework
from certifications.actions import approve_soa, edit_soa_lines, revise_soa, start_soa, submit_soa
from certifications.models import Certificate, SoaLine, StatementOfApplicability
from foundation.access import robot
from tests.certified import body, planned, scheme
from tests.company import TODAY, Company

CODE = "CTLS"
CONTROLS = [
    ("A.5.1", "Policies for information security", "organizational"),
    ("A.5.2", "Roles and responsibilities", "organizational"),
    ("A.7.1", "Physical security perimeters", "physical"),
    ("A.8.9", "Configuration management", "technological"),
]


def controls() -> Framework:
    """A framework with a clause and four controls."""
    facts = {"title": "Control catalogue", "edition": "2022", "issuer": "Meridane Networks"}
    rows = [{"ref": "4", "title": "Context", "kind": "clause", "theme": "", "parent": "", "assessable": "yes"}]
    rows += [
        {"ref": ref, "title": title, "kind": "control", "theme": theme, "parent": "", "assessable": "yes"}
        for ref, title, theme in CONTROLS
    ]
    load_framework(actor=robot(), code=CODE, facts=facts, rows=rows)
    return Framework.objects.get(code=CODE)


def begun(company: Company, **facts: Any) -> StatementOfApplicability:
    """A draft that Ines began for technical services."""
    given = {"unit": company.units["TS"], "title": "Remote services", "scope": "Remote access to networks."}
    framework = Framework.objects.filter(code=CODE).first() or controls()
    given = {"actor": company.cast["ines"], "framework": framework, "on": TODAY, **given, **facts}
    return start_soa(**given)  # type: ignore[arg-type]


def justified(company: Company, soa: StatementOfApplicability) -> StatementOfApplicability:
    """Each line is included because of a risk, but the perimeter, which is excluded."""
    lines = SoaLine.objects.filter(soa=soa)
    ines, perimeter = company.cast["ines"], lines.filter(requirement__ref="A.7.1")
    edit_soa_lines(actor=ines, soa=soa, lines=lines, reasons=["risk"], implementation="implemented")
    edit_soa_lines(actor=ines, soa=soa, lines=perimeter, applicable=False, exclusion="No building of its own.")
    return soa


def submitted(company: Company, **facts: Any) -> StatementOfApplicability:
    soa = justified(company, begun(company, **facts))
    return submit_soa(actor=company.cast["ines"], soa=soa, on=TODAY)


def in_force(company: Company, **facts: Any) -> StatementOfApplicability:
    """The same, approved by Carla."""
    return approve_soa(actor=company.cast["carla"], soa=submitted(company, **facts), on=TODAY)


def of_the_world(company: Company) -> None:
    """One in force at headquarters with its next version as a draft, and one in force in the other region."""
    here = in_force(company)
    in_force(company, unit=company.units["MEADEL"], title="Deliveries")
    revise_soa(actor=company.cast["ines"], soa=here, on=TODAY)


def to_certify(company: Company, soa: StatementOfApplicability, **facts: Any) -> Certificate:
    """A planned certificate of the same framework."""
    of = scheme(company, "controls", family="Control catalogue")
    by = body(company, of, name="Aldane Assurance")
    return planned(company, code="controls", body=by, edition=soa.framework, **facts)
