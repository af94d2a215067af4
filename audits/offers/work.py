"""What audits bring to My work: each open row with the one thing its state waits for, and who holds that."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import models
from django.db.models import BigIntegerField, Case, CharField, DateField, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Concat

from assurance.models import EvidenceLink
from assurance.offers import waiting_evidence
from audits.models import Audit, CorrectiveAction, Finding, Programme, Report, TeamMember
from audits.querysets import BEFORE_OPENING, OPEN_FINDING, on_the_team
from foundation import policy
from foundation.access import Role, reach
from foundation.dates import rung
from foundation.directory.deputies import stood_in_for
from foundation.models.work import Due

REOPENED = "+"  # behind the grade: the ladder of a re-opened finding starts at rung 2 (T-50)
NONCONFORMITY = ("major", "minor")
NO_TEXT = Value("", CharField())
STEP_OF = {  # which due date a task has
    "plan_action": "plan",
    "judge_dispute": "plan",
    "decide_opportunity": "disposition",
    "finish_actions": "action",
    "verify_effect": "verification",
}


def _no_day() -> Cast:
    return Cast(Value(None), DateField())


def _nobody() -> Cast:
    return Cast(Value(None), BigIntegerField())


def _day(row: type[models.Model], step: Any) -> Subquery:
    """The date issued for a step of the row and not yet met."""
    dues = Due.objects.about_any(row, OuterRef("uuid")).open().filter(step=step)
    return Subquery(dues.values("due_on")[:1])


def _facts(prefix: str = "") -> dict[str, Any]:
    """What every line about a finding says of it; `prefix` leads to the finding."""
    area = Coalesce(f"{prefix}process__area__code", f"{prefix}audit__area__code", NO_TEXT)
    reopened = When(**{f"{prefix}reopened_count__gt": 0}, then=Concat(f"{prefix}type", Value(REOPENED)))
    return {
        "row_uuid": F(f"{prefix}uuid"),
        "row_ref": F(f"{prefix}ref"),
        "row_title": F(f"{prefix}title"),
        "clause": Coalesce(f"{prefix}requirement__ref", NO_TEXT),
        "area_code": area,
        "unit_name": F(f"{prefix}unit__name"),
        "unit_path": F(f"{prefix}unit__path"),
        "grade": Case(reopened, default=F(f"{prefix}type"), output_field=CharField()),
    }


def _answers_for(user: Any, prefix: str = "") -> Q:
    """The owner of the finding or who stands in, the owner or deputy of its process, and who oversees its unit."""
    return (
        Q(**{f"{prefix}owner": user.person_id})
        | Q(**{f"{prefix}owner__in": stood_in_for(user)})
        | Q(**{f"{prefix}process__owner": user.person_id})
        | Q(**{f"{prefix}process__deputy": user.person_id})
        | reach(user, Role.CO, Role.MGR, unit=f"{prefix}unit")
    )


def findings(user: Any, on: date) -> models.QuerySet:
    """Each open finding with what its state waits for. Source: T-51 (who holds it)."""
    audits_it = on_the_team(user, "audit")
    step = Case(*(When(task=name, then=Value(due)) for name, due in STEP_OF.items()), default=NO_TEXT)
    to_judge = Q(task="review_plan") & Q(audits_it)
    to_issue = Q(task="issue_major") & Q(audit__lead=user.person_id)
    to_verify = Q(task="verify_effect") & Q(held_by_id=user.person_id)
    return (
        Finding.objects.visible_to(user)
        .filter(Q(state__in=OPEN_FINDING) | Q(state="draft", type="major"))
        .annotate(**_facts(), task=_finding_task(), _step=step, row_detail=NO_TEXT)
        .exclude(task="")
        .annotate(
            held_by_id=_finding_holder(user, audits_it, user.person_id, "pk"),
            held_by=_finding_holder(user, audits_it, user.name, "name"),
            opens_on=Case(When(state="implemented", then=F("verify_from")), default=None, output_field=DateField()),
            due_by=_day(Finding, OuterRef("_step")),
        )
        .filter((_answers_for(user) & ~Q(task="issue_major")) | to_issue | to_judge | to_verify)
    )


def _finding_task() -> Case:
    """The one thing the state of a finding waits for."""
    to_do = CorrectiveAction.objects.open().filter(finding=OuterRef("pk"))
    return Case(
        When(state="draft", then=Value("issue_major")),
        When(state="issued", type__in=NONCONFORMITY, then=Value("plan_action")),
        When(state="issued", type="ofi", then=Value("decide_opportunity")),
        When(state="disputed", then=Value("judge_dispute")),
        When(state="plan_submitted", then=Value("review_plan")),
        When(state="action", type="ofi", then=Value("settle_opportunity")),
        When(Q(state="action") & ~Exists(to_do), then=Value("finish_actions")),
        When(state="implemented", then=Value("verify_effect")),
        default=NO_TEXT,
        output_field=CharField(),
    )


def _finding_holder(user: Any, audits_it: Exists, own: Any, column: str) -> Case:
    """The plan is judged by any auditor of the team, the effect by the verifier or the lead, the rest is the owner's."""
    path = "_id" if column == "pk" else f"__{column}"
    field = BigIntegerField() if column == "pk" else CharField()
    return Case(
        When(Q(task="review_plan") & Q(audits_it), then=Value(own, field)),
        When(Q(task="judge_dispute") & reach(user, Role.CO), then=Value(own, field)),
        When(task="judge_dispute", then=Value(None, field)),
        When(task__in=("review_plan", "issue_major"), then=F(f"audit__lead{path}")),
        When(task="verify_effect", then=Coalesce(f"verifier{path}", f"audit__lead{path}")),
        default=F(f"owner{path}"),
        output_field=field,
    )


