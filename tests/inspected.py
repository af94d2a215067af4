"""Inspections of the world: one in technical services that Claire's room shows, one in Middle East and Africa."""

from typing import Any

from assurance.models import Build
from audits.models import Audit
from certifications.actions import add_authorisation, add_service, record_conformity, request_inspection
from certifications.models import AuthorisingAuthority, CertificationBody, Inspection, Scheme
from certifications.workflows import INSPECTION
from foundation.access import robot
from foundation.directory.models import Site
from tests.company import TODAY, Company
from tests.room import accepted

NAMES = {"TS": ("Near", "samir"), "MEADEL": ("Far", "omar")}


def inspect(company: Company, audit: Audit, unit: str) -> None:
    """An authority with an inspector, a delivery service, an inspection with an audit of the world, an evaluation."""
    ines, (name, owner) = company.cast["ines"], NAMES[unit]
    here = {"unit": company.units[unit]}
    authority = AuthorisingAuthority.objects.get(unit=company.units[unit])
    site = Site.objects.create(code=f"I-{unit}", name=f"{name} laboratory", kind="lab", country="XA", **here)
    build = Build.objects.get(version__product__name=f"{name} gateway")
    papers = accepted(company, f"{name} letter", unit=unit, kind="letter")
    add_service(actor=ines, owner=company.person(owner), code=f"S-{unit}", name=f"{name} delivery", **here)
    days: dict[str, Any] = {"valid_from": TODAY, "valid_until": TODAY, "number": "1", "letter": papers, "nda": papers}
    facts = {"name": f"{name} inspector", "authority": authority, "products": [build.version.product], "sites": [site]}
    named = add_authorisation(actor=ines, on=TODAY, **here, **days, **facts)
    asked = {"authority": authority, "build": build, "kind": "document", "criteria": "Documents", "site": site}
    row = request_inspection(actor=ines, on=TODAY, first_day=TODAY, last_day=TODAY, **here, **asked)
    row.inspectors.add(named)
    Inspection.objects.filter(pk=row.pk).update(audit=audit)
    INSPECTION.place(row, Inspection.State.SCHEDULED, actor=robot(), on=TODAY, source="the tests")
    _evaluate(company, build, papers)


def _evaluate(company: Company, build: Build, papers: Any) -> None:
    scheme = Scheme.objects.get_or_create(
        code="PE-1", name="Product evaluation", kind="product_evaluation", family="PE"
    )
    laboratory = CertificationBody.objects.get_or_create(name="Brightwater Test Laboratory")
    facts = {"specifications": "Set 1", "result": "pass", "report": papers, "report_grading": "internal"}
    record_conformity(
        actor=company.cast["ines"],
        version=build.version,
        scheme=scheme[0],
        laboratory=laboratory[0],
        evaluated_on=TODAY,
        on=TODAY,
        **facts,
    )
