"""Which area of which region was audited against what in the last 36 months, and what no audit reaches.

So too for the requirements of a management system: its clauses within 12 months, its controls within 36.
Source: docs/adr/0001-time-rules.md: nothing stays unaudited for more than 36 months.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import (
    CharField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

from assurance.models import Area, Cell, Process, Requirement
from audits.models import Audit, ChecklistItem, Programme
from audits.querysets import HELD
from audits.risk import LONGEST_MONTHS
from foundation.dates import add_months
from foundation.directory.models import Unit

Place = tuple[str, str]  # an area and a region, by their codes
WITHIN_MONTHS = {Requirement.Kind.CLAUSE: 12, Requirement.Kind.CONTROL: LONGEST_MONTHS}


@dataclass
class Box:
    """An area in a region: the last audit held, the next one planned, how many there are, and against what.

    `needed`: an active process of the area counts in the region, so that it has to be audited.
    """

    area: str
    region: str
    region_name: str = ""
    needed: bool = False
    last: date | None = None
    next: date | None = None
    frameworks: dict[str, int] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{Area.Code(self.area).label}, {self.region_name or self.region}"

    @property
    def is_gap(self) -> bool:
        """Nothing held within 36 months and nothing planned, though there is something to audit."""
        return self.needed and self.last is None and self.next is None


def nearest_region(field: str = "code") -> Subquery:
    """The code, or another field, of the region a unit lies in, itself included; None above all regions."""
    here = ExpressionWrapper(OuterRef("unit__path"), CharField())
    regions = Unit.objects.filter(kind=Unit.Kind.REGION).annotate(_inner=here).filter(_inner__startswith=F("path"))
    return Subquery(regions.order_by("-path").values(field)[:1])


def placed(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Audits or lines with `covered_area` and `covered_region`, by code: once for each process they look at."""
    return rows.annotate(
        covered_area=Coalesce("processes__area__code", "area__code"),
        covered_region=Coalesce("region__code", nearest_region()),
    )


def covering(audits: QuerySet[Audit], *, on: date) -> QuerySet[Any]:
    """The audits that count on a day, with their place: held within 36 months, or still to come."""
    held = Q(state__in=HELD, actual_end__gte=add_months(on, -LONGEST_MONTHS))
    return placed(audits.filter(held | ~Q(state__in=(*HELD, "cancelled"))))


def needs(*, below: Unit | None = None) -> QuerySet[Any, Any]:
    """The places where an active process counts, which have to be audited: area, region, and the region's name."""
    rows = (
        Process.objects.running()
        .order_by()
        .annotate(
            place=Coalesce("regions__code", nearest_region()),
            place_name=Coalesce("regions__name", nearest_region("name")),
        )
    )
    if below is not None:
        rows = rows.filter(Q(regions__path__startswith=below.path) | Q(regions=None, unit__path__startswith=below.path))
    return rows.values_list("area__code", "place", "place_name").distinct()


def boxed(rows: Iterable[tuple[str, str | None, str]]) -> dict[Place, Box]:
    return {(area, region): Box(area, region, name, needed=True) for area, region, name in rows if region}


def coverage(audits: QuerySet[Audit], *, below: Unit | None = None, framework: str = "", on: date) -> dict[Place, Box]:
    """Every place that has to be audited or was, with what covers it. Two statements, whatever there is."""
    boxes = boxed(needs(below=below))
    rows = audits if below is None else audits.filter(unit__path__startswith=str(below.path))
    return covered(boxes, rows.filter(frameworks__code=framework) if framework else rows, on=on)


def covered(boxes: dict[Place, Box], audits: QuerySet[Audit], *, on: date) -> dict[Place, Box]:
    """The boxes with what of `audits` covers them."""
    held = Q(state__in=HELD)
    facts = {"last": Max("actual_end", filter=held), "next": Min("planned_start", filter=~held)}
    grouped = covering(audits, on=on).order_by().values_list("covered_area", "covered_region", "frameworks__code")
    for area, region, code, last, following, count in grouped.annotate(**facts, n=Count("pk", distinct=True)):
        if area and region:
            box = boxes.setdefault((area, region), Box(area, region))
            box.last = max(filter(None, (box.last, last)), default=None)
            box.next = min(filter(None, (box.next, following)), default=None)
            box.frameworks.update({code: count} if code else {})
    return boxes


