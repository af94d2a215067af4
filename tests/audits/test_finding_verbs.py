"""A finding from its issue to verified closure, through its verbs."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from assurance.models import EvidenceLink
from audits.actions import (
    accept_opportunity,
    add_action,
    complete_action,
    decline_opportunity,
    discard_finding,
    implement_finding,
    issue_finding,
    log_finding,
    name_verifier,
    note_finding,
    record_correction,
    reject_effect,
    return_plan,
    settle_opportunity,
    submit_plan,
    verify_finding,
)
from audits.models import CorrectiveAction, Finding, Verification
from audits.workflows import FINDING
from foundation.approvals import decide_approval, take_step
from foundation.models.trail import Event, Notification
from foundation.models.work import Approval, Due, DueNotice
from foundation.refusals import Refused, WrongState
from tests.audits.chain import CAUSE, done, implemented, in_action, issued, paper, planned, reporting
from tests.company import TODAY

S = Finding.State


def dues(finding: Finding) -> dict[str, date]:
    return {due.step: due.due_on for due in Due.objects.about(finding)}


def judged(finding, user, *, on=TODAY, **given):
    facts = {"method": "sample", "sample": "Ten sessions.", "evidence": [paper(user)], **given}
    return verify_finding(actor=user, finding=finding, on=on, **facts)


def rejected(finding, user, *, on=TODAY, **given):
    facts = {"method": "sample", "sample": "Ten sessions, two without recording.", "evidence": [paper(user)], **given}
    return reject_effect(actor=user, finding=finding, on=on, reason="Two sessions are not recorded.", **facts)


def draft(company, audit, kind, **facts):
    given = {"statement": "Seen on site.", "objective_evidence": "Seen.", "owner": company.person("samir"), **facts}
    process = company.processes["remote-access"]
    return log_finding(
        actor=company.cast["priya"],
        audit=audit,
        type=kind,
        process=process,
        on=TODAY,
        item=audit.items.first(),
        **given,
    )


# E-03: the happy way.


def test_a_major_is_closed_in_time_by_an_effective_check(finding, cast):
    planned(finding, cast, on=date(2026, 12, 4))
    FINDING.move(finding, "accept_plan", actor=cast["tobias"], on=date(2026, 12, 5))
    done(finding, cast, on=date(2026, 12, 21))
    implement_finding(actor=cast["samir"], finding=finding, on=date(2027, 2, 10))
    assert finding.verify_from == date(2027, 3, 12)

    judged(finding, cast["ines"], on=date(2027, 3, 15))

    finding.refresh_from_db()
    assert (finding.state, finding.closed_on) == (S.CLOSED, date(2027, 3, 15))
    assert not Due.objects.about(finding).open().exists()
    verification = finding.verifications.get()
    assert (verification.by, verification.result) == (cast["ines"].person, Verification.Result.EFFECTIVE)


def test_the_way_of_a_finding_is_told_step_by_step(finding, cast):
    implemented(finding, cast)

    kinds = list(Event.objects.about(finding).order_by("pk").values_list("kind", flat=True))
    assert [kind for kind in kinds if kind.startswith("finding.")] == [
        "finding.logged",
        "finding.issue",
        "finding.submit_plan",
        "finding.accept_plan",
        "finding.correct",
        "finding.implement",
    ]


# The plan.


def test_a_plan_needs_a_corrective_action(finding, cast):
    with pytest.raises(ValidationError) as refusal:
        submit_plan(actor=cast["samir"], finding=finding, cause=CAUSE, correction="Switched on.", actions=[], on=TODAY)

    finding.refresh_from_db()
    assert "actions" in refusal.value.error_dict
    assert finding.state == S.ISSUED


def test_a_plan_needs_a_correction_beside_the_action(finding, cast):
    with pytest.raises(ValidationError) as refusal:
        planned(finding, cast, correction=" ")

    assert "correction" in refusal.value.error_dict


def test_a_plan_says_where_similar_occurrences_were_looked_for(finding, cast):
    with pytest.raises(ValidationError) as refusal:
        planned(finding, cast, cause={**CAUSE, "similar_where": ""})

    assert "similar_where" in refusal.value.error_dict


def test_an_action_is_due_no_later_than_the_finding_asks(finding, cast):
    late = {"text": "Later", "owner": cast["samir"].person, "due_on": date(2027, 2, 19)}

    with pytest.raises(ValidationError, match="due on 18 Feb 2027"):
        planned(finding, cast, actions=[late])

    assert not CorrectiveAction.objects.exists()


def test_somebody_elses_finding_gets_no_plan_from_me(finding, cast):
    with pytest.raises(PermissionDenied):
        submit_plan(actor=cast["omar"], finding=finding, cause=CAUSE, correction="x", actions=[{}], on=TODAY)


def test_a_returned_plan_is_replaced_by_the_next_one(finding, cast):
    planned(finding, cast, owners=("samir", "emma"))
    return_plan(actor=cast["tobias"], finding=finding, reason="Similar occurrences are not answered.", on=TODAY)

    planned(finding, cast, owners=("emma",), cause={**CAUSE, "text": "The rule is missing."})

    finding.refresh_from_db()
    assert [(one.order, one.text) for one in finding.actions.all()] == [(1, "Action of emma")]
    assert finding.cause.text == "The rule is missing."
    assert finding.returned_count == 1


def test_the_due_date_of_a_returned_plan_runs_on(finding, cast):
    planned(finding, cast)
    assert Due.objects.about(finding).get(step="plan").met_on == TODAY

    return_plan(actor=cast["priya"], finding=finding, reason="Say why.", on=TODAY)

    due = Due.objects.about(finding).get(step="plan")
    assert (due.met_on, due.due_on) == (None, date(2026, 12, 4))


def test_a_plan_is_returned_with_a_reason_only(finding, cast):
    planned(finding, cast)

    with pytest.raises(ValidationError) as refusal:
        return_plan(actor=cast["priya"], finding=finding, reason="  ", on=TODAY)

    assert "reason" in refusal.value.error_dict


def test_the_owner_does_not_judge_the_own_plan(finding, cast, company):
    Finding.objects.filter(pk=finding.pk).update(owner=company.person("priya"))
    finding.refresh_from_db()
    FINDING.place(finding, S.PLAN_SUBMITTED, actor=cast["ines"], on=TODAY, source="test")

    with pytest.raises(Refused, match="Somebody else judges"):
        FINDING.move(finding, "accept_plan", actor=cast["priya"], on=TODAY)


# Correction and actions.


def test_a_correction_is_nothing_without_evidence(finding, cast):
    with pytest.raises(ValidationError) as refusal:
        record_correction(actor=cast["samir"], finding=finding, text="Switched on.", on=TODAY)

    assert "evidence" in refusal.value.error_dict


def test_a_correction_is_recorded_once(finding, cast):
    record_correction(
        actor=cast["samir"], finding=finding, text="Switched on.", evidence=[paper(cast["samir"])], on=TODAY
    )

    with pytest.raises(Refused, match="was done on 20 Nov 2026"):
        record_correction(
            actor=cast["samir"], finding=finding, text="Again.", evidence=[paper(cast["samir"])], on=TODAY
        )


def test_a_stale_copy_does_not_record_the_correction_twice(finding, cast):
    stale = Finding.objects.get(pk=finding.pk)
    record_correction(actor=cast["samir"], finding=finding, text="First.", evidence=[paper(cast["samir"])], on=TODAY)

    with pytest.raises(Refused):
        record_correction(actor=cast["samir"], finding=stale, text="Second.", evidence=[paper(cast["samir"])], on=TODAY)

    finding.refresh_from_db()
    assert finding.correction == "First."


def test_an_action_is_completed_by_its_owner_with_evidence(finding, cast):
    in_action(finding, cast, owners=("emma",))
    action = finding.actions.get()

    complete_action(actor=cast["emma"], action=action, evidence=[paper(cast["emma"])], on=TODAY)

    action.refresh_from_db()
    assert (action.implemented_on, action.implemented_by) == (TODAY, cast["emma"].person)
    assert EvidenceLink.objects.about(action).filter(purpose="action").exists()
    assert Event.objects.about(finding).filter(kind="action.implemented").exists()


def test_an_action_without_evidence_is_not_completed(finding, cast):
    in_action(finding, cast)

    with pytest.raises(ValidationError) as refusal:
        complete_action(actor=cast["samir"], action=finding.actions.get(), on=TODAY)

    assert "evidence" in refusal.value.error_dict


def test_an_action_waits_for_the_accepted_plan(finding, cast):
    planned(finding, cast)

    with pytest.raises(WrongState):
        complete_action(actor=cast["samir"], action=finding.actions.get(), evidence=[paper(cast["samir"])], on=TODAY)


def test_a_stranger_does_not_complete_an_action(finding, cast):
    in_action(finding, cast)

    with pytest.raises(PermissionDenied):
        complete_action(actor=cast["emma"], action=finding.actions.get(), evidence=[paper(cast["emma"])], on=TODAY)


def test_nothing_is_implemented_before_every_action_is(finding, cast):
    in_action(finding, cast, owners=("samir", "emma"))
    record_correction(actor=cast["samir"], finding=finding, text="On.", evidence=[paper(cast["samir"])], on=TODAY)
    first = finding.actions.get(order=1)
    complete_action(actor=cast["samir"], action=first, evidence=[paper(cast["samir"])], on=TODAY)

    with pytest.raises(Refused, match="Action 2 is not implemented yet"):
        implement_finding(actor=cast["samir"], finding=finding, on=TODAY)


def test_nothing_is_implemented_before_the_correction(finding, cast):
    in_action(finding, cast)
    complete_action(actor=cast["samir"], action=finding.actions.get(), evidence=[paper(cast["samir"])], on=TODAY)

    with pytest.raises(Refused, match="Record the correction first"):
        implement_finding(actor=cast["samir"], finding=finding, on=TODAY)


def test_a_further_action_is_not_due_in_the_past(finding, cast):
    in_action(finding, cast)

    with pytest.raises(ValidationError) as refusal:
        add_action(
            actor=cast["samir"],
            finding=finding,
            text="More",
            owner=cast["emma"].person,
            due_on=date(2026, 11, 19),
            on=TODAY,
        )

    assert "due_on" in refusal.value.error_dict


# T-12: the window of the check.


def test_a_check_before_the_window_needs_a_typed_reason(finding, cast):
    implemented(finding, cast)

    with pytest.raises(Refused, match=r"Not before 20 Dec 2026") as refusal:
        judged(finding, cast["ines"])

    finding.refresh_from_db()
    assert refusal.value.field == "early_reason"
    assert (finding.state, finding.closed_on) == (S.IMPLEMENTED, None)
    assert not Verification.objects.exists()


def test_an_early_check_keeps_the_typed_reason(finding, cast):
    implemented(finding, cast)

    judged(finding, cast["ines"], early_reason="All 200 sessions of the week were looked at.")

    finding.refresh_from_db()
    assert finding.state == S.CLOSED
    assert finding.verifications.get().early_reason == "All 200 sessions of the week were looked at."


def test_the_first_day_of_the_window_needs_no_reason(finding, cast):
    implemented(finding, cast)

    judged(finding, cast["ines"], on=date(2026, 12, 20))

    finding.refresh_from_db()
    assert finding.state == S.CLOSED


def test_a_check_without_evidence_judges_nothing(finding, cast):
    implemented(finding, cast)

    with pytest.raises(ValidationError) as refusal:
        judged(finding, cast["ines"], early_reason="Sure.", evidence=[])

    finding.refresh_from_db()
    assert "evidence" in refusal.value.error_dict
    assert finding.state == S.IMPLEMENTED


# E-04: not effective.


def test_a_failed_check_reopens_the_actions_with_half_the_period(finding, cast):
    implemented(finding, cast)
    assert dues(finding)["action"] == date(2027, 2, 18)

    rejected(finding, cast["ines"], on=date(2027, 1, 4))

    finding.refresh_from_db()
    assert (finding.state, finding.reopened_count) == (S.ACTION, 1)
    assert (finding.implemented_on, finding.verify_from) == (None, None)
    assert dues(finding)["action"] == date(2027, 2, 18)
    assert [due.step for due in Due.objects.about(finding).open()] == ["action"]


def test_the_half_period_counts_from_the_failed_check(finding, cast):
    implemented(finding, cast)

    rejected(finding, cast["ines"], on=date(2027, 2, 1))

    assert dues(finding)["action"] == date(2027, 2, 1) + timedelta(days=45)


def test_after_a_failed_check_the_same_actions_are_not_enough(finding, cast):
    implemented(finding, cast)
    rejected(finding, cast["ines"])

    with pytest.raises(Refused, match="Add a further action"):
        implement_finding(actor=cast["samir"], finding=finding, on=TODAY)


def test_a_further_action_takes_the_finding_to_a_second_check(finding, cast):
    implemented(finding, cast)
    rejected(finding, cast["ines"])
    due_on = TODAY + timedelta(days=20)
    more = add_action(
        actor=cast["samir"], finding=finding, text="Alarm", owner=cast["emma"].person, due_on=due_on, on=TODAY
    )
    with pytest.raises(Refused, match="Action 2 is not implemented yet"):
        implement_finding(actor=cast["samir"], finding=finding, on=TODAY)
    complete_action(actor=cast["emma"], action=more, evidence=[paper(cast["emma"])], on=TODAY)

    implement_finding(actor=cast["samir"], finding=finding, on=TODAY)
    judged(finding, cast["carla"], on=date(2026, 12, 20))

    finding.refresh_from_db()
    assert finding.state == S.CLOSED
    results = list(finding.verifications.order_by("pk").values_list("result", flat=True))
    assert results == ["not_effective", "effective"]


def test_new_dates_are_reminded_of_anew(finding, cast):
    implemented(finding, cast)
    due = Due.objects.about(finding).get(step="action")
    DueNotice.objects.create(due=due, key="rung-2", on=TODAY)

    rejected(finding, cast["ines"])

    assert not DueNotice.objects.filter(due=due).exists()


def test_a_failed_check_needs_a_reason(finding, cast):
    implemented(finding, cast)

    with pytest.raises(ValidationError) as refusal:
        reject_effect(
            actor=cast["ines"],
            finding=finding,
            method="sample",
            sample="Ten.",
            evidence=[paper(cast["ines"])],
            reason="",
            on=TODAY,
        )

    assert "reason" in refusal.value.error_dict


# Verifier.


def test_a_named_verifier_is_told(finding, cast):
    in_action(finding, cast)

    name_verifier(actor=cast["ines"], finding=finding, verifier=cast["carla"].person, on=TODAY)

    finding.refresh_from_db()
    assert finding.verifier == cast["carla"].person
    assert Notification.objects.filter(user=cast["carla"], event__kind="finding.name_verifier").exists()


# Issue, note, opportunities.


def test_a_minor_waits_for_the_report(company, audit, cast):
    minor = draft(company, audit, Finding.Type.MINOR)
    reporting(audit, cast)

    with pytest.raises(Refused, match="Only a major is issued before the report"):
        issue_finding(actor=cast["tobias"], finding=minor, on=TODAY)


def test_an_auditor_logs_and_the_lead_issues(company, audit, cast):
    major = draft(company, audit, Finding.Type.MAJOR)

    with pytest.raises(PermissionDenied):
        issue_finding(actor=cast["priya"], finding=major, on=TODAY)


def test_a_nonconformity_without_any_evidence_is_not_issued(company, audit, cast):
    major = draft(company, audit, Finding.Type.MAJOR, objective_evidence="")

    with pytest.raises(Refused, match="needs objective evidence"):
        issue_finding(actor=cast["tobias"], finding=major, on=TODAY)


def test_a_finding_without_owner_is_not_issued(company, audit, cast):
    major = draft(company, audit, Finding.Type.MAJOR, owner=None)

    with pytest.raises(Refused, match="Name the owner"):
        issue_finding(actor=cast["tobias"], finding=major, on=TODAY)


def test_the_owner_hears_of_the_issued_finding(finding, cast):
    assert Notification.objects.filter(user=cast["samir"], event__kind="finding.issue").exists()


def test_a_draft_logged_by_mistake_is_discarded_and_its_question_is_open_again(company, audit, cast):
    major = draft(company, audit, Finding.Type.MAJOR)
    assert audit.items.first().result == "major"

    discard_finding(actor=cast["priya"], finding=major, reason="Logged on the wrong question.", on=TODAY)

    major.refresh_from_db()
    assert major.state == S.VOID
    assert audit.items.first().result == ""


def test_an_issued_finding_is_not_discarded(finding, cast):
    with pytest.raises(WrongState):
        discard_finding(actor=cast["priya"], finding=finding, reason="Changed my mind.", on=TODAY)


def test_observations_and_good_practices_are_noted_with_the_report(company, audit, cast):
    seen = draft(company, audit, Finding.Type.OBSERVATION)
    good = draft(company, audit, Finding.Type.GOOD_PRACTICE)

    issued(audit, cast)

    seen.refresh_from_db()
    good.refresh_from_db()
    assert (seen.state, good.state) == (S.NOTED, S.NOTED)
    assert not Due.objects.about(seen).exists()


def test_a_good_practice_is_offered_to_other_units_and_an_observation_is_not(company, audit, cast):
    seen = note_finding(actor=cast["tobias"], finding=draft(company, audit, Finding.Type.OBSERVATION), on=TODAY)
    good = note_finding(actor=cast["tobias"], finding=draft(company, audit, Finding.Type.GOOD_PRACTICE), on=TODAY)

    FINDING.move(good, "publish", actor=cast["tobias"], on=TODAY)
    with pytest.raises(Refused):
        FINDING.move(seen, "publish", actor=cast["tobias"], on=TODAY)

    assert good.state == S.PUBLISHED


def test_a_nonconformity_is_not_merely_noted(finding, cast):
    with pytest.raises(Refused, match="Only an observation or a good practice"):
        note_finding(actor=cast["tobias"], finding=finding, on=TODAY)


@pytest.fixture
def opportunity(company, audit, cast):
    chance = draft(company, audit, Finding.Type.OFI)
    issued(audit, cast)
    chance.refresh_from_db()
    return chance


def test_an_opportunity_is_decided_on_within_thirty_working_days(opportunity):
    assert set(dues(opportunity)) == {"disposition"}


def test_an_accepted_opportunity_is_settled_without_a_check(opportunity, cast):
    accept_opportunity(actor=cast["samir"], finding=opportunity, decision="With the next release.", on=TODAY)
    assert opportunity.state == S.ACTION
    assert not Due.objects.about(opportunity).open().exists()

    settle_opportunity(actor=cast["samir"], finding=opportunity, on=TODAY)

    opportunity.refresh_from_db()
    assert (opportunity.state, opportunity.closed_on, opportunity.decision) == (
        S.CLOSED,
        TODAY,
        "With the next release.",
    )


def test_an_opportunity_is_declined_with_a_reason(opportunity, cast):
    with pytest.raises(ValidationError):
        decline_opportunity(actor=cast["samir"], finding=opportunity, reason="", on=TODAY)

    decline_opportunity(actor=cast["samir"], finding=opportunity, reason="The tool is replaced.", on=TODAY)

    opportunity.refresh_from_db()
    assert (opportunity.state, opportunity.closed_on, opportunity.decision) == (
        S.CLOSED,
        TODAY,
        "The tool is replaced.",
    )


def test_an_opportunity_gets_no_plan(opportunity, cast):
    with pytest.raises(Refused, match="Only a nonconformity"):
        planned(opportunity, cast)


def test_a_nonconformity_is_not_declined(finding, cast):
    with pytest.raises(Refused, match="Only an opportunity"):
        decline_opportunity(actor=cast["samir"], finding=finding, reason="No.", on=TODAY)


# Void: a second person.


def asked(finding, cast):
    return take_step(actor=cast["ines"], subject=finding, step="void", on=TODAY, reason="Wrong unit.")


def test_voiding_waits_for_a_lead_auditor(finding, cast):
    approval = asked(finding, cast)

    finding.refresh_from_db()
    assert isinstance(approval, Approval)
    assert finding.state == S.ISSUED

    decide_approval(actor=cast["tobias"], approval=approval, yes=True)

    finding.refresh_from_db()
    assert finding.state == S.VOID
    assert not Due.objects.about(finding).open().exists()


def test_voiding_is_not_approved_by_another_officer(finding, cast):
    approval = asked(finding, cast)

    with pytest.raises(PermissionDenied):
        decide_approval(actor=cast["carla"], approval=approval, yes=True)


def test_voiding_is_not_done_without_asking(finding, cast):
    with pytest.raises(RuntimeError):
        FINDING.move(finding, "void", actor=cast["ines"], on=TODAY, reason="Wrong unit.")


def test_a_closed_finding_is_not_voided(finding, cast):
    implemented(finding, cast)
    judged(finding, cast["ines"], on=date(2026, 12, 20))

    with pytest.raises(WrongState):
        asked(finding, cast)
