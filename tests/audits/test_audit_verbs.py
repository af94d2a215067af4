"""An audit from schedule to its end through its verbs, and both life cycles state by state, step by step, person by person."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from assurance.models import Framework, Requirement
from audits.actions import (
    build_checklist,
    close_audit,
    close_fieldwork,
    complete_action,
    decline_opportunity,
    issue_at_once,
    issue_report,
    limit_audit,
    log_finding,
    open_audit,
    postpone_audit,
    reopen_audit,
    review_documents,
    review_report,
    schedule_audit,
    send_plan,
    set_team,
    write_report,
)
from audits.models import Audit, Finding, Meeting, Report
from audits.workflows import AUDIT, FINDING
from audits.workflows.departures import OPEN
from foundation.approvals import decide_approval, take_step
from foundation.models.trail import Event, Notification
from foundation.models.work import Due
from foundation.refusals import Refused, WrongState
from foundation.trail import history
from foundation.workflow import Step, Workflow
from tests.audits.chain import in_action, issued, reporting
from tests.company import TODAY, Company, plan_audit, start_audit

S = Audit.State
DAY = timedelta(days=1)


# Schedule.


def test_a_scheduled_audit_keeps_its_approved_dates(company):
    audit = plan_audit(company)

    assert (audit.state, audit.baseline_start, audit.ref) == (S.PLANNED, TODAY, "A-2026-0001")
    assert audit.team.get().person == company.person("tobias")


def test_the_lead_hears_of_the_audit(company, cast):
    plan_audit(company)

    assert Notification.objects.filter(user=cast["tobias"], event__kind="audit.name_lead").exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"planned_start": TODAY - DAY}, "planned_start"),
        ({"frameworks": []}, "frameworks"),
        ({"title": ""}, "title"),
        ({"method": "telepathy"}, "method"),
    ],
)
def test_an_audit_that_cannot_be_is_refused_at_its_field(company, cast, changes, field):
    facts = {
        "unit": company.units["TS"],
        "title": "Remote access",
        "method": "remote",
        "planned_start": TODAY,
        "planned_end": TODAY,
        "frameworks": [company.framework],
        **changes,
    }

    with pytest.raises(ValidationError) as refusal:
        schedule_audit(actor=cast["petra"], on=TODAY, **facts)

    assert field in refusal.value.error_dict
    assert not Audit.objects.exists()


def test_the_last_day_does_not_lie_before_the_first(company):
    with pytest.raises(ValidationError, match="cannot lie before the first"):
        plan_audit(company, planned_start=TODAY + DAY, planned_end=TODAY)


def test_a_process_owner_schedules_nothing(company, cast):
    with pytest.raises(PermissionDenied):
        schedule_audit(
            actor=cast["samir"], unit=company.units["TS"], title="x", planned_start=TODAY, planned_end=TODAY, on=TODAY
        )


# Preparation.


@pytest.fixture
def initiated(company, cast) -> Audit:
    """An announced audit in five weeks, initiated by its lead."""
    start = TODAY + timedelta(days=35)
    return AUDIT.move(
        plan_audit(company, planned_start=start, planned_end=start), "initiate", actor=cast["tobias"], on=TODAY
    )


def prepared(audit: Audit, cast, *, on: date = TODAY, documents_reviewed: bool = True) -> Audit:
    build_checklist(actor=cast["tobias"], audit=audit, requirements=Requirement.objects.all(), on=on)
    send_plan(
        actor=cast["tobias"], audit=audit, objectives="See.", scope="All.", documents_reviewed=documents_reviewed, on=on
    )
    return AUDIT.move(audit, "prepare", actor=cast["tobias"], on=on)


def test_an_audit_without_lead_is_not_initiated(company, cast):
    audit = plan_audit(company)
    Audit.objects.filter(pk=audit.pk).update(lead=None)
    audit.refresh_from_db()

    refusal = AUDIT.refusal(audit, AUDIT.step("initiate"), actor=cast["tobias"], on=TODAY, given={})

    assert refusal is not None
    assert refusal.code == "lead"


def test_the_team_is_told_and_can_be_changed(initiated, company, cast):
    set_team(actor=cast["tobias"], audit=initiated, members=[company.person("priya")], on=TODAY)
    set_team(actor=cast["tobias"], audit=initiated, members=[company.person("leo")], on=TODAY)

    assert sorted(member.person.name for member in initiated.team.all()) == ["Leo Brandt", "Tobias Lindqvist"]
    assert Notification.objects.filter(user=cast["priya"], event__kind="audit.set_team").exists()


def test_the_checklist_takes_requirements_of_the_criteria_only(initiated, cast):
    other = Framework.objects.create(code="OTHER", title="Other", edition="1", issuer="x")
    strange = Requirement.objects.create(framework=other, ref="X-1", title="Strange", kind="internal", order=1)

    with pytest.raises(ValidationError, match="Not among the criteria of this audit: X-1") as refusal:
        build_checklist(actor=cast["tobias"], audit=initiated, requirements=[strange], on=TODAY)

    assert "requirements" in refusal.value.error_dict


def test_a_requirement_stands_on_the_checklist_once(initiated, cast):
    first = build_checklist(actor=cast["tobias"], audit=initiated, requirements=Requirement.objects.all()[:1], on=TODAY)
    again = build_checklist(actor=cast["tobias"], audit=initiated, requirements=Requirement.objects.all(), on=TODAY)

    assert (first, again, initiated.items.count()) == (1, 2, 3)


def test_the_audited_are_told_of_the_plan(initiated, cast):
    prepared(initiated, cast)

    assert Notification.objects.filter(user=cast["samir"], event__kind="audit.send_plan").exists()


def test_nobody_outside_the_team_is_told_of_an_unannounced_audit_before_it_opens(company, cast, audit):
    told = Notification.objects.filter(event__kind__startswith="audit.")
    before = set(told.exclude(event__kind="audit.open").values_list("user__email", flat=True))

    assert before <= {"tobias@meridane.example", "priya@meridane.example"}
    assert told.filter(event__kind="audit.open", user=cast["samir"]).exists()


def test_the_preparation_is_not_done_without_checklist_plan_and_documents(initiated, cast):
    prepare = AUDIT.step("prepare")

    def refusal() -> str:
        found = AUDIT.refusal(initiated, prepare, actor=cast["tobias"], on=TODAY, given={})
        return found.code if found else ""

    assert refusal() == "checklist"
    build_checklist(actor=cast["tobias"], audit=initiated, requirements=Requirement.objects.all(), on=TODAY)
    assert refusal() == "plan"
    send_plan(actor=cast["tobias"], audit=initiated, objectives="See.", scope="All.", on=TODAY)
    assert refusal() == "documents"
    review_documents(actor=cast["tobias"], audit=initiated, documents="Procedure 2.1", on=TODAY)
    assert refusal() != "documents"


def test_an_unannounced_audit_has_no_plan_to_send_and_its_documents_are_reviewed(company, cast):
    audit = AUDIT.move(plan_audit(company, kind=Audit.Kind.UNANNOUNCED), "initiate", actor=cast["tobias"], on=TODAY)
    build_checklist(actor=cast["tobias"], audit=audit, requirements=Requirement.objects.all(), on=TODAY)

    with pytest.raises(Refused, match="Nobody is told of an unannounced audit"):
        send_plan(actor=cast["tobias"], audit=audit, objectives="See.", scope="All.", on=TODAY)
    with pytest.raises(Refused, match="Review the documents"):
        AUDIT.move(audit, "prepare", actor=cast["tobias"], on=TODAY)
    review_documents(actor=cast["tobias"], audit=audit, documents="Procedure 2.1", on=TODAY)

    assert AUDIT.move(audit, "prepare", actor=cast["tobias"], on=TODAY).state == S.PREPARED


def test_a_plan_that_comes_late_stops_the_preparation(initiated, cast):
    with pytest.raises(Refused, match="10 working days before the start") as refusal:
        prepared(initiated, cast, on=TODAY + timedelta(days=28))

    assert refusal.value.code == "T-52"


def test_the_opening_waits_for_the_day_before(initiated, cast):
    prepared(initiated, cast)

    with pytest.raises(Refused, match="more than a day before 25 Dec 2026"):
        open_audit(actor=cast["tobias"], audit=initiated, attendees="Head", on=date(2026, 12, 23))

    open_audit(actor=cast["tobias"], audit=initiated, attendees="Head", on=date(2026, 12, 24))
    initiated.refresh_from_db()
    assert (initiated.state, initiated.actual_start) == (S.IN_PROGRESS, date(2026, 12, 24))


# Postpone and cancel.


def test_postponing_moves_the_dates_and_leaves_the_approved_ones(company, cast):
    audit = plan_audit(company)
    later = TODAY + timedelta(days=14)

    postpone_audit(
        actor=cast["petra"], audit=audit, planned_start=later, planned_end=later, reason="Migration.", on=TODAY
    )

    audit.refresh_from_db()
    assert (audit.planned_start, audit.baseline_start, audit.postponed_count, audit.state) == (
        later,
        TODAY,
        1,
        S.PLANNED,
    )


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"planned_start": TODAY - DAY}, "planned_start"),
        ({"planned_end": TODAY}, "planned_end"),
    ],
)
def test_postponing_is_refused_at_the_field_to_blame(company, cast, changes, field):
    audit = plan_audit(company)
    later = TODAY + timedelta(days=14)
    facts = {"planned_start": later, "planned_end": later, "reason": "Migration.", **changes}

    with pytest.raises(ValidationError) as refusal:
        postpone_audit(actor=cast["petra"], audit=audit, on=TODAY, **facts)

    audit.refresh_from_db()
    assert field in refusal.value.error_dict
    assert (audit.planned_start, audit.postponed_count) == (TODAY, 0)


def test_an_audit_that_a_certificate_needs_moves_past_its_last_day_only_by_an_officer(company, cast):
    audit = plan_audit(company)
    limit_audit(actor=cast["ines"], audit=audit, latest_end=date(2026, 12, 15), cap_source="T-20")
    late = {
        "planned_start": date(2026, 12, 16),
        "planned_end": date(2026, 12, 16),
        "reason": "Hall closed.",
        "on": TODAY,
    }
    last = {**late, "planned_start": date(2026, 12, 15), "planned_end": date(2026, 12, 15)}

    with pytest.raises(Refused, match="by 15 Dec 2026") as refusal:
        postpone_audit(actor=cast["petra"], audit=audit, **late)
    assert (refusal.value.code, refusal.value.field) == ("T-20", "planned_end")
    postpone_audit(actor=cast["petra"], audit=audit, **last)
    with pytest.raises(ValidationError):
        postpone_audit(actor=cast["ines"], audit=audit, **{**late, "reason": ""})
    postpone_audit(actor=cast["ines"], audit=audit, **late)

    audit.refresh_from_db()
    assert (audit.planned_end, audit.latest_end) == (date(2026, 12, 16), date(2026, 12, 15))


def test_limits_that_say_nothing_new_leave_no_trace(company, cast):
    audit = plan_audit(company)
    facts = {"audit": audit, "latest_end": date(2026, 12, 15), "cap_source": "T-21"}

    limit_audit(actor=cast["ines"], **facts)
    limit_audit(actor=cast["ines"], **facts)

    told = [event.content.summary for event in history(audit) if event.kind == "audit.limited"]
    assert told == ["noted that a certificate needs it by 15 Dec 2026"]
    with pytest.raises(PermissionDenied):
        limit_audit(actor=cast["petra"], audit=audit, latest_end=None)


def test_a_major_of_a_recertification_gets_the_limit_of_its_certificate(company, cast):
    audit = start_audit(company)
    limit_audit(
        actor=cast["ines"], audit=audit, latest_end=date(2027, 5, 13), cap_source="T-20", nc_cap_on=date(2027, 4, 14)
    )
    facts = {"title": "No recording", "statement": "Sessions are not recorded.", "objective_evidence": "Log of 18 Nov."}
    facts |= {"owner": company.person("samir"), "process": company.processes["remote-access"]}
    requirement = company.framework.requirements.first()

    found = issue_at_once(actor=cast["tobias"], audit=audit, type="major", requirement=requirement, on=TODAY, **facts)

    assert (found.cap_on, found.cap_source) == (date(2027, 4, 14), "recertification")


def test_the_lead_does_not_postpone(company, cast):
    with pytest.raises(PermissionDenied):
        postpone_audit(
            actor=cast["tobias"],
            audit=plan_audit(company),
            planned_start=TODAY,
            planned_end=TODAY,
            reason="x",
            on=TODAY,
        )


def test_an_opened_audit_is_not_postponed(audit, cast):
    with pytest.raises(WrongState):
        postpone_audit(actor=cast["petra"], audit=audit, planned_start=TODAY, planned_end=TODAY, reason="x", on=TODAY)


def cancelled(audit: Audit, cast):
    return take_step(actor=cast["petra"], subject=audit, step="cancel", on=TODAY, reason="The site is closed.")


def test_a_cancellation_waits_for_a_second_person(company, cast):
    audit = plan_audit(company)

    approval = cancelled(audit, cast)
    audit.refresh_from_db()
    assert audit.state == S.PLANNED

    decide_approval(actor=cast["ines"], approval=approval, yes=True)
    audit.refresh_from_db()
    assert audit.state == S.CANCELLED
    assert "The site is closed." in Event.objects.about(audit).get(kind="audit.cancel").content.summary


def test_a_refused_cancellation_leaves_the_audit(company, cast):
    audit = plan_audit(company)

    decide_approval(actor=cast["helena"], approval=cancelled(audit, cast), yes=False, note="It reopens in May.")

    audit.refresh_from_db()
    assert audit.state == S.PLANNED


def test_a_manager_learns_nothing_of_an_unannounced_audit_that_is_to_be_cancelled(company, cast):
    audit = plan_audit(company, kind=Audit.Kind.UNANNOUNCED)

    approval = cancelled(audit, cast)

    told = set(Notification.objects.filter(event__kind="approval.asked").values_list("user__email", flat=True))
    assert told == {"ines@meridane.example", "carla@meridane.example"}
    with pytest.raises(PermissionDenied):
        decide_approval(actor=cast["helena"], approval=approval, yes=True)


# Fieldwork and report.


def test_the_closing_meeting_waits_for_every_answer(audit, cast):
    with pytest.raises(Refused, match="3 questions of the checklist have no result yet"):
        close_fieldwork(actor=cast["tobias"], audit=audit, attendees="Head", on=TODAY)

    assert not Meeting.objects.filter(kind="closing").exists()


def test_after_the_closing_meeting_the_report_is_due_in_ten_working_days(audit, cast):
    reporting(audit, cast)

    assert Due.objects.about(audit).get(step="report").due_on == date(2026, 12, 4)
    assert (audit.state, audit.actual_end) == (S.REPORTING, TODAY)


def test_an_interrupted_audit_goes_on(audit, cast):
    AUDIT.move(audit, "interrupt", actor=cast["tobias"], on=TODAY, reason="Fire alarm.")
    with pytest.raises(WrongState):
        close_fieldwork(actor=cast["tobias"], audit=audit, attendees="Head", on=TODAY)

    AUDIT.move(audit, "resume", actor=cast["tobias"], on=TODAY, reason="The building is open.")

    assert audit.state == S.IN_PROGRESS


@pytest.fixture
def written(audit, cast) -> Audit:
    reporting(audit, cast)
    write_report(actor=cast["tobias"], audit=audit, summary="Access is named.", conclusion="conforms", on=TODAY)
    return audit


def test_the_lead_does_not_review_the_own_report(written, cast):
    with pytest.raises(Refused, match="Somebody else reviews it") as refusal:
        review_report(actor=cast["tobias"], audit=written, on=TODAY)

    assert refusal.value.code == "S-06"


def test_a_report_is_not_issued_before_its_review(written, cast):
    with pytest.raises(Refused, match="quality review"):
        issue_report(actor=cast["tobias"], audit=written, on=TODAY)


def test_a_changed_report_goes_back_to_review(written, cast):
    review_report(actor=cast["ines"], audit=written, on=TODAY)
    write_report(
        actor=cast["tobias"], audit=written, summary="Access is named and recorded.", conclusion="conforms", on=TODAY
    )

    with pytest.raises(Refused, match="quality review"):
        issue_report(actor=cast["tobias"], audit=written, on=TODAY)


def test_an_issued_report_is_fixed_by_its_hash(written, cast):
    review_report(actor=cast["ines"], audit=written, on=TODAY)

    issue_report(actor=cast["tobias"], audit=written, on=TODAY)

    report = Report.objects.get(audit=written)
    assert (report.issued_on, len(report.sha256), report.reviewer) == (TODAY, 64, cast["ines"].person)
    with pytest.raises(WrongState):
        write_report(actor=cast["tobias"], audit=written, summary="Other.", conclusion="not", on=TODAY)


def log(audit: Audit, company: Company, kind: str, **facts: object) -> Finding:
    given = {"statement": "Seen.", "objective_evidence": "Seen.", "owner": company.person("samir"), **facts}
    process = company.processes["remote-access"]
    item = audit.items.first()
    return log_finding(
        actor=company.cast["priya"], audit=audit, type=kind, item=item, process=process, on=TODAY, **given
    )


def test_an_incomplete_finding_holds_the_report_back(audit, company, cast):
    log(audit, company, Finding.Type.MINOR, objective_evidence="")

    with pytest.raises(Refused, match=r"F-2026-0001: A nonconformity needs objective evidence"):
        issued(audit, cast)

    audit.refresh_from_db()
    assert audit.state == S.REPORTING


def test_findings_are_issued_with_the_report_and_the_follow_up_starts(audit, company, cast):
    minor = log(audit, company, Finding.Type.MINOR)

    issued(audit, cast)

    audit.refresh_from_db()
    minor.refresh_from_db()
    assert (audit.state, minor.state, minor.issued_on) == (S.FOLLOW_UP, Finding.State.ISSUED, TODAY)
    assert {due.step for due in Due.objects.about(minor)} == {"plan", "correction", "action"}


def test_without_findings_the_audit_is_closed_at_once(audit, cast):
    issued(audit, cast)

    close_audit(actor=cast["tobias"], audit=audit, on=TODAY)

    audit.refresh_from_db()
    assert (audit.state, audit.closed_on) == (S.CLOSED, TODAY)


def test_open_findings_keep_an_audit_open(audit, company, cast):
    log(audit, company, Finding.Type.MINOR)
    issued(audit, cast)

    with pytest.raises(Refused, match="1 finding is not at its end yet: F-2026-0001"):
        close_audit(actor=cast["ines"], audit=audit, on=TODAY)


def test_an_opportunity_that_is_decided_on_does_not_keep_an_audit_open(audit, company, cast):
    taken, declined = log(audit, company, Finding.Type.OFI), log(audit, company, Finding.Type.OFI)
    issued(audit, cast)
    take_step(actor=cast["samir"], subject=taken, step="accept", on=TODAY)
    with pytest.raises(Refused):
        close_audit(actor=cast["ines"], audit=audit, on=TODAY)
    decline_opportunity(actor=cast["samir"], finding=declined, reason="Replaced.", on=TODAY)

    close_audit(actor=cast["ines"], audit=audit, on=TODAY)

    assert audit.state == S.CLOSED


def test_a_closed_audit_is_reopened_with_a_reason_and_counted(audit, cast):
    issued(audit, cast)
    close_audit(actor=cast["tobias"], audit=audit, on=TODAY)
    with pytest.raises(ValidationError):
        reopen_audit(actor=cast["ines"], audit=audit, reason="", on=TODAY)

    reopen_audit(actor=cast["ines"], audit=audit, reason="A new fact.", on=TODAY)

    audit.refresh_from_db()
    assert (audit.state, audit.closed_on, audit.reopened_count) == (S.FOLLOW_UP, None, 1)


def test_a_stale_copy_of_an_audit_overwrites_nothing(initiated, cast, company):
    stale = Audit.objects.get(pk=initiated.pk)
    take_step(actor=cast["petra"], subject=initiated, step="name_lead", on=TODAY, given={"lead": company.person("leo")})

    with pytest.raises(PermissionDenied):
        send_plan(actor=cast["tobias"], audit=stale, objectives="See.", scope="All.", on=TODAY)

    initiated.refresh_from_db()
    assert initiated.lead == company.person("leo")


# State × step × person.

OFFICERS, PROGRAMME = {"ines", "carla"}, {"petra"}
# Who may take a step on the audit of the company: Tobias leads, Priya audits, Samir owns the process.
AUDIT_STEPS = {
    "initiate": {"tobias"},
    "name_lead": OFFICERS | PROGRAMME | {"tobias"},
    "set_team": {"tobias"},
    "except_member": {"tobias"},
    "object_to_team": {"helena", "samir"},
    "decide_objection": PROGRAMME,
    "build_checklist": {"tobias"},
    "use_template": {"tobias"},
    "clone_checklist": {"tobias"},
    "send_plan": {"tobias"},
    "review_documents": {"tobias"},
    "prepare": {"tobias"},
    "postpone": PROGRAMME,
    "cancel": PROGRAMME,
    "open": {"tobias"},
    "interrupt": {"tobias"},
    "resume": {"tobias"},
    "hold_closing": {"tobias"},
    "write_report": {"tobias"},
    "review_report": OFFICERS | {"tobias", "leo"},
    "issue": {"tobias"},
    "follow_up": set(),
    "close": OFFICERS | {"tobias"},
    "reopen": OFFICERS,
    "begin_external": {"tobias"},
    "log_external": {"tobias"},
    "record_external_report": {"tobias"},
    "attach_letter": OFFICERS | {"tobias"},
}
# Who may take a step on Samir's finding.
FINDING_STEPS = {
    "issue": {"tobias"},
    "note": {"tobias"},
    "discard": {"tobias", "priya"},
    "publish": {"tobias"},
    "submit_plan": {"samir"},
    "return_plan": {"tobias", "priya"},
    "accept_plan": {"tobias", "priya"},
    "correct": {"samir"},
    "add_action": {"samir"},
    "implement": {"samir"},
    "name_verifier": OFFICERS | {"tobias"},
    "verify": OFFICERS | {"tobias", "priya", "leo"},
    "verify_not_effective": OFFICERS | {"tobias", "priya", "leo"},
    "accept": {"samir"},
    "decline": {"samir"},
    "settle": {"samir"},
    "extend": {"samir", "tobias", "priya"},
    "set_cap": OFFICERS | {"tobias"},
    "dispute": {"samir"},
    "uphold": OFFICERS,
    "downgrade": OFFICERS,
    "annul": OFFICERS,
    "accept_risk": OFFICERS | {"samir"},
    "review_risk": set(),
    "withdraw_risk": OFFICERS,
    **{f"resume_{state}": set() for state in OPEN},
    "void": OFFICERS,
}


def outcomes(workflow: Workflow, row: Audit | Finding, cast) -> Iterator[tuple[str, str, str]]:
    """What each step answers to each person on a row: denied, wrong state, or open (also where a rule refuses it)."""
    for step in workflow.steps:
        for name, user in cast.items():
            yield step.name, name, _answer(workflow, row, step, user)


def _answer(workflow: Workflow, row: Audit | Finding, step: Step, user) -> str:
    try:
        workflow.check(row, step, actor=user, on=TODAY, reason="because", given={})
    except PermissionDenied:
        return "denied"
    except WrongState:
        return "wrong state"
    except Refused:
        return "open"
    return "open"


def expected(workflow: Workflow, who: dict[str, set[str]], state: str, cast) -> Iterator[tuple[str, str, str]]:
    for step in workflow.steps:
        for name in cast:
            fits = "open" if state in step.sources else "wrong state"
            yield step.name, name, fits if name in who[step.name] else "denied"


def test_the_tables_of_this_module_know_every_step():
    assert set(AUDIT_STEPS) == {step.name for step in AUDIT.steps}
    assert set(FINDING_STEPS) == {step.name for step in FINDING.steps}


@pytest.mark.parametrize("state", S.values)
def test_every_step_of_an_audit_answers_every_person_in_every_state(audit, cast, state):
    AUDIT.place(audit, state, actor=cast["ines"], on=TODAY, source="test")

    assert list(outcomes(AUDIT, audit, cast)) == list(expected(AUDIT, AUDIT_STEPS, state, cast))


@pytest.mark.parametrize("state", Finding.State.values)
def test_every_step_of_a_finding_answers_every_person_in_every_state(finding, cast, state):
    Finding.objects.filter(pk=finding.pk).update(closed_on=TODAY)
    FINDING.place(finding, state, actor=cast["ines"], on=TODAY, source="test")

    assert list(outcomes(FINDING, finding, cast)) == list(expected(FINDING, FINDING_STEPS, state, cast))


@pytest.mark.parametrize(("workflow", "fixture"), [(AUDIT, "audit"), (FINDING, "finding")])
def test_a_step_with_data_is_taken_through_its_verb_only(workflow, fixture, cast, request):
    row = request.getfixturevalue(fixture)

    for step in (step for step in workflow.steps if step.verb):
        with pytest.raises(RuntimeError, match="is taken through the verb"):
            workflow.move(row, step.name, actor=cast["ines"], on=TODAY, reason="because")


def test_an_action_owner_completes_the_own_action_and_nothing_else(finding, cast):
    in_action(finding, cast, owners=("emma",))
    steps = {one.step.name for one in FINDING.available(finding, cast["emma"], TODAY)}

    assert steps == set()
    with pytest.raises(ValidationError):  # hers, so it asks for evidence
        complete_action(actor=cast["emma"], action=finding.actions.get(), on=TODAY)