def open_gaps(programme: Programme, *, on: date) -> list[Box]:
    """What the programme must cover and neither covers by a line nor gives a reason for. Two statements."""
    lines = placed(programme.lines.live(on)).order_by()  # type: ignore[attr-defined]
    lined = lines.values_list("covered_area", "covered_region", Value(""))
    known = list(needs(below=programme.unit).union(lined))  # a place without a name is one that a line covers
    boxes = boxed(row for row in known if row[2])
    settled = {(area, region) for area, region, name in known if not name}
    settled |= {(reason.area.code, reason.region.code) for reason in programme.gap_reasons.all()}  # type: ignore[attr-defined]
    covered(boxes, Audit.objects.filter(unit__path__startswith=str(programme.unit.path)), on=on)
    return [box for place, box in boxes.items() if box.is_gap and place not in settled and _within(programme, place)]


def _within(programme: Programme, place: Place) -> bool:
    area, region = place
    return (not programme.areas or area in programme.areas) and (not programme.regions or region in programme.regions)


def gaps(boxes: Iterable[Box]) -> list[Box]:
    return [box for box in boxes if box.is_gap]


@dataclass
class Share:
    """The clauses or the controls of a framework: how many have to be audited, and which were not for too long."""

    framework: str
    kind: Requirement.Kind
    needed: int = 0
    missing: list[Requirement] = field(default_factory=list)

    @property
    def months(self) -> int:
        """Within how many months each of them is audited."""
        return WITHIN_MONTHS[self.kind]

    @property
    def audited(self) -> int:
        return self.needed - len(self.missing)


def shares(audits: QuerySet[Audit], requirements: QuerySet[Requirement], *, on: date) -> list[Share]:
    """What of the clauses and controls `audits` looked at in time, by framework. Two statements, whatever there is.

    They are those of frameworks that have controls; a control that applies to no running process is not asked for.
    """
    cells = Cell.objects.in_force().filter(requirement=OuterRef("pk"))
    with_controls = Requirement.objects.assessable().filter(kind=Requirement.Kind.CONTROL, withdrawn=False)
    rows = (
        requirements.assessable()  # type: ignore[attr-defined]
        .filter(kind__in=WITHIN_MONTHS, withdrawn=False, framework__in=with_controls.values("framework"))
        .filter(~Exists(cells) | Exists(cells.applicable()) | Q(kind=Requirement.Kind.CLAUSE))
    )
    found = {
        (code, kind): Share(code, Requirement.Kind(kind), needed)
        for code, kind, needed in rows.order_by("framework__code", "kind")
        .values_list("framework__code", "kind")
        .annotate(needed=Count("pk"))
    }
    for row in rows.exclude(_audited(audits, on=on)).select_related("framework").order_by("framework", "order"):
        found[row.framework.code, row.kind].missing.append(row)
    return list(found.values())


def _audited(audits: QuerySet[Audit], *, on: date) -> Q:
    """On the checklist of an audit held in time and tested there; where it has none, among its criteria."""
    reached = Q(pk__in=[])
    for kind, months in WITHIN_MONTHS.items():
        held = audits.filter(state__in=HELD, actual_end__gte=add_months(on, -months))
        asked = ChecklistItem.objects.filter(audit__in=held.values("pk")).exclude(result="not_tested")
        without = held.filter(~Exists(ChecklistItem.objects.filter(audit=OuterRef("pk"))), frameworks__isnull=False)
        looked_at = Q(pk__in=asked.values("requirement")) | Q(framework__in=without.values("frameworks"))
        reached |= Q(kind=kind) & looked_at
    return reached
