"""Inspectors, delivery services, inspections and evaluations of the demonstration, as their history led there."""

from pathlib import Path

from assurance.demo import load_evidence
from assurance.models import Build, EvidenceVersion, Product, ProductVersion
from audits.models import Audit
from certifications.actions.inspections import PREFIX as INSPECTION_PREFIX
from certifications.actions.inspectors import PREFIX as INSPECTOR_PREFIX
from certifications.models import (
    AuthorisingAuthority,
    Centre,
    CertificationBody,
    DeliveryService,
    Inspection,
    InspectorAuthorisation,
    ProductConformity,
    Scheme,
)
from certifications.workflows import AUTHORISATION, INSPECTION
from foundation.demonstration import Story, lines_of
from foundation.demonstration.story import SOURCE
from foundation.directory.models import Site
from foundation.numbers import next_reference

CONTENT = Path(__file__).parent.parent / "content" / "demo"
AUTHORITY = "Northmark Network Security Authority"
LABORATORY = "Brightwater Test Laboratory"
HOST = "P-0047"

Line = dict[str, str]


def load_inspections(story: Story) -> None:
    """Writes them; authorities, centres and schemes are there."""
    load_evidence(story, lambda line: (), content=CONTENT / "inspection_papers.csv")
    for line in lines_of(CONTENT / "delivery_services.csv"):
        _service(story, line)
    named = {line["key"]: _inspector(story, line) for line in lines_of(CONTENT / "inspectors.csv")}
    for line in lines_of(CONTENT / "inspections.csv"):
        _inspection(story, line, named)
    for line in lines_of(CONTENT / "conformity.csv"):
        _conformity(story, line)


def _service(story: Story, line: Line) -> None:
    service = DeliveryService(
        unit=story.units[line["unit"]],
        owner=story.people[line["owner"]],
        **{name: line[name] for name in ("code", "name", "purpose")},
    )
    service.full_clean()
    service.save()
    story.imported(service, "service.imported", code=service.code)


def _paper(ref: str) -> EvidenceVersion:
    return EvidenceVersion.objects.get(evidence__ref=ref)


def _inspector(story: Story, line: Line) -> InspectorAuthorisation:
    row = _as_the_letter_says(story, line)
    row.full_clean()
    row.save()
    row.products.set(Product.objects.filter(code__in=line["products"].split(";")))
    row.services.set(DeliveryService.objects.filter(code__in=line["services"].split(";")))
    row.sites.set(Site.objects.filter(code__in=line["sites"].split(";")))
    past = [
        ("entered", line["entered"], "10:05", line["entered_by"], "entered the authorisation"),
        ("check", line["checked"], "14:30", line["checked_by"], "checked it with the authority"),
        ("confirm", line["confirmed"], "09:50", line["confirmed_by"], "confirmed it as the second person"),
        ("begin", line["first"], "00:10", "", "made it active on its first day"),
    ]
    _tell(story, row, "authorisation", past)
    AUTHORISATION.place(row, line["state"], actor=story.robot, on=story.on, source=SOURCE)
    return row


def _as_the_letter_says(story: Story, line: Line) -> InspectorAuthorisation:
    return InspectorAuthorisation(
        ref=next_reference(INSPECTOR_PREFIX, story.on.year),
        authority=AuthorisingAuthority.objects.get(name=AUTHORITY),
        unit=Centre.objects.get(site__code="S-14").unit,
        account=story.accounts[line["account"]],
        letter=_paper(line["letter"]),
        nda=_paper(line["nda"]),
        clearance_ref=line["clearance"],
        source_access=bool(line["source"]),
        valid_from=story.day(line["first"]),
        valid_until=story.day(line["last"]),
        checked_by=story.people[line["checked_by"]],
        checked_on=story.day(line["checked"]),
        confirmed_by=story.people[line["confirmed_by"]],
        confirmed_on=story.day(line["confirmed"]),
        **{name: line[name] for name in ("name", "number")},
    )


def _tell(story: Story, row: InspectorAuthorisation | Inspection, noun: str, past: list[tuple[str, ...]]) -> None:
    """What happened, step by step; the row was written with the first."""
    happened = [entry for entry in past if entry[1]]
    for step, offset, clock, who, summary in happened:
        at = story.moment(offset, clock, unit=row.unit)
        story.tell(at=at, actor=story.account(who), kind=f"{noun}.{step}", subject=row, summary=summary)
    _step, offset, clock, *_rest = happened[0]
    story.backdate(story.moment(offset, clock, unit=row.unit), row)


def _inspection(story: Story, line: Line, named: dict[str, InspectorAuthorisation]) -> None:
    row = _as_it_was(story, line)
    if row.rebuilt_sha256:
        row.equivalence = Inspection.Equivalence.NOT_EQUIVALENT
    row.full_clean()
    row.save()
    row.inspectors.set([named[key] for key in line["inspectors"].split(";") if key])
    _tell(story, row, "inspection", _past(line))
    INSPECTION.place(row, line["state"], actor=story.robot, on=story.on, source=SOURCE)


def _as_it_was(story: Story, line: Line) -> Inspection:
    site = Site.objects.get(code=line["site"])
    return Inspection(
        ref=next_reference(INSPECTION_PREFIX, story.on.year),
        authority=AuthorisingAuthority.objects.get(name=AUTHORITY),
        unit=story.units[line["unit"]],
        build=Build.objects.filter(number=line["build"]).first(),
        service=DeliveryService.objects.filter(code=line["service"]).first(),
        site=site,
        centre=Centre.objects.filter(site=site).first(),
        audit=Audit.objects.filter(ref=line["audit"]).first(),
        host=story.somebody(line["host"]),
        first_day=story.day(line["first"]),
        last_day=story.day(line["last"]),
        started_on=story.maybe_day(line["started"]),
        ended_on=story.maybe_day(line["ended"]),
        rebuilt_sha256=line["rebuilt"],
        conditions_due_on=story.maybe_day(line["due"]),
        result_letter=_paper(line["letter"]) if line["letter"] else None,
        report_grading=line["grading"],
        resulted_on=story.maybe_day(line["resulted"]),
        **{name: line[name] for name in ("kind", "criteria", "devices", "result", "conditions")},
    )


def _past(line: Line) -> list[tuple[str, ...]]:
    officer = "P-0013"
    return [
        ("requested", line["requested"], "11:15", "P-0049", f"recorded the request of {AUTHORITY}"),
        ("schedule", line["scheduled"], "10:30", HOST, "scheduled it"),
        ("admit", line["started"], "08:40", HOST, "let the inspectors in"),
        ("compare", line["ended"], "13:20", HOST, "recorded the comparison of builds"),
        ("finish", line["ended"], "16:10", HOST, "noted that the inspectors finished"),
        ("record_result", line["resulted"], "15:00", officer, "recorded the authority's result"),
    ]


def _conformity(story: Story, line: Line) -> None:
    row = ProductConformity(
        version=ProductVersion.objects.get(product__code=line["product"], number=line["version"]),
        scheme=Scheme.objects.get(code=line["scheme"]),
        laboratory=CertificationBody.objects.get(name=LABORATORY),
        report=_paper(line["report"]),
        report_grading=line["grading"],
        evaluated_on=story.day(line["evaluated"]),
        valid_until=story.maybe_day(line["until"]),
        **{name: line[name] for name in ("specifications", "result")},
    )
    row.full_clean()
    row.save()
    story.imported(row, "conformity.imported", scheme=row.scheme)
