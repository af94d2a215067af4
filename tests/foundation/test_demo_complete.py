"""The demonstration against its plan, row by row: how many there are of each, and in which standing.

Figures have tests of their own beside what they count; here stands the size of the company. Each row is what, the counts
that the plan names, and how the database tells them.
"""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import Count

from assurance.models import (
    Build,
    Cell,
    Component,
    ContinuityStatement,
    Document,
    Framework,
    Gate,
    GatePass,
    MatrixSnapshot,
    Process,
    Requirement,
    Supplier,
)
from audits.models import Audit, Finding, WorkingPaper
from certifications.models import (
    Centre,
    Certificate,
    Grant,
    Inspection,
    InspectorAuthorisation,
    NeedsAssessment,
    Seat,
    Visit,
)
from foundation.access import Role
from foundation.directory.models import Calendar, JobRole, JobRoleSpell, Person, RoleGrant, Site, Unit, User
from people.models import Campaign, Course
from tests.company import TODAY

pytestmark = pytest.mark.usefixtures("demonstrated", "db")

OUTSIDE = User.objects.filter(kind=User.Kind.OUTSIDE)
HISTORY = ("BS7799-2-1999", "BS7799-2-2002", "ISO27001-2005", "ISO27001-2013", "ISO9001-2026")


def counts(rows: Any, by: str) -> Callable[[], dict[str, int]]:
    return lambda: dict(Counter(rows.order_by().values_list(by, flat=True)))


def number(rows: Any) -> Callable[[], int]:
    return lambda: rows.all().count()


def day(offset: int) -> Any:
    return TODAY + timedelta(days=offset)


PLAN: dict[str, tuple[Any, Callable[[], Any]]] = {
    "units": ({"group": 1, "region": 5, "department": 14}, counts(Unit.objects, "kind")),
    "sites": (
        {"research": 6, "lab": 3, "factory": 2, "warehouse": 2, "certification_centre": 1, "office": 2},
        counts(Site.objects, "kind"),
    ),
    "calendars with their years": (
        {("HQ", 2024, 2028), ("EUR", 2024, 2028), ("MEA", 2024, 2028), ("APAC", 2024, 2028), ("LATAM", 2024, 2028)},
        lambda: {
            (one.code, min(years), max(years))
            for one in Calendar.objects.all()
            if (years := {holiday.day.year for holiday in one.holidays.all()})
        },
    ),
    "people": ({"employee": 90, "partner": 24, "consultant": 12}, counts(Person.objects, "kind")),
    "people on leave": (6, lambda: Person.objects.with_leave(TODAY).filter(is_on_leave=True).count()),
    "jobs": (18, number(JobRole.objects)),
    "joiners in grace": (3, lambda: Person.objects.filter(start_on__gt=day(-30)).count()),
    "changed jobs ten months ago": (
        1,
        lambda: JobRoleSpell.objects.filter(to_on__gt=day(-365), to_on__lt=day(-270)).values("person").distinct().count(),
    ),
    "contracts that end within a week": (1, lambda: Person.objects.filter(contract_end=day(7)).count()),
    "people outside": ({"CERT": 3, "INSP": 2}, counts(RoleGrant.objects.filter(user__in=OUTSIDE), "role")),
    "roles that nobody holds": (
        set(),
        lambda: {str(role) for role in Role} - set(RoleGrant.objects.live(TODAY).values_list("role", flat=True)),
    ),
    "processes": (24, number(Process.objects)),
    "gates": (12, number(Gate.objects)),
    "decisions at gates": (30, lambda: GatePass.objects.exclude(state="open").count()),
    "waivers": (3, lambda: GatePass.objects.filter(state="waived").count()),
    "waivers that ended": (1, lambda: GatePass.objects.filter(state="waived", waiver_until__lt=TODAY).count()),
    "documents": ({"regulation": 14, "specification": 22}, counts(Document.objects, "kind")),
    "cells of the matrix": (100, number(Cell.objects)),
    "assessable requirements of the certified standard": (
        123,
        lambda: Requirement.objects.filter(framework__code="ISO27001-2022", assessable=True).count(),
    ),
    "lines of the baseline": (20, lambda: Requirement.objects.filter(framework__code="MCB").count()),
    "lines of the baseline without a mapping, or with more than six": (
        0,
        lambda: (
            Requirement.objects.filter(framework__code="MCB")
            .annotate(n=Count("mappings", distinct=True))
            .exclude(n__range=(1, 6))
            .count()
        ),
    ),
    "editions without requirements": (
        set(HISTORY),
        lambda: set(Framework.objects.filter(requirements=None).values_list("code", flat=True)),
    ),
    "editions not in use yet": (
        ["ISO9001-2026"],
        lambda: list(Framework.objects.filter(active=False).values_list("code", flat=True)),
    ),
    "audits of the year": (20, lambda: Audit.objects.filter(ref__range=("A-2026-01", "A-2026-20")).count()),
    "findings of the plan": (36, lambda: Finding.objects.filter(ref__range=("F-001", "F-036")).count()),
    "working papers": (60, number(WorkingPaper.objects)),
    "checklists beside the one under way": (
        9,
        lambda: Audit.objects.exclude(items=None).exclude(state="in_progress").distinct().count(),
    ),
    "certificates": (12, number(Certificate.objects)),
    "courses": (7, number(Course.objects)),
    "campaigns that run": (1, lambda: Campaign.objects.filter(state="open").count()),
    "suppliers": ({"critical": 8, "important": 3, "normal": 3}, counts(Supplier.objects, "criticality")),
    "critical suppliers that stopped": (
        1,
        lambda: ContinuityStatement.objects.filter(supplier__criticality="critical", says="stopped", state="verified").count(),
    ),
    "components": (8, number(Component.objects)),
    "builds": (3, number(Build.objects)),
    "centres": ({"operational": 1}, counts(Centre.objects, "state")),
    "seats of the oversight board": (7, number(Seat.objects)),
    "assessments of need": (3, number(NeedsAssessment.objects)),
    "visits": (4, number(Visit.objects)),
    "inspections": (2, number(Inspection.objects)),
    "authorisations that end in three days": (1, lambda: InspectorAuthorisation.objects.filter(valid_until=day(3)).count()),
    "rooms": ({"live": 2, "expired": 1, "revoked": 1, "submitted": 1}, counts(Grant.objects, "state")),
    "room of the certifier, to its last day": (
        [day(20)],
        lambda: [one.valid_until for one in Grant.objects.filter(state="live", organisation="Kestrel Certification")],
    ),
    "nights that tell how the matrix stood": (True, lambda: MatrixSnapshot.objects.filter(on__lt=TODAY).exists()),
}  # fmt: skip


@pytest.mark.parametrize("what", PLAN)
def test_there_is_as_much_as_the_plan_names(what):
    planned, found = PLAN[what]

    assert found() == planned
