"""Open findings in My work: a branch for each thing that a state waits for, so that each asks one simple question."""

from datetime import date
from typing import Any

from django.db.models import BigIntegerField, Case, CharField, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from audits.models import CorrectiveAction, Finding
from audits.offers.work import NO_TEXT, NONCONFORMITY, _answers_for, _day, _facts, _no_day
from audits.querysets import on_the_team
from foundation.access import Role, reach
from foundation.models.work import Due

OWNER = {"held_by_id": F("owner_id"), "held_by": F("owner__name")}
HOLDER = (("held_by_id", "_id"), ("held_by", "__name"))
STEPS = ("plan", "disposition", "action", "verification")
LEAD = {"held_by_id": F("audit__lead_id"), "held_by": F("audit__lead__name")}


def _lines(
    user: Any, who: Q, task: str, step: str = "", *, opens_on: Any = None, held: Any = OWNER, **which: Any
) -> Any:
    """Findings in a state, with the date of the step; `which` is that state."""
    return (
        Finding.objects.visible_to(user)
        .filter(who, **which)
        .annotate(
            **_facts(),
            **held,
            task=Value(task, CharField()),
            row_detail=NO_TEXT,
            opens_on=opens_on or _no_day(),
            due_by=_day(Finding, step) if step else _no_day(),
        )
    )


def majors(user: Any, on: date) -> QuerySet:
    """Majors that were logged and not issued, for who leads the audit."""
    return _lines(user, Q(audit__lead=user.person_id), "issue_major", held=LEAD, state="draft", type="major")


def to_plan(user: Any, on: date) -> QuerySet:
    return _lines(user, _answers_for(user), "plan_action", "plan", state="issued", type__in=NONCONFORMITY)


def to_decide(user: Any, on: date) -> QuerySet:
    return _lines(user, _answers_for(user), "decide_opportunity", "disposition", state="issued", type="ofi")


def disputed(user: Any, on: date) -> QuerySet:
    """Officers decide; what others see of it is held by nobody."""
    decides = Q(state="disputed") & reach(user, Role.CO)
    return _lines(user, _answers_for(user), "judge_dispute", "plan", held=_own(user, decides, None), state="disputed")


def to_review(user: Any, on: date) -> QuerySet:
    """The plan is judged by any auditor of the team."""
    audits_it = Q(on_the_team(user, "audit"))
    held = _own(user, audits_it, "audit__lead")
    return _lines(user, _answers_for(user) | audits_it, "review_plan", held=held, state="plan_submitted")


def to_settle(user: Any, on: date) -> QuerySet:
    return _lines(user, _answers_for(user), "settle_opportunity", state="action", type="ofi")


def to_finish(user: Any, on: date) -> QuerySet:
    """Findings of which every corrective action is done."""
    to_do = CorrectiveAction.objects.open().filter(finding=OuterRef("pk"))
    rows = _lines(user, _answers_for(user), "finish_actions", "action", state="action")
    return rows.filter(~Exists(to_do)).exclude(type="ofi")


def to_verify(user: Any, on: date) -> QuerySet:
    """The effect is verified by who was named for it, or by the lead."""
    verifies = Q(verifier=user.person_id) | Q(verifier=None, audit__lead=user.person_id)
    who = {column: Coalesce(f"verifier{path}", f"audit__lead{path}") for column, path in HOLDER}
    after, state = F("verify_from"), "implemented"
    step = "verification"
    return _lines(user, _answers_for(user) | verifies, "verify_effect", step, opens_on=after, held=who, state=state)


def overdue(rows: QuerySet, on: date) -> QuerySet:
    """The findings with a date of any of these tasks before a day, by the index of open dates."""
    return rows.filter(uuid__in=Due.objects.overdue(on=on).filter(step__in=STEPS).values("subject_uuid"))


def _own(user: Any, own: Q, otherwise: str | None) -> dict[str, Case]:
    """The reader holds what they may do; else the person at the end of a path does, or nobody."""
    fields: dict[str, tuple[Any, Any]] = {
        "held_by_id": (user.person_id, BigIntegerField()),
        "held_by": (user.name, CharField()),
    }
    found = {}
    for column, path in HOLDER:
        mine, field = fields[column]
        others = F(f"{otherwise}{path}") if otherwise else Value(None, field)
        found[column] = Case(When(own, then=Value(mine, field)), default=others, output_field=field)
    return found
