"""Certificates with what their cycles, suspensions and findings say of them, gathered in few queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Exists, F, Min, OuterRef, QuerySet, Subquery

from audits.models import Audit, Finding
from audits.querysets import OPEN_FINDING
from certifications.models import Certificate, Cycle, Suspension
from certifications.querysets import GRANTED
from certifications.standing import CycleDay, Standing, Stop, in_force
from certifications.surveillance import breaches_of

S = Certificate.State


def in_portfolio(rows: QuerySet[Certificate], *, on: date) -> QuerySet[Certificate]:
    """Those of the rows that have a place in the picture: granted ever, or with majors that have a limit.

    Adds `edition_ends_on`, `is_followed`, and of the suspension that runs on the day `suspended_on`, `suspended_until`, `invalidated`.
    """
    followers = Certificate.objects.filter(predecessor=OuterRef("pk"), state__in=GRANTED, decision_on__lte=on)
    running = Suspension.objects.running(on).filter(certificate=OuterRef("pk"))
    return (
        rows.filter(state__in=[*GRANTED, S.MAJOR_OPEN])
        .select_related("scheme", "edition", "body", "unit")
        .annotate(
            suspended_on=Subquery(running.values("since")[:1]),
            suspended_until=Subquery(running.values("limit_on")[:1]),
            invalidated=Subquery(running.values("invalidates")[:1]),
        )
        .annotate(edition_ends_on=Min("edition__transitions_from__ends_on"), is_followed=Exists(followers))
        .order_by("expires_on", "ref")
    )


def standings(rows: QuerySet[Certificate], *, on: date) -> list[Standing]:
    """How each of the rows of `in_portfolio` stands on a day (five queries)."""
    found = list(rows)
    pks = [row.pk for row in found]
    cycles, findings = _cycles(pks), _findings(pks)
    return [
        Standing(
            certificate=row,
            on=on,
            audits=[day for cycle in cycles[row.pk] for day in _days(cycle)],
            suspension=_suspension(row, on),
            findings=findings[row.pk],
            missed=[breach for cycle in cycles[row.pk] for breach in breaches_of(cycle, on=on)],
            edition_ends_on=vars(row)["edition_ends_on"],
            is_initial=any(cycle.kind == Cycle.Kind.INITIAL for cycle in cycles[row.pk]),
            is_followed=vars(row)["is_followed"],
        )
        for row in found
    ]


def _cycles(pks: Sequence[int]) -> dict[int, list[Cycle]]:
    """The current cycle of each certificate (three queries)."""
    found = defaultdict(list)
    for row in Cycle.objects.current().with_audits().filter(certificate__in=pks).order_by("pk"):
        found[row.certificate_id].append(row)
    return found


def _days(cycle: Cycle) -> Iterable[CycleDay]:
    """The audits of a cycle, the earliest first."""
    held = [CycleDay(one.role, one.ended_on) for one in cycle.earlier_audits.all()]
    here = [one for one in cycle.audits.all() if one.audit.state != Audit.State.CANCELLED]
    held += [CycleDay(one.role, one.audit.actual_end, one.audit.planned_end, one.audit.ref) for one in here]
    return sorted(held, key=lambda day: (day.on, day.part))


def _suspension(row: Certificate, on: date) -> Stop | None:
    known = vars(row)
    if known["suspended_on"] is None or not (row.state == S.SUSPENDED or in_force(row, on)):
        return None
    return Stop(known["suspended_on"], known["suspended_until"], known["invalidated"])


def _findings(pks: Sequence[int]) -> dict[int, list[Finding]]:
    """Open majors with a limit of the body, by the certificate whose cycle their audit belongs to."""
    majors = Finding.objects.filter(type=Finding.Type.MAJOR, state__in=OPEN_FINDING, cap_on__isnull=False)
    wanted = majors.filter(audit__cycles__cycle__certificate__in=pks).annotate(
        of=F("audit__cycles__cycle__certificate")
    )
    found: dict[int, list[Finding]] = defaultdict(list)
    for row in wanted.order_by("cap_on", "ref").distinct():
        found[vars(row)["of"]].append(row)
    return found
