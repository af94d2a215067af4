"""Builds the small company that tests live in: units, calendar, the named cast, a framework, processes and an audit."""

from dataclasses import dataclass, field
from datetime import date

from assurance.actions import add_process, load_framework
from assurance.models import Area, Framework, Process, Requirement
from audits.actions import (
    build_checklist,
    issue_finding,
    log_finding,
    open_audit,
    review_documents,
    schedule_audit,
    set_team,
)
from audits.models import Audit, AuditorQualification, Finding
from audits.workflows import AUDIT
from foundation.access import Role, robot
from foundation.directory.actions import add_person, add_unit
from foundation.directory.models import Calendar, Holiday, JobRole, JobRoleSpell, Person, RoleGrant, Unit, User

TODAY = date(2026, 11, 20)
LONG_AGO = date(2020, 1, 1)

# name, unit of work, job role, granted roles (role, unit)
CAST = {
    "ines": ("Ines Moreau", "GOV", "officer", [(Role.CO, "MN"), (Role.EMP, "MN")]),
    "carla": ("Carla Stone", "GOV", "officer", [(Role.CO, "MN")]),
    "tobias": ("Tobias Lindqvist", "AUDIT", "auditor", [(Role.LA, "MN"), (Role.AU, "MN")]),
    "priya": ("Priya Raman", "AUDIT", "auditor", [(Role.AU, "MN")]),
    "leo": ("Leo Brandt", "AUDIT", "auditor", [(Role.LA, "MN")]),
    "petra": ("Petra Novak", "AUDIT", "programme", [(Role.PM, "MN")]),
    "helena": ("Helena Brandt", "HQ", "head", [(Role.MGR, "HQ")]),
    "malik": ("Malik Aziz", "MEA", "head", [(Role.MGR, "MEA")]),
    "samir": ("Samir Haddad", "TS", "service", [(Role.PO, "TS"), (Role.EMP, "TS")]),
    "omar": ("Omar Said", "MEADEL", "delivery", [(Role.PO, "MEADEL")]),
    "emma": ("Emma Cole", "TS", "service", [(Role.EMP, "TS")]),
    "adam": ("Adam Root", "GOV", "admin", [(Role.ADM, "MN")]),
}
OUTSIDERS = {"claire": ("Claire Duval", Role.CERT), "igor": ("Igor Petrov", Role.INSP)}

UNITS = [
    ("MN", "Meridane Networks", Unit.Kind.GROUP, None, "Europe/Lisbon", [5, 6]),
    ("HQ", "Headquarters", Unit.Kind.REGION, "MN", "Europe/Lisbon", [5, 6]),
    ("MEA", "Middle East and Africa", Unit.Kind.REGION, "MN", "Asia/Dubai", [4, 5]),
    ("GOV", "Governance", Unit.Kind.DEPARTMENT, "HQ", "Europe/Lisbon", [5, 6]),
    ("AUDIT", "Internal audit", Unit.Kind.DEPARTMENT, "HQ", "Europe/Lisbon", [5, 6]),
    ("TS", "Technical services", Unit.Kind.DEPARTMENT, "HQ", "Europe/Lisbon", [5, 6]),
    ("MEADEL", "Delivery, Middle East and Africa", Unit.Kind.DEPARTMENT, "MEA", "Asia/Dubai", [4, 5]),
]

HOLIDAYS = [(12, 25), (12, 28), (1, 1)]

REQUIREMENTS = [
    ("MCB-15", "Remote access control and logging", 3),
    ("MCB-16", "Vulnerability handling and patch delivery", 1),
    ("MCB-18", "Incident response and disclosure", 1),
]


@dataclass
class Company:
    units: dict[str, Unit] = field(default_factory=dict)
    cast: dict[str, User] = field(default_factory=dict)
    processes: dict[str, Process] = field(default_factory=dict)
    framework: Framework | None = None

    def person(self, name: str) -> Person:
        return self.cast[name].person


def found() -> Company:
    """Builds the company as scheduled work would; rows only, no files."""
    company = Company()
    _units(company)
    _people(company)
    _rules(company)
    return company


def _units(company: Company) -> None:
    calendar = Calendar.objects.create(code="HQ", name="HQ calendar")
    days = [date(year, month, day) for year in range(2024, 2029) for month, day in HOLIDAYS]
    Holiday.objects.bulk_create([Holiday(calendar=calendar, day=day, name="Holiday") for day in days])
    for code, name, kind, parent, zone, weekend in UNITS:
        above = company.units.get(parent) if parent else None
        facts = {"code": code, "name": name, "kind": kind, "zone": zone, "weekend": weekend, "calendar": calendar}
        company.units[code] = add_unit(actor=robot(), parent=above, **facts)


