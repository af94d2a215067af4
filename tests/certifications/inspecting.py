"""What inspections of the tests need: an authority, a place, a build, inspectors verified by two people, letters."""

from datetime import date, timedelta
from typing import Any

from assurance.actions import accept_evidence, add_product, add_product_version, register_build, upload_evidence
from assurance.models import Build, EvidenceVersion, Product
from certifications.actions import (
    add_authorisation,
    add_service,
    admit_inspectors,
    check_authorisation,
    confirm_authorisation,
    finish_inspection,
    request_inspection,
    schedule_inspection,
)
from certifications.models import AuthorisingAuthority, DeliveryService, Inspection, InspectorAuthorisation
from foundation.directory.models import Site
from tests.company import TODAY, Company
from tests.kept import kept_text

DAY = timedelta(days=1)
LAST = TODAY + timedelta(days=30)
SHIPPED, REBUILT = "ab" * 32, "ab" * 28 + "cdcdcdcd"
NAME = "Northmark Network Security Authority"


def letter(company: Company, title: str = "Letter of the authority", *, accepted: bool = True) -> EvidenceVersion:
    """A letter that Priya uploaded and, unless told otherwise, Ines accepted."""
    kept = kept_text(f"{title.lower().replace(' ', '_')}.txt", f"{title}.")
    facts = {"title": title, "kind": "letter", "as_of": TODAY, "kept": kept}
    version = upload_evidence(actor=company.cast["priya"], unit=company.units["TS"], **facts)
    return accept_evidence(actor=company.cast["ines"], evidence=version, on=TODAY) if accepted else version


def authority(company: Company, name: str = NAME) -> AuthorisingAuthority:
    facts = {"country": "XA", "unit": company.units["MN"], "contact": "Inspection office"}
    return AuthorisingAuthority.objects.get_or_create(name=name, defaults=facts)[0]


def place(company: Company) -> Site:
    facts = {"name": "Laboratory", "kind": "lab", "unit": company.units["TS"], "country": "XA"}
    return Site.objects.get_or_create(code="LAB-I", defaults=facts)[0]


def product(company: Company) -> Product:
    """A gateway of technical services that Samir owns."""
    known = Product.objects.filter(code="GATE").first()
    facts = {"unit": company.units["TS"], "owner": company.person("samir"), "code": "GATE", "name": "Gateway"}
    return known or add_product(actor=company.cast["ines"], **facts)


def build(company: Company, number: str = "5.2.0.118", sha256: str = SHIPPED) -> Build:
    ines, of = company.cast["ines"], product(company)
    version = of.versions.filter(number="5.2").first() or add_product_version(actor=ines, product=of, number="5.2")
    facts = {"number": number, "sha256": sha256, "built_on": TODAY, "builder": "Release line"}
    return register_build(actor=ines, version=version, on=TODAY, **facts)


def service(company: Company) -> DeliveryService:
    facts = {"unit": company.units["TS"], "owner": company.person("samir"), "code": "DEL-1", "name": "Site delivery"}
    return add_service(actor=company.cast["ines"], **facts)


def received(company: Company, name: str = "Solveig Harnett", **facts: Any) -> InspectorAuthorisation:
    """An authorisation as it was entered, for the gateway at the laboratory, from today for thirty days."""
    papers = facts.pop("papers", None) or letter(company)
    given = {
        "unit": company.units["TS"],
        "authority": authority(company),
        "number": f"V-{name}",
        "letter": papers,
        "nda": papers,
        "products": [product(company)],
        "sites": [place(company)],
        "valid_from": TODAY,
        "valid_until": LAST,
    }
    return add_authorisation(actor=company.cast["ines"], on=TODAY, name=name, **(given | facts))


def verified(company: Company, name: str = "Solveig Harnett", **facts: Any) -> InspectorAuthorisation:
    """The same, checked by Ines and confirmed by Carla: active, unless it begins later."""
    row = received(company, name, **facts)
    check_authorisation(actor=company.cast["ines"], authorisation=row, how="By telephone.", on=TODAY)
    return confirm_authorisation(actor=company.cast["carla"], authorisation=row, on=TODAY)


def requested(company: Company, **facts: Any) -> Inspection:
    """What the authority asks to inspect: the build, today and for five days."""
    if not {"service", "build"} & set(facts):
        facts["build"] = build(company)
    given = {
        "unit": company.units["TS"],
        "site": place(company),
        "authority": authority(company),
        "kind": Inspection.Kind.BUILD_EQUIVALENCE,
        "criteria": "Equality of the build",
        "first_day": TODAY,
        "last_day": TODAY + 5 * DAY,
    }
    return request_inspection(actor=company.cast["ines"], on=TODAY, **(given | facts))


def scheduled(company: Company, *inspectors: InspectorAuthorisation, on: date = TODAY, **facts: Any) -> Inspection:
    """The same on its days with inspectors; Samir receives them."""
    row = requested(company, **facts)
    return schedule_inspection(
        actor=company.cast["ines"],
        inspection=row,
        inspectors=inspectors or [verified(company)],
        first_day=row.first_day,
        last_day=row.last_day,
        host=company.person("samir"),
        frameworks=[company.framework],
        on=on,
    )


def admitted(company: Company, *inspectors: InspectorAuthorisation, on: date = TODAY, **facts: Any) -> Inspection:
    """The same, with the inspectors in the house."""
    row = scheduled(company, *inspectors, on=on, **facts)
    seen = {"identity_seen": True, "letters_seen": True, "devices": "Laptop NN-17"}
    return admit_inspectors(actor=company.cast["ines"], inspection=row, on=on, **seen)


def finished(company: Company, row: Inspection, on: date = TODAY) -> Inspection:
    return finish_inspection(actor=company.cast["ines"], inspection=row, ended_on=on, on=on)


def found(company: Company, **facts: Any) -> dict[str, Any]:
    """What a result says where something failed or is to be done."""
    owner, requirement = company.person("samir"), company.framework.requirements.get(ref="MCB-15")
    said = {"conditions": "The build cannot be made again.", "type": "major", "owner": owner}
    return {**said, "requirement": requirement, "report_grading": "confidential", **facts}
