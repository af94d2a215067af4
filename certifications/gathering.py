"""Certificates with what their cycles, suspensions and findings say of them, gathered in few queries."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.db.models import CharField, DateField, Exists, Min, OuterRef, QuerySet, Value
from django.db.models.functions import Cast

from audits.models import Finding
from audits.querysets import OPEN_FINDING
from certifications.models import Certificate, Cycle, CycleAudit, EarlierAudit, Suspension
from certifications.querysets import GRANTED
from certifications.querysets.portfolio import live
from certifications.standing import CycleDay, Standing

S = Certificate.State


def in_portfolio(rows: QuerySet[Certificate]) -> QuerySet[Certificate]:
    """Those of the rows that have a place in the picture: granted ever, or with majors that have a limit.

    Adds `edition_ends_on`, `is_initial` and `is_followed`.
    """
    cycles = Cycle.objects.filter(certificate=OuterRef("pk"))
    followers = Certificate.objects.filter(predecessor=OuterRef("pk"), state__in=GRANTED)
    return (
        rows.filter(state__in=[*GRANTED, S.MAJOR_OPEN])
        .select_related("scheme", "edition", "body", "unit")
        .annotate(
            edition_ends_on=Min("edition__transitions_from__ends_on"),
            is_initial=Exists(cycles.filter(kind=Cycle.Kind.INITIAL)),
            is_followed=Exists(followers),
        )
        .order_by("expires_on", "ref")
    )


def standings(rows: QuerySet[Certificate], *, on: date) -> list[Standing]:
    """How each of the rows of `in_portfolio` stands on a day (four queries)."""
    found = list(rows)
    pks = [row.pk for row in found]
    audits, suspensions, findings = _audits(pks), _suspensions(pks), _findings(pks)
    return [
        Standing(
            certificate=row,
            on=on,
            audits=audits[row.pk],
            suspensions=suspensions[row.pk],
            findings=findings[row.pk],
            edition_ends_on=vars(row)["edition_ends_on"],
            is_initial=vars(row)["is_initial"],
            is_followed=vars(row)["is_followed"],
        )
        for row in found
    ]


def _audits(pks: Sequence[int]) -> dict[int, list[CycleDay]]:
    """The audits of each certificate, those held before this register among them (one query)."""
    here = CycleAudit.objects.filter(cycle__certificate__in=pks).exclude(audit__state="cancelled").order_by()
    earlier = EarlierAudit.objects.filter(cycle__certificate__in=pks).order_by()
    columns = ("cycle__certificate", "role", "ended", "planned", "name")
    nothing = {"planned": Cast(Value(None), DateField()), "name": Value("", CharField())}
    own = here.annotate(
        ended=_day("audit__actual_end"), planned=_day("audit__planned_end"), name=Cast("audit__ref", CharField())
    )
    rows = own.values_list(*columns).union(
        earlier.annotate(ended=_day("ended_on"), **nothing).values_list(*columns), all=True
    )
    found = defaultdict(list)
    for certificate, role, ended, planned, name in rows:
        found[certificate].append(CycleDay(role, ended, planned, name))
    return defaultdict(list, {pk: sorted(days, key=lambda one: (one.on, one.role)) for pk, days in found.items()})


def _day(path: str) -> Cast:
    return Cast(path, DateField())


def _suspensions(pks: Sequence[int]) -> dict[int, list[Suspension]]:
    found = defaultdict(list)
    for row in Suspension.objects.filter(certificate__in=pks).order_by("since", "pk"):
        found[row.certificate_id].append(row)
    return found


def _findings(pks: Sequence[int]) -> dict[int, list[Finding]]:
    """Open majors with a limit of the body, of the audits of each certificate."""
    open_majors = Finding.objects.filter(type=Finding.Type.MAJOR, state__in=OPEN_FINDING, cap_on__isnull=False)
    wanted = open_majors.filter(audit__cycles__cycle__certificate__in=pks)
    found = defaultdict(list)
    for row in wanted.annotate(_of=Min("audit__cycles__cycle__certificate")).order_by("cap_on", "ref"):
        found[vars(row)["_of"]].append(row)
    return found


def breached(rows: QuerySet[Certificate], *, on: date) -> list[Certificate]:
    """Live ones whose surveillance is missing (two queries). Source: T-21."""
    found = list(in_portfolio(rows.filter(live(on), scheme__surveillance="ms")))
    audits = _audits([row.pk for row in found])
    return [row for row in found if Standing(row, on, audits[row.pk], is_initial=vars(row)["is_initial"]).breaches]
