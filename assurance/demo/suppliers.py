"""Suppliers with what was said of their continuity, their assessments, agreements and components."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assurance.actions import months_between
from assurance.demo.evidence import Line, load_evidence
from assurance.models import (
    Assessment,
    Component,
    ContinuityStatement,
    EvidenceLink,
    ProductVersion,
    Supplier,
)
from assurance.policies import CLOCKS
from assurance.workflows import STATEMENT, SUPPLIER
from foundation.dates import add_months, last_valid_day
from foundation.demonstration import Story, lines_of
from foundation.demonstration.story import SOURCE

CONTENT = Path(__file__).parent.parent / "content" / "demo"
STEPS = {"admitted": "admit", "watch": "watch", "blocked": "block", "exited": "exit"}


def load_suppliers(story: Story) -> None:
    """Writes them all; takes the products that are there already."""
    suppliers: dict[str, Supplier] = {}
    for line in lines_of(CONTENT / "suppliers.csv"):
        suppliers[line["ref"]] = _supplier(story, line)
    for line in lines_of(CONTENT / "assessments.csv"):
        _assessment(story, line, suppliers[line["supplier"]])
    for line in lines_of(CONTENT / "statements.csv"):
        _statement(story, line, suppliers[line["supplier"]])
    load_evidence(story, _targets, content=CONTENT / "supplier_papers.csv")
    _file_papers(story, suppliers)
    _components(story, suppliers)


def _supplier(story: Story, line: Line) -> Supplier:
    supplier = Supplier(
        unit=story.units[line["unit"]],
        owner=story.people[line["owner"]],
        **{key: line[key] for key in ("ref", "name", "country", "category", "criticality")},
    )
    supplier.full_clean()
    supplier.save()
    at = story.moment(line["since_offset"], unit=supplier.unit, key=supplier.ref)
    story.backdate(at, supplier)
    summary = _("Supplier registered as a candidate")
    story.tell(at=at, actor=story.account("P-0054"), kind="supplier.added", subject=supplier, summary=summary)
    if line["state_offset"]:
        _steered(story, line, supplier)
    SUPPLIER.place(supplier, line["state"], actor=story.robot, on=story.on, source=SOURCE)
    return supplier


def _steered(story: Story, line: Line, supplier: Supplier) -> None:
    step, reason = SUPPLIER.step(STEPS[line["state"]]), line["reason"]
    story.tell(
        at=story.moment(line["state_offset"], unit=supplier.unit, key=f"{supplier.ref} {step.name}"),
        actor=story.account(line["state_by"]),
        kind=f"supplier.{step.name}",
        subject=supplier,
        summary=f"{step.told}: {reason}" if reason else str(step.told),
        details={"reason": reason} if reason else None,
        notify=story.accounts_of(supplier.owner),
    )


def _assessment(story: Story, line: Line, supplier: Supplier) -> None:
    on = story.day(line["on_offset"])
    assessment = Assessment(
        supplier=supplier,
        on=on,
        score=int(line["score"]),
        note=line["note"],
        assessed_by=story.account(line["by"]),
        next_on=add_months(on, months_between(supplier, on=on)),
    )
    assessment.full_clean()
    assessment.save()
    words = {"score": assessment.score, "day": date_format(assessment.next_on, "j M Y")}
    at = story.moment(line["on_offset"], unit=supplier.unit, key=f"{supplier.ref} assessed")
    summary = _("Assessed with %(score)d of 100; the next is due on %(day)s") % words
    story.tell(at=at, actor=assessment.assessed_by, kind="supplier.assessed", subject=supplier, summary=summary)


def _statement(story: Story, line: Line, supplier: Supplier) -> None:
    source_on = story.day(line["source_offset"])
    statement = ContinuityStatement(
        supplier=supplier,
        says=line["says"],
        source_kind=line["source"],
        source_on=source_on,
        received_on=story.day(line["received_offset"]),
        quote=line["quote"],
        valid_until=story.maybe_day(line["valid_offset"]) or last_valid_day(source_on, CLOCKS["statement_months"]),
        recorded_by=story.account(line["recorder"]),
        judgement=line["judgement"],
    )
    statement.full_clean(exclude=["judgement"])
    statement.save()
    words = {"says": statement.get_says_display(), "source": statement.get_source_kind_display()}
    summary = _("recorded a statement on continuity: “%(says)s” (%(source)s)") % words
    told: dict[str, Any] = {"actor": statement.recorded_by, "kind": "statement.recorded", "subject": statement}
    at = story.moment(line["received_offset"], unit=supplier.unit, key=f"{supplier.ref} {source_on}")
    story.tell(at=at, summary=summary, notify=story.accounts_of(supplier.owner), **told)
    story.backdate(at, statement)
    if line["verifier"]:
        _verified(story, line, statement)


def _verified(story: Story, line: Line, statement: ContinuityStatement) -> None:
    verifier = story.account(line["verifier"])
    facts = {"verified_by": verifier, "verified_on": story.day(line["verified_offset"])}
    ContinuityStatement.objects.filter(pk=statement.pk).update(**facts)
    story.tell(
        at=story.moment(line["verified_offset"], unit=statement.unit, key=f"{statement.uuid} verified"),
        actor=verifier,
        kind="statement.verify",
        subject=statement,
        summary=f"{STATEMENT.step('verify').told}: {line['judgement']}",
        details={"reason": line["judgement"]},
    )
    STATEMENT.place(statement, "verified", actor=story.robot, on=story.on, source=SOURCE)


def _targets(line: Line) -> Iterator[tuple[models.Model, str]]:
    """What a paper of the supply chain proves: a supplier's agreement, one of its statements, a version's materials."""
    if line["purpose"] == "sbom":
        row = ProductVersion.objects.get(product__code=line["product"], number=line["version"])
        yield row, "sbom"
        return
    supplier = Supplier.objects.get(ref=line["supplier"])
    if line["purpose"] == "agreement":
        yield supplier, "agreement"
        return
    says = [one for one in lines_of(CONTENT / "statements.csv") if one["supplier"] == line["supplier"]]
    quote = next(one["quote"] for one in says if one["source_offset"] == line["source_offset"])
    yield supplier.statements.get(quote=quote), "statement"


def _file_papers(story: Story, suppliers: dict[str, Supplier]) -> None:
    """Agreements and bills of materials stand on the rows they were linked to."""
    papers = {link.version.evidence.ref: link.version for link in _links(suppliers.values())}
    for line in lines_of(CONTENT / "suppliers.csv"):
        if line["agreement"]:
            until = story.maybe_day(line["agreement_until_offset"])
            facts = {"agreement": papers[line["agreement"]], "agreement_until": until}
            Supplier.objects.filter(ref=line["ref"]).update(**facts)
    for version in ProductVersion.objects.all():
        link = EvidenceLink.objects.about(version).filter(purpose="sbom").first()
        if link is not None:
            ProductVersion.objects.filter(pk=version.pk).update(sbom=link.version_id)


def _links(suppliers: Iterable[Supplier]) -> Any:
    uuids = [supplier.uuid for supplier in suppliers]
    return EvidenceLink.objects.about_any(Supplier, uuids).select_related("version__evidence")


def _components(story: Story, suppliers: dict[str, Supplier]) -> None:
    made: dict[str, Component] = {}
    versions = {f"{row.product.code} {row.number}": row for row in ProductVersion.objects.select_related("product")}
    for line in lines_of(CONTENT / "components.csv"):
        component = Component(
            number=line["number"],
            name=line["name"],
            unit=story.units[line["unit"]],
            stock_cover_days=int(line["stock_cover_days"]) if line["stock_cover_days"] else None,
        )
        component.full_clean()
        component.save()
        component.suppliers.set(suppliers[ref] for ref in line["suppliers"].split(";"))
        component.alternatives.set(made[number] for number in line["alternatives"].split(";") if number)
        component.used_in.set(versions[name] for name in line["used_in"].split(";"))
        story.imported(component, "component.imported", number=component.number)
        made[component.number] = component
