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
from audits.querysets import BEFORE_OPENING, on_the_team
from foundation import policy
from foundation.access import Role, reach
from foundation.dates import rung
from foundation.directory.deputies import stood_in_for
from foundation.models.work import Due

REOPENED = "+"  # behind the grade: the ladder of a re-opened finding starts at rung 2 (T-50)
NONCONFORMITY = ("major", "minor")
FIELDWORK = ("in_progress", "suspended")
ISSUED = ("issued", "follow_up")
NO_TEXT = Value("", CharField())


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
    answered = Q(kind__in=Audit.HELD_BY_US, state__in=FIELDWORK) & Q(team) & ~Q(lead=user.person_id)
    reviewed = Q(kind__in=Audit.HELD_BY_US, state="reporting") & _by_me(user, team)
    concerned = Q(lead=user.person_id) | reach(user, Role.CO, Role.PM) | answered | reviewed
    mine = answered | reviewed | (Q(lead=None, state__in=("planned", "initiated")) & programme)
    return (
        _audits_with_a_step(user)
        .filter(concerned)
        .annotate(
            task=_audit_task(answered, reviewed),
            row_uuid=F("uuid"),
            row_ref=F("ref"),
            row_title=F("title"),
            row_detail=NO_TEXT,
            clause=NO_TEXT,
            area_code=Coalesce("area__code", NO_TEXT),
            unit_name=F("unit__name"),
            unit_path=F("unit__path"),
            grade=NO_TEXT,
            held_by_id=Case(
                When(mine, then=Value(user.person_id)), default=F("lead_id"), output_field=BigIntegerField()
            ),
            held_by=Case(When(mine, then=Value(user.name)), default=F("lead__name"), output_field=CharField()),
            opens_on=_no_day(),
            due_by=_audit_day(),
        )
    )


def _audits_with_a_step(user: Any) -> models.QuerySet:
    """A report that was issued waits for the findings; then the audit can be closed."""
    unsettled = Finding.objects.open().filter(audit=OuterRef("pk"))
    waits = Q(state__in=(*BEFORE_OPENING, *FIELDWORK, "reporting")) | Q(Q(state__in=ISSUED) & ~Exists(unsettled))
    return Audit.objects.visible_to(user).under_way().filter(waits)


def overdue_audits(rows: models.QuerySet, on: date) -> models.QuerySet:
    """As their days and the index of open dates find them."""
    reports = Due.objects.overdue(on=on).filter(step="report").values("subject_uuid")
    begun = Q(state__in=BEFORE_OPENING, planned_start__lt=on) | Q(state__in=FIELDWORK, planned_end__lt=on)
    return rows.filter(begun | Q(state="reporting", uuid__in=reports))


def overdue_actions(rows: models.QuerySet, on: date) -> models.QuerySet:
    return rows.filter(due_on__lt=on)


def _audit_day() -> Case:
    """An audit begins on its first day, its fieldwork ends on the last; then the report has its own date."""
    return Case(
        When(state__in=BEFORE_OPENING, then=F("planned_start")),
        When(state__in=FIELDWORK, then=F("planned_end")),
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


def _audit_task(answered: Q, reviewed: Q) -> Case:
    """The next step of an audit; a member of the team works on the checklist while the lead sees to the whole."""
    outside = ~Q(kind__in=Audit.HELD_BY_US)
    return Case(
        When(state__in=("planned", "initiated"), lead=None, then=Value("name_lead")),
        When(outside & Q(state__in=BEFORE_OPENING), then=Value("begin_external")),
        When(outside & Q(state__in=(*FIELDWORK, "reporting")), then=Value("record_external_report")),
        When(state="planned", then=Value("initiate_audit")),
        When(state="initiated", then=Value("prepare_audit")),
        When(state="prepared", then=Value("open_audit")),
        When(answered, then=Value("answer_checklist")),
        When(state__in=FIELDWORK, then=Value("finish_fieldwork")),
        When(reviewed, then=Value("review_report")),
        When(state="reporting", then=Value("issue_report")),
        default=Value("close_audit"),
        output_field=CharField(),
    )


def ladder(on: date) -> Callable[[str, date], int]:
    """The rung a finding has reached by its grade and due date (one query). Source: T-50."""
    ladders = policy.current("audits.ladder", on).value

    def reached(grade: str, due_on: date) -> int:
        days = ladders.get(grade.removesuffix(REOPENED))
        return rung(due_on, on=on, ladder=days, first=2 if grade.endswith(REOPENED) else 1) if days else 0

    return reached
