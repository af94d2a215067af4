"""The plan of an audit as its page shows it, and the audits of somebody's calendar."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.db.models import Prefetch, Q, QuerySet

from audits.models import Audit, PlanSession, TeamMember
from audits.querysets import AUDITING, BEFORE_OPENING
from audits.sessions import clashes
from foundation.directory.models import User

KEPT_DAYS = 90  # how long an audit stays in calendars after its last day


@dataclass(frozen=True)
class Slot:
    """A session with another one of its auditor at the same time, if there is one."""

    session: PlanSession
    clash: PlanSession | None


@dataclass(frozen=True)
class Day:
    on: date
    slots: list[Slot]


def days_of(sessions: Iterable[PlanSession]) -> list[Day]:
    """The sessions by day, each with its clash (one query)."""
    rows = list(sessions)
    found = clashes(rows)
    return [
        Day(on, [Slot(one, found.get(one.pk)) for one in members])
        for on, members in groupby(rows, key=lambda one: one.day)
    ]


def with_sessions(audits: QuerySet[Audit], user: User) -> QuerySet[Audit]:
    """Adds `known_sessions`: those of the plan that `user` may see, cancelled ones included."""
    seen = PlanSession.objects.visible_to(user).for_list()
    return audits.select_related("unit").prefetch_related(Prefetch("sessions", seen, to_attr="known_sessions"))


def in_calendar_of(user: User, *, on: date) -> QuerySet[Audit]:
    """The audits one takes part in or answers for; no unannounced one before it opens but for who audits."""
    seats = TeamMember.objects.filter(person=user.person_id)
    audits_it = Q(pk__in=seats.filter(part__in=AUDITING).values("audit")) | Q(lead=user.person_id)
    owned = Audit.objects.filter(processes__owner=user.person_id).values("pk")
    answers = Q(pk__in=seats.values("audit")) | Q(unit__accountable_officer=user.person_id) | Q(pk__in=owned)
    announced = ~Q(kind=Audit.Kind.UNANNOUNCED, state__in=BEFORE_OPENING)
    rows = Audit.objects.visible_to(user).filter(audits_it | (answers & announced))
    return with_sessions(rows.filter(planned_end__gte=on - timedelta(days=KEPT_DAYS)), user)