def _people(company: Company) -> None:
    for number, (key, (name, unit, job, roles)) in enumerate(CAST.items(), start=1):
        role, _made = JobRole.objects.get_or_create(code=job, defaults={"name": job.title()})
        person = add_person(
            actor=robot(),
            unit=company.units[unit],
            number=f"P-{number:04d}",
            name=name,
            email=f"{key}@meridane.example",
            start_on=LONG_AGO,
        )
        JobRoleSpell.objects.create(person=person, role=role, unit=company.units[unit], from_on=LONG_AGO)
        user = User.objects.create_user(email=person.email, name=name, person=person)
        grant(user, *[(granted, company.units[code]) for granted, code in roles])
        company.cast[key] = user
    for key, (name, role) in OUTSIDERS.items():
        user = User.objects.create_user(
            email=f"{key}@outside.example", name=name, kind=User.Kind.OUTSIDE, organisation="Kestrel Certification"
        )
        grant(user, (role, company.units["MN"]))
        company.cast[key] = user


def grant(user: User, *roles: tuple[str, Unit]) -> None:
    """Gives roles as a set-up does, without the second person that people need."""
    for role, unit in roles:
        RoleGrant.objects.create(user=user, role=role, unit=unit, from_on=LONG_AGO)
    user.__dict__.pop("_live_grants", None)


def _rules(company: Company) -> None:
    facts = {"title": "Internal baseline", "edition": "2026", "issuer": "Meridane Networks"}
    rows = [
        {"ref": ref, "title": title, "kind": "internal", "theme": "", "parent": "", "assessable": "yes"}
        for ref, title, _questions in REQUIREMENTS
    ]
    load_framework(actor=robot(), code="MCB", facts=facts, rows=rows)
    company.framework = Framework.objects.get(code="MCB")
    qualify(company, company.framework)
    services = Area.objects.get(code="TS")
    delivery = Area.objects.get(code="DEL")
    for key, area, unit, owner in (
        ("remote-access", services, "TS", "samir"),
        ("mea-acceptance", delivery, "MEADEL", "omar"),
    ):
        company.processes[key] = add_process(
            actor=robot(),
            unit=company.units[unit],
            area=area,
            code=key.upper(),
            name=key.replace("-", " ").title(),
            owner=company.person(owner),
        )


def qualify(company: Company, framework: Framework) -> None:
    """Tobias and Leo may lead audits against the framework, Priya may audit it: from long ago, and for long."""
    for name, grade in (("tobias", "lead"), ("leo", "lead"), ("priya", "auditor")):
        AuditorQualification.objects.create(
            person=company.person(name),
            framework=framework,
            grade=grade,
            valid_from=LONG_AGO,
            valid_until=date(2032, 12, 31),
        )


def plan_audit(
    company: Company,
    *,
    on: date = TODAY,
    kind: str = Audit.Kind.INTERNAL,
    process: str = "remote-access",
    lead: str = "tobias",
    **fields: object,
) -> Audit:
    """A planned audit of one process, led by Tobias if nobody else is named."""
    unit = company.processes[process].unit
    facts = {"planned_start": on, "planned_end": on, "method": "on_site", "title": "Remote access", **fields}
    return schedule_audit(
        actor=company.cast["petra"],
        unit=unit,
        kind=kind,
        on=on,
        lead=company.person(lead),
        frameworks=[company.framework],
        processes=[company.processes[process]],
        **facts,
    )


def start_audit(company: Company, *, on: date = TODAY, **fields: object) -> Audit:
    """An unannounced audit in the middle of its fieldwork: Tobias leads, Priya audits, five questions wait."""
    tobias = company.cast["tobias"]
    audit = plan_audit(company, on=on, kind=Audit.Kind.UNANNOUNCED, **fields)
    AUDIT.move(audit, "initiate", actor=tobias, on=on)
    set_team(actor=tobias, audit=audit, members=[company.person("priya")], on=on)
    build_checklist(
        actor=tobias, audit=audit, requirements=Requirement.objects.filter(framework=company.framework), on=on
    )
    review_documents(actor=tobias, audit=audit, documents="Remote access procedure 2.1", on=on)
    AUDIT.move(audit, "prepare", actor=tobias, on=on)
    open_audit(actor=tobias, audit=audit, attendees="Head of remote access", on=on)
    return audit


def issued(company: Company, audit: Audit, *, on: date = TODAY) -> Finding:
    """A major that Priya logged and Tobias issued; Samir owns it."""
    draft = log_finding(
        actor=company.cast["priya"],
        audit=audit,
        item=audit.items.get(number="MCB-15"),
        type=Finding.Type.MAJOR,
        statement="Two of five sampled sessions have no recording.",
        objective_evidence="Sample of five, seed 4471.",
        process=company.processes["remote-access"],
        owner=company.person("samir"),
        on=on,
    )
    return issue_finding(actor=company.cast["tobias"], finding=draft, on=on)


__all__ = ["TODAY", "Company", "found", "grant", "issued", "plan_audit", "qualify", "start_audit"]
