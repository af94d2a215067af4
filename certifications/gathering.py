"""Certificates with what their cycles, suspensions and findings say of them, gathered in few queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import CharField, Exists, F, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat

from audits.models import Audit, Finding
from audits.querysets import OPEN_FINDING
from certifications.models import Certificate, Cycle, CycleAudit, EarlierAudit, Suspension
from certifications.querysets import GRANTED
from certifications.querysets.portfolio import lacking
from certifications.standing import CycleDay, Standing, Stop, in_force
from certifications.surveillance import breaches_of
from foundation.board import columns

S = Certificate.State
Counted = tuple[str, str, str, str, int]
COURSE, LIVE, RESTORABLE, TEXT = "course", "certificate", "restorable", CharField()
OTHERS = 5  # times as many rows as the picture has lanes


def in_portfolio(rows: QuerySet[Certificate], *, on: date) -> QuerySet[Certificate]:
    """Those of the rows that have a place in the picture: granted ever, or with majors that have a limit.

    Adds `edition_ends_on`, `is_followed`, and of the suspension that runs on the day `suspended_on`, `suspended_until`
    and `invalidated`.
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


def ending_first(counted: Iterable[Counted]) -> list[str]:
    """The references of what is live or may be restored, of what was counted together; what ends first stands first."""
    return [ref for _day, ref in sorted((day, ref) for of, ref, day, _c, _n in counted if of in (LIVE, RESTORABLE))]


def around(rows: QuerySet[Certificate], refs: Sequence[str], *, most: int) -> QuerySet[Certificate]:
    """Those of the rows that the first references name, with what they follow and what follows them.

    Where there are fewer, of the others too, a few times as many, what ended last first.
    """
    named = rows.model.objects.filter(ref__in=refs[:most])
    before = Q(pk__in=named.values("predecessor")) | Q(pk__in=named.values("predecessor__predecessor"))
    if len(refs) >= most:
        return rows.filter(Q(ref__in=refs[:most]) | Q(predecessor__in=named.values("pk")) | before)
    return rows.order_by(F("expires_on").desc(nulls_first=True), "ref")[: OTHERS * most]


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


def standings_at_once(rows: QuerySet[Certificate], counted: Iterable[Counted], *, on: date) -> list[Standing]:
    """How each stands on a day as far as a picture shows it: days, suspension and audits, without demands (one query).

    The audits are those of `course_rows`, which are counted along with what others count.
    """
    audits: dict[int, list[CycleDay]] = defaultdict(list)
    for of, certificate, role, facts, _number in counted:
        if of == COURSE:
            ended, planned, ref = (facts or "||").split("|")
            audits[int(certificate)].append(CycleDay(role, _date(ended), _date(planned), ref))
    found = rows.annotate(lacks=Exists(Certificate.objects.filter(lacking(on), pk=OuterRef("pk"))))
    return [
        Standing(
            certificate=row,
            on=on,
            audits=sorted(audits[row.pk], key=lambda day: (day.on, day.part)),
            suspension=_suspension(row, on),
            is_lacking=vars(row)["lacks"],
            edition_ends_on=vars(row)["edition_ends_on"],
            is_followed=vars(row)["is_followed"],
        )
        for row in found
    ]


def course_rows(certificates: QuerySet[Certificate]) -> list[QuerySet]:
    """The audits of the current cycles of certificates, held before this register and since, to be counted together."""
    cycles = Cycle.objects.current().filter(certificate__in=certificates.order_by().values("pk")).values("pk")
    here = CycleAudit.objects.filter(cycle__in=cycles).exclude(audit__state=Audit.State.CANCELLED)
    held = EarlierAudit.objects.filter(cycle__in=cycles)
    of, role, bar = Cast("cycle__certificate", TEXT), Cast("role", TEXT), Value("|")
    ended, planned = (Coalesce(Cast(f"audit__{name}", TEXT), Value("")) for name in ("actual_end", "planned_end"))
    since = Concat(ended, bar, planned, bar, Cast("audit__ref", TEXT), output_field=TEXT)
    before = Concat(Cast("ended_on", TEXT), Value("||"), output_field=TEXT)
    return [columns(here, COURSE, of, role, since), columns(held, COURSE, of, role, before)]


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


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
