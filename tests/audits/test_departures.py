"""Moved dates, disputes, accepted risks and the limits of bodies, through their verbs, pages and figures."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from assurance.models import Process
from audits import dues as written
from audits.actions import dispute_finding, extend_finding, issue_finding, log_finding, reject_effect, set_cap
from audits.caps import cap_from
from audits.figures import year
from audits.models import Audit, Finding
from audits.offers.figures import overdue
from audits.tasks import sweep_ladder, sweep_risks
from audits.workflows import FINDING
from foundation.access import Role
from foundation.approvals import take_step
from foundation.dates import WorkCalendar
from foundation.models.trail import Event, Notification
from foundation.models.work import Approval, Due, DueNotice
from foundation.refusals import Refused, WrongState
from tests.audits.chain import implemented, in_action, paper
from tests.audits.conftest import SHEET
from tests.audits.departing import agreed, asked
from tests.company import TODAY, grant

pytestmark = pytest.mark.usefixtures("company_day")

S, T = Finding.State, Finding.Type
WHY = "The supplier delivers in March."
MINUTES = "The panel heard Samir and Priya and read the five samples."


def dues(finding: Finding) -> dict[str, date]:
    return {due.step: due.due_on for due in Due.objects.about(finding)}


def of_type(finding: Finding, kind: str) -> Finding:
    """The same finding issued as another type."""
    Finding.objects.filter(pk=finding.pk).update(type=kind)
    finding.refresh_from_db()
    Due.objects.about(finding).delete()
    written.issue(finding, on=TODAY)
    return finding


def later(finding: Finding, who, *, step="action", to=date(2027, 3, 1), on=TODAY) -> Approval:
    return asked(finding, "extend", who, on=on, reason=WHY, due_step=step, new_due_on=to)


# Domain model, table of the finding: from, step, to. What an open finding may is written once for all of its states.

OPEN = ("issued", "disputed", "plan_submitted", "action", "implemented")
TABLE = {
    ("draft", "issue", "issued"),
    ("draft", "discard", "void"),
    ("draft", "note", "noted"),
    ("issued", "note", "noted"),
    ("noted", "publish", "published"),
    ("issued", "dispute", "disputed"),
    ("disputed", "uphold", "issued"),
    ("disputed", "downgrade", "issued"),
    ("disputed", "annul", "void"),
    ("issued", "submit_plan", "plan_submitted"),
    ("plan_submitted", "accept_plan", "action"),
    ("plan_submitted", "return_plan", "issued"),
    *((state, "correct", state) for state in ("issued", "plan_submitted", "action")),
    ("action", "add_action", "action"),
    ("action", "implement", "implemented"),
    *((state, "name_verifier", state) for state in ("action", "implemented")),
    ("implemented", "verify", "closed"),
    ("implemented", "verify_not_effective", "action"),
    *((state, "extend", state) for state in OPEN),
    *((state, "set_cap", state) for state in ("draft", *OPEN)),
    *((state, "accept_risk", "risk_accepted") for state in OPEN),
    ("risk_accepted", "review_risk", "risk_accepted"),
    ("risk_accepted", "withdraw_risk", "risk_accepted"),
    *(("risk_accepted", f"resume_{state}", state) for state in OPEN),
    ("issued", "accept", "action"),
    ("issued", "decline", "closed"),
    ("action", "settle", "closed"),
    *((state, "void", "void") for state in OPEN if state != "disputed"),
}
SECOND = {"extend", "uphold", "downgrade", "annul", "accept_risk", "void"}


def test_the_steps_of_a_finding_are_those_of_the_domain_model():
    ways = {(source, step.name, step.target or source) for step in FINDING.steps for source in step.sources}

    assert ways == TABLE
    assert {step.name for step in FINDING.steps if step.second} == SECOND


# T-13: moved dates.


def test_a_major_is_extended_by_the_officer_and_a_lead_auditor_and_the_old_date_stays(browse, finding, cast):
    in_action(finding, cast)
    later(finding, cast["samir"])

    agreed(finding, cast["ines"])
    assert dues(finding)["action"] == date(2027, 2, 18)
    agreed(finding, cast["leo"])

    due = Due.objects.about(finding).get(step="action")
    kept = finding.extensions.get()
    assert (due.computed, due.approved, due.due_on, due.reason) == (
        date(2027, 2, 18), date(2027, 3, 1), date(2027, 3, 1), WHY,
    )  # fmt: skip
    assert (kept.from_on, kept.granted_by, kept.confirmed_by) == (
        date(2027, 2, 18), cast["ines"].person, cast["leo"].person,
    )  # fmt: skip
    assert finding.state == S.ACTION
    said = browse("samir").get(finding.get_absolute_url()).content.decode()
    assert "It was due on 18 Feb 2027." in said
    assert "Ines Moreau agreed" in said


def test_a_minor_needs_the_officer_alone_and_an_auditor_may_propose(finding, cast):
    of_type(finding, T.MINOR)
    later(finding, cast["priya"], step="correction", to=date(2027, 2, 10))

    agreed(finding, cast["ines"])

    assert dues(finding)["correction"] == date(2027, 2, 10)
    assert not Approval.objects.about(finding).filter(decision="waiting").exists()


def test_nobody_decides_on_an_extension_they_asked_for_own_or_agreed_to_before(finding, cast, company):
    """S-07."""
    grant(cast["samir"], (Role.CO, company.units["MN"]))
    grant(cast["ines"], (Role.LA, company.units["MN"]))
    grant(cast["tobias"], (Role.CO, company.units["MN"]))
    later(finding, cast["tobias"])
    Process.objects.filter(pk=finding.process_id).update(deputy=company.person("carla"))

    for who, said in (
        ("tobias", "You asked for this yourself"),
        ("samir", "You answer for this finding"),
        ("carla", "You answer for this finding"),
    ):
        with pytest.raises(Refused, match=said) as refusal:
            agreed(finding, cast[who])
        assert refusal.value.code == "S-07"
    agreed(finding, cast["ines"])
    with pytest.raises(Refused, match="You agreed as the officer"):
        agreed(finding, cast["ines"])
    with pytest.raises(PermissionDenied):
        agreed(finding, cast["carla"])
    agreed(finding, cast["leo"])

    assert dues(finding)["action"] == date(2027, 3, 1)


def test_how_far_and_how_often_a_date_is_moved(finding, cast):
    """T-13: a period of 90 days by 45, one of 10 working days by 5; twice; a later day; before the day."""
    of_type(finding, T.MAJOR)
    limit = date(2027, 2, 18) + timedelta(days=45)
    for step, to, field in (
        ("action", limit + timedelta(days=1), "new_due_on"),
        ("plan", date(2026, 12, 14), "new_due_on"),
        ("action", date(2027, 2, 18), "new_due_on"),
        ("verification", date(2027, 5, 1), "due_step"),
    ):
        with pytest.raises(Refused) as refusal:
            later(finding, cast["samir"], step=step, to=to)
        assert (refusal.value.code, refusal.value.field) == ("T-13", field), (step, to)

    later(finding, cast["samir"], step="plan", to=date(2026, 12, 11))
    agreed(finding, cast["ines"], cast["leo"])
    later(finding, cast["samir"], to=limit)
    agreed(finding, cast["ines"], cast["leo"])

    assert (dues(finding)["plan"], dues(finding)["action"]) == (date(2026, 12, 11), limit)
    with pytest.raises(Refused, match="moved twice"):
        later(finding, cast["samir"], step="correction", to=date(2026, 12, 22))


def test_an_extension_is_decided_before_the_day_and_not_only_asked(finding, cast, company_day):
    of_type(finding, T.MINOR)
    plan = dues(finding)["plan"]
    later(finding, cast["samir"], step="plan", to=plan + timedelta(days=3))
    company_day.move_to(datetime.combine(plan, datetime.min.time(), UTC) + timedelta(hours=10))

    with pytest.raises(Refused, match="before its day"):
        agreed(finding, cast["ines"])

    assert Approval.objects.about(finding).get().decision == "waiting"
    assert dues(finding)["plan"] == plan


def test_an_extension_never_passes_the_limit_of_a_body(finding, cast):
    Audit.objects.filter(pk=finding.audit_id).update(kind=Audit.Kind.SURVEILLANCE)
    finding.refresh_from_db()
    set_cap(actor=cast["ines"], finding=finding, cap_source="letter", counted_from=date(2027, 1, 16), on=TODAY)

    with pytest.raises(Refused, match="15 Jan 2027"):
        later(finding, cast["samir"], to=date(2027, 1, 18))


def test_an_extended_action_takes_its_open_lines_along_and_stops_the_ladder(finding, cast, company_day):
    lines = [{"text": "Alarm", "owner": cast["emma"].person, "due_on": date(2027, 2, 18)}]
    in_action(finding, cast, actions=lines)
    due = Due.objects.about(finding).get(step="action")
    DueNotice.objects.create(due=due, key="before-14", on=TODAY)
    later(finding, cast["samir"])
    agreed(finding, cast["ines"], cast["leo"])

    assert finding.actions.get().due_on == date(2027, 3, 1)
    assert not due.notices.exists()
    assert not Finding.objects.filter(pk=finding.pk).overdue(on=date(2027, 2, 25)).exclude(next_due_step="correction")


def test_an_action_in_time_by_its_later_date_is_told_against_the_original_too(finding, cast, company_day):
    """K-05."""
    in_action(finding, cast)
    later(finding, cast["samir"])
    agreed(finding, cast["ines"], cast["leo"])
    Finding.objects.filter(pk=finding.pk).update(implemented_on=date(2027, 2, 25))
    findings, on = Finding.objects.all(), date(2027, 3, 2)

    assert year(findings, on=on).share("actions").numerator == 1
    assert year(findings, on=on).share("original").numerator == 0


def test_an_extension_is_not_taken_without_asking(finding, cast):
    with pytest.raises(RuntimeError):
        extend_finding(
            actor=cast["samir"], finding=finding, due_step="action", new_due_on=date(2027, 3, 1), reason=WHY, on=TODAY
        )


def test_a_date_is_moved_through_page_and_approval(browse, finding, cast):
    address = reverse("foundation:step", args=["finding", finding.uuid, "extend"])
    sheet = browse("samir").get(address, headers=SHEET).content.decode()
    assert "Corrective action: until 4 Apr 2027 at most." in sheet

    late = {"due_step": "action", "new_due_on": "2027-06-01", "reason": WHY}
    refused = browse("samir").post(address, late, headers=SHEET)
    assert refused.status_code == 409 or refused.status_code == 422
    assert "All extensions together end on 4 Apr 2027" in refused.content.decode()
    assert WHY in refused.content.decode()
    browse("samir").post(address, {**late, "new_due_on": "2027-04-01"})

    waiting = Approval.objects.about(finding).get()
    said = browse("ines").get(reverse("foundation:approval", args=[waiting.uuid])).content.decode()
    assert "1 Apr 2027" in said


# The dispute.


def disputed(finding, cast, *, on=TODAY) -> Finding:
    return dispute_finding(actor=cast["samir"], finding=finding, reason="The sample was of another gateway.", on=on)


def test_a_finding_is_disputed_within_five_working_days_once_and_the_dates_run_on(finding, cast, company_day):
    with pytest.raises(Refused, match="until 27 Nov 2026"):
        disputed(finding, cast, on=date(2026, 11, 28))
    with pytest.raises(ValidationError):
        dispute_finding(actor=cast["samir"], finding=finding, reason=" ", on=TODAY)
    with pytest.raises(PermissionDenied):
        dispute_finding(actor=cast["priya"], finding=finding, reason="No.", on=TODAY)

    disputed(finding, cast, on=date(2026, 11, 27))

    assert finding.state == S.DISPUTED
    assert dues(finding)["plan"] == date(2026, 12, 4)
    assert Finding.objects.overdue(on=date(2026, 12, 5)).filter(pk=finding.pk).exists()
    assert Notification.objects.filter(user=cast["ines"], event__kind="finding.dispute").exists()
    company_day.move_to(datetime(2026, 12, 7, 10, tzinfo=UTC))
    sweep_ladder(on=date(2026, 12, 7), zone="Europe/Lisbon")
    told = Notification.objects.filter(event__kind="finding.escalated")
    assert {note.user for note in told} >= {cast["ines"], cast["carla"]}
    assert cast["samir"] not in {note.user for note in told}
    asked(finding, "uphold", cast["ines"], minutes=MINUTES)
    agreed(finding, cast["leo"])
    with pytest.raises(Refused, match="disputed before"):
        disputed(finding, cast)


def test_the_panel_is_an_officer_and_a_lead_auditor_of_another_audit(finding, cast, company):
    """Nobody who owns, raised or audited it; minutes are required."""
    disputed(finding, cast)
    with pytest.raises(PermissionDenied):
        asked(finding, "uphold", cast["leo"], minutes=MINUTES)
    with pytest.raises(Refused, match="minutes"):
        asked(finding, "uphold", cast["ines"], minutes=" ")
    grant(cast["priya"], (Role.CO, company.units["MN"]))
    with pytest.raises(Refused, match="S-07"):
        asked(finding, "uphold", cast["priya"], minutes=MINUTES)

    asked(finding, "uphold", cast["ines"], minutes=MINUTES)
    for who in ("tobias", "priya", "carla", "helena"):
        with pytest.raises(PermissionDenied):
            agreed(finding, cast[who])
    agreed(finding, cast["leo"])

    dispute = finding.dispute
    assert (finding.state, dispute.outcome, dispute.minutes) == (S.ISSUED, "upheld", MINUTES)
    assert (dispute.officer, dispute.lead) == (cast["ines"].person, cast["leo"].person)
    assert dues(finding)["plan"] == date(2026, 12, 4)


def test_a_downgraded_finding_has_the_dates_of_its_type_from_the_original_issue(browse, finding, cast, company_day):
    disputed(finding, cast)
    company_day.move_to(datetime(2026, 12, 1, 10, tzinfo=UTC))
    with pytest.raises(Refused, match="lower type"):
        asked(finding, "downgrade", cast["ines"], on=date(2026, 12, 1), minutes=MINUTES, new_type="major")
    asked(finding, "downgrade", cast["ines"], on=date(2026, 12, 1), minutes=MINUTES, new_type="minor")
    agreed(finding, cast["leo"])

    assert (finding.state, finding.type, finding.issued_on) == (S.ISSUED, T.MINOR, TODAY)
    assert dues(finding) == {
        "plan": date(2026, 12, 18), "correction": date(2027, 1, 19), "action": date(2027, 5, 19),
    }  # fmt: skip
    assert finding.dispute.decided_on == date(2026, 12, 1)
    said = browse("samir").get(finding.get_absolute_url()).content.decode()
    assert MINUTES in said
    assert "It was issued as “Major”" in said


def test_a_finding_that_the_panel_voids_leaves_every_figure(finding, cast):
    disputed(finding, cast)
    asked(finding, "annul", cast["ines"], minutes=MINUTES)
    agreed(finding, cast["leo"])

    assert finding.state == S.VOID
    assert not Due.objects.about(finding).open().exists()
    assert not Finding.objects.unsettled().filter(pk=finding.pk).exists()


def test_what_was_downgraded_to_an_observation_has_no_dates_and_is_noted(finding, cast):
    disputed(finding, cast)
    asked(finding, "downgrade", cast["ines"], minutes=MINUTES, new_type="observation")
    agreed(finding, cast["leo"])

    assert dues(finding) == {}


# Accepted risks.


def risk(finding, who, *, until=date(2027, 6, 30), review=date(2027, 3, 1), on=TODAY) -> Approval:
    return asked(finding, "accept_risk", who, on=on, reason=WHY, expires_on=until, review_on=review)


def test_the_manager_who_carries_a_risk_has_the_rank_for_it(finding, cast, company):
    """A major: whose grant reaches the region; a minor: any manager of the unit; never who asked or owns it."""
    grant(cast["emma"], (Role.MGR, company.units["TS"]))
    grant(cast["samir"], (Role.MGR, company.units["HQ"]))
    risk(finding, cast["ines"])
    for who in ("emma", "malik", "carla"):
        with pytest.raises(PermissionDenied):
            agreed(finding, cast[who])
    with pytest.raises(Refused, match="You answer for this finding"):
        agreed(finding, cast["samir"])
    agreed(finding, cast["helena"])
    assert finding.state == S.RISK_ACCEPTED

    sweep_risks(on=date(2027, 7, 1), zone="Europe/Lisbon")
    of_type(finding, T.MINOR)
    finding.refresh_from_db()
    risk(finding, cast["samir"])
    with pytest.raises(Refused, match="You asked for this yourself"):
        agreed(finding, cast["samir"])
    agreed(finding, cast["emma"])

    assert finding.acceptances.get(ended_on=None).accepted_by == cast["emma"].person


def test_a_risk_is_accepted_for_twelve_months_at_most_with_a_review_on_the_way(finding, cast):
    for until, review, field in (
        (date(2027, 11, 21), date(2027, 3, 1), "expires_on"),
        (TODAY, TODAY, "expires_on"),
        (date(2027, 6, 30), date(2027, 7, 1), "review_on"),
        (date(2027, 6, 30), TODAY, "review_on"),
    ):
        with pytest.raises(Refused) as refusal:
            risk(finding, cast["samir"], until=until, review=review)
        assert refusal.value.field == field, (until, review)

    risk(finding, cast["samir"], until=date(2027, 11, 20))
    agreed(finding, cast["helena"])
    assert finding.state == S.RISK_ACCEPTED


def test_what_a_body_found_and_what_is_no_nonconformity_is_not_accepted(finding, cast):
    Audit.objects.filter(pk=finding.audit_id).update(kind=Audit.Kind.SURVEILLANCE)
    finding.refresh_from_db()
    with pytest.raises(Refused, match="Somebody outside found this"):
        risk(finding, cast["samir"])

    Audit.objects.filter(pk=finding.audit_id).update(kind=Audit.Kind.INTERNAL)
    of_type(finding, T.OFI)
    with pytest.raises(Refused, match="Only the risk of a nonconformity"):
        risk(finding, cast["samir"])


def test_an_accepted_risk_leaves_what_is_overdue_stands_apart_and_comes_back(browse, finding, cast, company_day):
    implemented(finding, cast)
    last = date(2027, 4, 1)
    assert last > dues(finding)["verification"]
    company_day.move_to(datetime(2027, 4, 1, 10, tzinfo=UTC))
    assert Finding.objects.overdue(on=last).filter(pk=finding.pk).exists()
    risk(finding, cast["samir"], until=date(2027, 6, 30), review=date(2027, 5, 1), on=last)
    agreed(finding, cast["helena"])

    assert not Finding.objects.overdue(on=last).filter(pk=finding.pk).exists()
    assert sweep_ladder(on=last, zone="Europe/Lisbon") == {"told": 0}
    assert overdue(None, last).parts == {"awaiting_verification": [], "risk_accepted": [finding.ref], "rungs": {}}
    assert year(Finding.objects.all(), on=last).share("actions").denominator == 0
    assert Finding.objects.unsettled().filter(pk=finding.pk).exists()
    said = browse("samir").get(finding.get_absolute_url()).content.decode()
    assert "Accepted risk" in said
    assert "Helena Brandt" in said

    assert sweep_risks(on=date(2027, 5, 1), zone="Europe/Lisbon") == {"opened": 0, "told": 1}
    assert Notification.objects.filter(user=cast["helena"], event__kind="finding.risk_review").exists()
    assert sweep_risks(on=date(2027, 6, 30), zone="Europe/Lisbon") == {"opened": 0, "told": 0}
    assert sweep_risks(on=date(2027, 7, 1), zone="Europe/Lisbon") == {"opened": 1, "told": 0}
    finding.refresh_from_db()
    assert finding.state == S.IMPLEMENTED
    assert finding.acceptances.get().ended_on == date(2027, 7, 1)
    assert Finding.objects.overdue(on=date(2027, 7, 1)).filter(pk=finding.pk).exists()
    assert sweep_risks(on=date(2027, 7, 2), zone="Europe/Lisbon") == {"opened": 0, "told": 0}


def test_who_carries_a_risk_reviews_it_on_its_day_or_ends_it_early(
    browse, finding, cast, company, company_day, django_assert_max_num_queries
):
    in_action(finding, cast)
    grant(cast["emma"], (Role.MGR, company.units["HQ"]))
    risk(finding, cast["samir"])
    agreed(finding, cast["helena"])
    review = {"subject": finding, "step": "review_risk", "reason": "The new gateway comes in May."}
    with pytest.raises(Refused, match="Its review is on 1 Mar 2027"):
        take_step(actor=cast["helena"], on=date(2027, 2, 28), **review)
    for who in ("emma", "samir", "ines", "tobias"):
        with pytest.raises(PermissionDenied):
            take_step(actor=cast[who], on=date(2027, 3, 1), **review)

    company_day.move_to(datetime(2027, 3, 1, 10, tzinfo=UTC))
    helena, steps = browse("helena"), lambda name: reverse("foundation:step", args=["finding", finding.uuid, name])
    assert helena.post(steps("review_risk"), {"reason": ""}).status_code == 422
    assert helena.post(steps("review_risk"), {"reason": review["reason"]}).status_code == 302
    finding.refresh_from_db()
    assert (finding.state, finding.acceptances.get().ended_on) == (S.RISK_ACCEPTED, None)
    helena.get(finding.get_absolute_url())  # the message is read
    with django_assert_max_num_queries(12):
        page = helena.get(finding.get_absolute_url()).content.decode()
    assert page.count(review["reason"]) == 2  # with the risk, and in what happened

    end = {"subject": finding, "step": "withdraw_risk", "on": date(2027, 3, 1)}
    for who in ("emma", "samir", "tobias"):
        with pytest.raises(PermissionDenied):
            take_step(actor=cast[who], **end, reason=WHY)
    with pytest.raises(ValidationError):
        take_step(actor=cast["helena"], **end)
    take_step(actor=cast["helena"], **end, reason=WHY)

    finding.refresh_from_db()
    assert (finding.state, finding.acceptances.get().ended_on) == (S.ACTION, date(2027, 3, 1))
    assert dues(finding)["action"] == date(2027, 2, 18)
    assert Finding.objects.overdue(on=date(2027, 3, 1)).filter(pk=finding.pk).exists()
    assert Notification.objects.filter(user=cast["samir"], event__kind="finding.resume_action").exists()
    assert sweep_risks(on=date(2027, 7, 1), zone="Europe/Lisbon") == {"opened": 0, "told": 0}
    with pytest.raises(WrongState):
        take_step(actor=cast["ines"], **end, reason=WHY)


# T-11: the limits of bodies.


CALENDAR = WorkCalendar(
    weekend=frozenset({5, 6}),
    holidays=frozenset({date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)}),
    name="HQ",
)


def test_the_limits_that_follow_from_a_day():
    for source, day, limit in (
        ("letter", date(2027, 1, 16), date(2027, 1, 16)),
        ("stage2", date(2026, 8, 31), date(2027, 2, 28)),
        ("remedy", TODAY, date(2026, 12, 20)),
        ("recertification", date(2027, 1, 29), date(2026, 12, 30)),
    ):
        assert cap_from(source, day, CALENDAR) == limit, source


def test_no_date_lies_after_the_limit_of_the_body(browse, finding, cast):
    with pytest.raises(Refused, match="Only a body from outside"):
        set_cap(actor=cast["ines"], finding=finding, cap_source="letter", counted_from=date(2027, 1, 16), on=TODAY)
    Audit.objects.filter(pk=finding.audit_id).update(kind=Audit.Kind.SURVEILLANCE)
    finding.refresh_from_db()
    with pytest.raises(PermissionDenied):
        set_cap(actor=cast["samir"], finding=finding, cap_source="letter", counted_from=date(2027, 1, 16), on=TODAY)
    with pytest.raises(ValidationError):
        set_cap(actor=cast["ines"], finding=finding, cap_source="letter", on=TODAY)
    with pytest.raises(ValidationError, match="Check the year"):
        set_cap(actor=cast["ines"], finding=finding, cap_source="remedy", counted_from=date.max, on=TODAY)
    with pytest.raises(Refused, match="majors of a stage 2 audit alone"):
        set_cap(actor=cast["ines"], finding=finding, cap_source="stage2", on=TODAY)

    set_cap(actor=cast["ines"], finding=finding, cap_source="letter", counted_from=date(2027, 1, 16), on=TODAY)

    assert dues(finding) == {
        "plan": date(2026, 12, 4), "correction": date(2026, 12, 21), "action": date(2027, 1, 15),
    }  # fmt: skip
    assert Due.objects.about(finding).get(step="action").rule == "T-11"
    assert Event.objects.about(finding).filter(kind="finding.set_cap").exists()
    said = browse("samir").get(finding.get_absolute_url()).content.decode()
    assert "Limit of the body" in said


def test_the_thirty_days_of_a_remedial_proposal_hold_for_the_plan(finding, cast):
    Audit.objects.filter(pk=finding.audit_id).update(kind=Audit.Kind.PROCESS_AUDIT)
    finding.refresh_from_db()
    of_type(finding, T.MINOR)
    notice = date(2026, 11, 15)

    set_cap(actor=cast["ines"], finding=finding, cap_source="remedy", counted_from=notice, on=TODAY)

    assert finding.cap_on == date(2026, 12, 15)
    assert dues(finding) == {
        "plan": date(2026, 12, 15), "correction": date(2027, 1, 19), "action": date(2027, 5, 19),
    }  # fmt: skip


def test_a_major_of_stage_two_is_issued_with_its_limit(company, audit, cast):
    facts = {"statement": "Seen.", "objective_evidence": "Seen.", "owner": company.person("samir"), "type": T.MAJOR}
    process = company.processes["remote-access"]
    draft = log_finding(actor=cast["priya"], audit=audit, item=audit.items.first(), process=process, on=TODAY, **facts)
    Audit.objects.filter(pk=audit.pk).update(
        kind=Audit.Kind.STAGE2, planned_end=date(2026, 8, 31), planned_start=date(2026, 8, 30)
    )
    draft.refresh_from_db()

    issue_finding(actor=cast["tobias"], finding=draft, on=date(2026, 12, 20))

    assert (draft.cap_on, draft.cap_source) == (date(2027, 2, 28), "stage2")
    assert dues(draft)["action"] == date(2027, 2, 26)


def test_a_limit_leaves_what_was_done_moved_or_halved_as_far_as_it_allows(finding, cast):
    Audit.objects.filter(pk=finding.audit_id).update(kind=Audit.Kind.SURVEILLANCE)
    finding.refresh_from_db()
    implemented(finding, cast)
    given = {"method": "sample", "sample": "Ten.", "reason": "Two.", "evidence": [paper(cast["ines"])]}
    reject_effect(actor=cast["ines"], finding=finding, on=date(2027, 1, 4), **given)
    Due.objects.about(finding).filter(step="correction").update(rule="imported", computed=date(2027, 6, 1))
    Due.objects.about(finding).filter(step="action").update(approved=date(2027, 3, 1), reason=WHY)

    for limit, action, correction in (
        (date(2027, 5, 3), date(2027, 3, 1), date(2027, 5, 3)),
        (date(2027, 2, 20), date(2027, 2, 19), date(2027, 2, 19)),
        (date(2027, 2, 12), date(2027, 2, 12), date(2027, 2, 12)),
    ):
        set_cap(actor=cast["ines"], finding=finding, cap_source="letter", counted_from=limit, on=date(2027, 1, 5))
        assert (dues(finding)["action"], dues(finding)["correction"]) == (action, correction), limit
    assert Due.objects.about(finding).get(step="correction").met_on == TODAY
    assert Due.objects.about(finding).get(step="action").anchor == date(2027, 1, 4)


# What the pages cost.


def test_a_finding_with_every_departure_costs_at_most_twelve_queries(
    browse, finding, cast, company_day, django_assert_max_num_queries
):
    disputed(finding, cast)
    asked(finding, "uphold", cast["ines"], minutes=MINUTES)
    agreed(finding, cast["leo"])
    later(finding, cast["samir"])
    agreed(finding, cast["ines"], cast["leo"])
    risk(finding, cast["samir"])
    agreed(finding, cast["helena"])
    for name in ("ines", "samir", "helena"):
        client = browse(name)
        client.get(finding.get_absolute_url())

        with django_assert_max_num_queries(12):
            client.get(finding.get_absolute_url())


def test_an_issued_finding_costs_at_most_twelve_queries_after_a_week(
    browse, finding, company_day, django_assert_max_num_queries
):
    company_day.move_to(datetime(2026, 11, 27, 10, tzinfo=UTC))
    client = browse("samir")
    client.get(finding.get_absolute_url())

    with django_assert_max_num_queries(12):
        client.get(finding.get_absolute_url())


def test_a_disputed_finding_waits_for_the_officers(browse, finding, cast):
    disputed(finding, cast)

    assert "Decide on the dispute" in browse("ines").get(reverse("foundation:my_work")).content.decode()
    with pytest.raises(WrongState):
        in_action(finding, cast)