def overdue_findings(rows: models.QuerySet, on: date) -> models.QuerySet:
    """The findings with a date of any of these tasks before a day, by the index of open dates."""
    return rows.filter(uuid__in=Due.objects.overdue(on=on).filter(step__in=STEP_OF.values()).values("subject_uuid"))


def overdue_corrections(rows: models.QuerySet, on: date) -> models.QuerySet:
    return rows.filter(uuid__in=Due.objects.overdue(on=on).filter(step="correction").values("subject_uuid"))


def corrections(user: Any, on: date) -> models.QuerySet:
    """Nonconformities whose instance is not repaired yet."""
    rows = Finding.objects.visible_to(user).filter(_answers_for(user), corrected_on=None, type__in=NONCONFORMITY)
    return rows.filter(state__in=("issued", "plan_submitted", "action")).annotate(
        **_facts(),
        task=Value("record_correction", CharField()),
        row_detail=NO_TEXT,
        held_by_id=F("owner_id"),
        held_by=F("owner__name"),
        opens_on=_no_day(),
        due_by=_day(Finding, "correction"),
    )


def actions(user: Any, on: date) -> models.QuerySet:
    """Corrective actions of accepted plans that are not implemented yet."""
    rows = CorrectiveAction.objects.visible_to(user).open().filter(finding__state="action")
    own = Q(owner=user.person_id) | Q(owner__in=stood_in_for(user))
    return rows.filter(own | _answers_for(user, "finding__")).annotate(
        **_facts("finding__"),
        task=Value("carry_out_action", CharField()),
        row_detail=F("text"),
        held_by_id=F("owner_id"),
        held_by=F("owner__name"),
        opens_on=_no_day(),
        due_by=F("due_on"),
    )


def audits(user: Any, on: date) -> models.QuerySet:
    """Each audit that is not at its end with its next step: for its lead and team, officers and programme managers."""
    team, programme = on_the_team(user), reach(user, Role.PM)
    reviewed = _by_me(user, team)
    rows = Audit.objects.visible_to(user).under_way()
    rows = rows.annotate(task=_audit_task(user, team, reviewed)).exclude(task="")
    concerned = (
        Q(lead=user.person_id) | reach(user, Role.CO, Role.PM) | Q(task__in=("answer_checklist", "review_report"))
    )
    mine = Q(task__in=("answer_checklist", "review_report")) | (Q(task="name_lead") & programme)
    return rows.filter(concerned).annotate(
        row_uuid=F("uuid"),
        row_ref=F("ref"),
        row_title=F("title"),
        row_detail=NO_TEXT,
        clause=NO_TEXT,
        area_code=Coalesce("area__code", NO_TEXT),
        unit_name=F("unit__name"),
        unit_path=F("unit__path"),
        grade=NO_TEXT,
        held_by_id=Case(When(mine, then=Value(user.person_id)), default=F("lead_id"), output_field=BigIntegerField()),
        held_by=Case(When(mine, then=Value(user.name)), default=F("lead__name"), output_field=CharField()),
        opens_on=_no_day(),
        due_by=_audit_day(),
    )


