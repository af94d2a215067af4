"""When sessions are: their moments in time, and where one auditor is asked to be in two places."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from audits.models import PlanSession

AROUND = timedelta(days=1)  # zones of two units lie less than a day apart


def span(session: PlanSession) -> tuple[datetime, datetime]:
    """Its beginning and end as UTC moments; the times typed are those of the unit's zone on that day."""
    zone = ZoneInfo(session.audit.unit.zone)
    first, last = (datetime.combine(session.day, one, zone) for one in (session.starts, session.ends))
    return first.astimezone(UTC), last.astimezone(UTC)


def clashes(sessions: Iterable[PlanSession]) -> dict[int, PlanSession]:
    """For each of the sessions another one of its auditor at the same time, in whatever audit, by key (one query)."""
    asked = [one for one in sessions if one.cancelled_on is None]
    if not asked:
        return {}
    days = [one.day for one in asked]
    others = PlanSession.objects.live().filter(auditor__in={one.auditor_id for one in asked})
    near = others.filter(day__gte=min(days) - AROUND, day__lte=max(days) + AROUND).exclude(audit__state="cancelled")
    found: dict[int, PlanSession] = {}
    for other in near.for_list():
        for one in asked:
            if one.pk != other.pk and one.auditor_id == other.auditor_id and _overlap(one, other):
                found.setdefault(one.pk, other)
    return found


def _overlap(one: PlanSession, other: PlanSession) -> bool:
    (first, last), (begins, ends) = span(one), span(other)
    return first < ends and begins < last