def _audit_day() -> Case:
    """An audit begins on its first day, its fieldwork ends on the last; then the report has its own date."""
    return Case(
        When(state__in=BEFORE_OPENING, then=F("planned_start")),
        When(state__in=("in_progress", "suspended"), then=F("planned_end")),
        When(state="reporting", then=_day(Audit, "report")),
        default=None,
        output_field=DateField(),
    )


def programmes(user: Any, on: date) -> models.QuerySet:
    """Programmes before top management: for each manager who may approve, and for who runs them. Source: S-06."""
    ran = Q(author=user.person_id) | Q(submitted_by=user.person_id) | Q(owner=user.person_id)
    approves = reach(user, Role.MGR) & ~ran
    rows = Programme.objects.visible_to(user).filter(state="in_review")
    return rows.filter(approves | Q(owner=user.person_id) | reach(user, Role.PM)).annotate(
        task=Value("approve_programme", CharField()),
        row_uuid=F("uuid"),
        row_ref=NO_TEXT,
        row_title=F("title"),
        row_detail=NO_TEXT,
        clause=NO_TEXT,
        area_code=NO_TEXT,
        unit_name=F("unit__name"),
        unit_path=F("unit__path"),
        grade=NO_TEXT,
        held_by_id=Case(When(approves, then=Value(user.person_id)), default=_nobody(), output_field=BigIntegerField()),
        held_by=Case(When(approves, then=Value(user.name)), default=Cast(Value(None), CharField())),
        opens_on=_no_day(),
        due_by=_no_day(),
    )


def evidence(user: Any, on: date) -> models.QuerySet:
    """What was handed in for the findings of the audits `user` is on the team of, and no officer's line already."""
    teams = TeamMember.objects.auditing().filter(person=user.person_id)
    own = Finding.objects.filter(audit__in=teams.values("audit"))
    links = EvidenceLink.objects.filter(version=OuterRef("pk"))
    proofs = links.about_any(Finding, own.values("uuid")) | links.about_any(
        CorrectiveAction, CorrectiveAction.objects.filter(finding__in=own).values("uuid")
    )
    rows = waiting_evidence(user).filter(reach(user, Role.LA, Role.AU, unit="evidence__unit"), Exists(proofs))
    return rows.exclude(reach(user, Role.CO, Role.PO, unit="evidence__unit"))


def _by_me(user: Any, team: Exists) -> Q:
    """Reports that wait for a quality review which `user` may give: an officer or a lead auditor, not who leads. S-06."""
    waiting = Exists(Report.objects.filter(audit=OuterRef("pk"), reviewer=None))
    return Q(waiting) & ~Q(lead=user.person_id) & (reach(user, Role.CO) | (reach(user, Role.LA) & Q(team)))


def _audit_task(user: Any, team: Exists, reviewed: Q) -> Case:
    """The next step of an audit; a member of the team works on the checklist while the lead sees to the whole."""
    unsettled, outside = Finding.objects.open().filter(audit=OuterRef("pk")), ~Q(kind__in=Audit.HELD_BY_US)
    return Case(
        When(state__in=("planned", "initiated"), lead=None, then=Value("name_lead")),
        When(outside & Q(state__in=BEFORE_OPENING), then=Value("begin_external")),
        When(outside & Q(state__in=("in_progress", "suspended", "reporting")), then=Value("record_external_report")),
        When(state="planned", then=Value("initiate_audit")),
        When(state="initiated", then=Value("prepare_audit")),
        When(state="prepared", then=Value("open_audit")),
        When(
            Q(state__in=("in_progress", "suspended")) & Q(team) & ~Q(lead=user.person_id),
            then=Value("answer_checklist"),
        ),
        When(state__in=("in_progress", "suspended"), then=Value("finish_fieldwork")),
        When(Q(state="reporting") & reviewed, then=Value("review_report")),
        When(state="reporting", then=Value("issue_report")),
        When(Q(state__in=("issued", "follow_up")) & ~Exists(unsettled), then=Value("close_audit")),
        default=NO_TEXT,
        output_field=CharField(),
    )


def ladder(on: date) -> Callable[[str, date], int]:
    """The rung a finding has reached by its grade and due date (one query). Source: T-50."""
    ladders = policy.current("audits.ladder", on).value

    def reached(grade: str, due_on: date) -> int:
        days = ladders.get(grade.removesuffix(REOPENED))
        return rung(due_on, on=on, ladder=days, first=2 if grade.endswith(REOPENED) else 1) if days else 0

    return reached
