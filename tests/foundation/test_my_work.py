"""My work: one list of everything due, held or chased, in one order."""

import csv
import io
import re
from datetime import date, timedelta

import pytest
import time_machine
from django.test import RequestFactory

from assurance.actions import link_evidence, upload_evidence
from audits.actions import add_programme, begin_external, log_finding, name_lead, record_correction, submit_plan
from audits.models import Audit, CorrectiveAction, Finding, Programme
from audits.workflows import FINDING
from foundation import files
from foundation.approvals import take_step
from foundation.models.trail import Event
from foundation.models.work import Due
from foundation.work import WorkList, late_count, lists
from tests.company import TODAY, plan_audit

DAY = timedelta(days=1)
MORNING = f"{TODAY.isoformat()}T09:00:00Z"


@pytest.fixture(autouse=True)
def that_day():
    with time_machine.travel(MORNING, tick=True):
        yield


def work_of(user, query="", *, on=TODAY):
    user.__dict__.pop("_work_offered", None)
    user.__dict__.pop("_work_present", None)
    request = RequestFactory().get(f"/my-work/{query}")
    request.user = user
    return WorkList(request, on=on)


def tasks_of(user, query="", *, on=TODAY):
    return [line.task for line in work_of(user, query, on=on).lines]


def with_plan(company, finding, *, actions=1):
    """The plan of Samir with some actions, the first his own, the others Emma's, handed in."""
    people = [company.person("samir"), *[company.person("emma")] * (actions - 1)]
    submit_plan(
        actor=company.cast["samir"],
        finding=finding,
        cause={"text": "No check.", "category": "method", "similar_where": "All gateways."},
        actions=[
            {"text": f"Measure {number}", "owner": one, "due_on": TODAY + number * 10 * DAY}
            for number, one in enumerate(people, start=1)
        ],
        correction="Recording switched on.",
        on=TODAY,
    )
    return finding


def accepted(company, finding, **options):
    with_plan(company, finding, **options)
    return FINDING.move(finding, "accept_plan", actor=company.cast["tobias"], on=TODAY)


def put(row, state, **fields):
    """Puts a row where its life cycle would bring it, without the way there."""
    type(row).objects.filter(pk=row.pk).update(state=state, **fields)
    row.refresh_from_db()
    return row


def test_the_owner_is_told_what_to_do_and_officers_and_managers_whom_to_chase(finding, cast):
    assert tasks_of(cast["samir"]) == ["Plan the corrective action", "Record the correction"]
    assert tasks_of(cast["helena"]) == ["Chase the plan", "Chase the correction"]
    assert "Chase the plan" in tasks_of(cast["ines"])


def test_a_line_says_what_it_concerns_who_holds_it_and_when_it_is_due(finding, cast):
    line = work_of(cast["helena"]).lines[0]

    assert (line.ref, line.title, line.concerns) == (finding.ref, finding.title, "Technical services, MCB-15")
    assert (line.holder, line.is_mine, line.due, line.late) == ("Samir Haddad", False, date(2026, 12, 4), "in 14 days")
    assert line.url == finding.get_absolute_url()


def test_nobody_sees_work_outside_their_units(finding, cast):
    assert tasks_of(cast["malik"]) == []
    assert tasks_of(cast["omar"]) == []
    assert tasks_of(cast["emma"]) == []


def test_the_deputy_of_the_process_chases_with_its_owner(finding, company, cast):
    process = company.processes["remote-access"]
    type(process).objects.filter(pk=process.pk).update(deputy=company.person("emma"))

    assert tasks_of(cast["emma"]) == ["Chase the plan", "Chase the correction"]


def test_an_outsider_has_no_work_here(finding, browse, cast):
    assert browse("claire").get("/my-work/").status_code == 404
    assert late_count(cast["claire"], TODAY + 40 * DAY) == 0


def test_any_auditor_of_the_team_reviews_a_plan_that_was_handed_in(finding, company, cast):
    with_plan(company, finding)

    assert "Review the plan" in tasks_of(cast["priya"])
    assert "Review the plan" in tasks_of(cast["tobias"])
    assert tasks_of(cast["leo"]) == []
    assert "Review the plan" not in tasks_of(cast["samir"])


def test_each_action_of_an_accepted_plan_is_a_line_of_its_owner(finding, company, cast):
    accepted(company, finding, actions=3)

    mine, theirs = work_of(cast["samir"], "?view=mine"), work_of(cast["emma"])

    assert [(line.task, line.detail) for line in theirs.lines] == [
        ("Carry out the corrective action", "Measure 2"),
        ("Carry out the corrective action", "Measure 3"),
    ]
    assert [line.detail for line in mine.lines] == ["Measure 1", ""]


def test_when_all_actions_are_done_the_owner_is_to_say_so(finding, company, cast):
    accepted(company, finding)
    CorrectiveAction.objects.update(implemented_on=TODAY)

    assert "Report that all actions are done" in tasks_of(cast["samir"], "?until=all")


def test_a_verification_waits_for_the_verifier_and_says_when_it_opens(finding, company, cast):
    opens = TODAY + 30 * DAY
    put(
        finding,
        "implemented",
        implemented_on=TODAY,
        verify_from=opens,
        corrected_on=TODAY,
        verifier=company.person("leo"),
    )

    line = work_of(cast["leo"]).lines[0]

    assert (line.task, line.words, line.is_mine) == ("Verify the effect", "Opens 20 Dec 2026", True)
    assert "Verify the effect" not in tasks_of(cast["tobias"])


def test_without_a_named_verifier_the_lead_verifies(finding, cast):
    put(finding, "implemented", implemented_on=TODAY, verify_from=TODAY, corrected_on=TODAY)

    assert "Verify the effect" in tasks_of(cast["tobias"])


def test_an_opportunity_waits_for_the_decision_of_its_owner(finding, cast):
    put(finding, "issued", type="ofi")

    assert tasks_of(cast["samir"]) == ["Decide on the opportunity"]


def test_a_voided_or_closed_finding_asks_for_nothing(finding, cast):
    put(finding, "void")

    assert tasks_of(cast["samir"]) == []


def test_a_recorded_correction_leaves_the_list(finding, company, cast):
    evidence = upload(company, "samir")
    record_correction(actor=cast["samir"], finding=finding, text="Switched on.", evidence=[evidence], on=TODAY)

    assert tasks_of(cast["samir"]) == ["Plan the corrective action"]


def upload(company, name):
    received = files.receive([b"Sessions of October, all recorded."], name="sessions.txt", content_type="text/plain")
    facts = files.accept(received)
    files.keep(received, facts)
    evidence = {"unit": company.units["TS"], "title": "Session register", "as_of": TODAY, "kept": [(received, facts)]}
    return upload_evidence(actor=company.cast[name], **evidence)


def test_the_lead_has_the_next_step_of_each_audit_and_the_team_its_checklist(audit, company, cast):
    planned = plan_audit(company, on=TODAY + 20 * DAY, title="Patches")

    lines = {line.ref: line.task for line in work_of(cast["tobias"]).lines}

    assert lines == {audit.ref: "Finish the fieldwork", planned.ref: "Initiate the audit"}
    assert tasks_of(cast["priya"]) == ["Work on the checklist"]


def test_an_audit_by_a_body_from_outside_asks_for_its_own_steps(company, cast):
    body = {"kind": Audit.Kind.SURVEILLANCE, "organisation": "Kestrel Certification"}
    outside = plan_audit(company, on=TODAY, **body)
    assert tasks_of(cast["tobias"]) == ["Note that the body began"]

    begin_external(actor=cast["tobias"], audit=outside, began_on=TODAY, on=TODAY)

    assert tasks_of(cast["tobias"]) == ["Record the body's report"]
    assert "Chase the body's report" in tasks_of(cast["petra"])


def test_a_major_that_an_auditor_logged_waits_for_the_lead_to_issue_it(audit, company, cast):
    item = audit.items.first()
    facts = {"statement": "Nothing is recorded.", "objective_evidence": "Three of three.", "on": TODAY}
    major = log_finding(actor=cast["priya"], audit=audit, item=item, type="major", **facts)
    log_finding(actor=cast["priya"], audit=audit, item=audit.items.last(), type="minor", **facts)

    lines = {line.ref: line.task for line in work_of(cast["tobias"]).lines}

    assert lines[major.ref] == "Issue the major or keep it for the report"
    assert len(lines) == 2
    assert tasks_of(cast["priya"]) == ["Work on the checklist"]
    assert major.ref not in {line.ref for line in work_of(cast["ines"]).lines}


def test_programme_managers_name_a_lead_where_there_is_none_and_chase_the_rest(audit, company, cast):
    planned = plan_audit(company, on=TODAY + 20 * DAY, title="Patches")
    put(planned, "planned", lead=None)

    lines = {line.task: line.is_mine for line in work_of(cast["petra"]).lines}

    assert lines == {"Chase the fieldwork": False, "Name a lead auditor": True}
    assert "Get a lead auditor named" in tasks_of(cast["ines"])
    name_lead(actor=cast["petra"], audit=planned, lead=company.person("leo"), on=TODAY)
    assert "Initiate the audit" in tasks_of(cast["leo"])


def test_managers_are_told_nothing_of_audits_that_come(company, cast):
    plan_audit(company, on=TODAY + 20 * DAY, kind=Audit.Kind.UNANNOUNCED)

    assert tasks_of(cast["helena"]) == []
    assert tasks_of(cast["samir"]) == []


def test_a_submitted_programme_waits_for_a_manager_who_did_not_write_it(company, cast, browse):
    facts = {"unit": company.units["HQ"], "year": 2027, "title": "Programme 2027"}
    programme = add_programme(actor=cast["petra"], **facts)
    assert tasks_of(cast["helena"]) == tasks_of(cast["petra"]) == []

    put(programme, "in_review", submitted_by=company.person("petra"))
    approving, chasing = work_of(cast["helena"]).lines, work_of(cast["petra"]).lines

    assert [(line.task, line.is_mine) for line in approving] == [("Approve the programme", True)]
    assert [(line.task, line.is_mine) for line in chasing] == [("Chase the approval of the programme", False)]
    assert approving[0].url == programme.get_absolute_url()
    assert "Programme 2027" in browse("helena").get("/my-work/").content.decode()
    for who in ("malik", "ines", "tobias", "samir"):
        assert tasks_of(cast[who]) == []
    for part in ("author", "submitted_by", "owner"):
        Programme.objects.update(
            **{"author": None, "submitted_by": None, "owner": None, part: company.person("helena")}
        )
        assert "Approve the programme" not in tasks_of(cast["helena"])
    put(programme, "approved")
    assert tasks_of(cast["petra"]) == []


def test_what_needs_a_second_person_waits_for_those_who_may_decide(company, cast):
    planned = plan_audit(company, on=TODAY + 20 * DAY)
    take_step(actor=cast["petra"], subject=planned, step="cancel", on=TODAY, reason="The unit moves.")

    assert "Decide as the second person" in tasks_of(cast["ines"])
    assert "Decide as the second person" not in tasks_of(cast["malik"])
    assert "Decide as the second person" not in tasks_of(cast["petra"])


def test_evidence_waits_for_a_reviewer_but_never_for_who_uploaded_it(company, cast):
    version = upload(company, "ines")
    put(version, "submitted")

    assert tasks_of(cast["carla"]) == ["Review the evidence"]
    assert tasks_of(cast["ines"]) == []


def test_lines_come_in_one_order_of_due_dates_with_the_undated_last(finding, company, cast):
    put(upload(company, "samir"), "submitted")

    lines = work_of(cast["ines"]).lines

    assert [line.due for line in lines] == [TODAY, date(2026, 12, 4), date(2026, 12, 21), None]
    assert [group.name for group in work_of(cast["ines"]).groups] == ["today", "later", "undated"]


def test_late_starts_the_day_after_the_due_date(finding, cast):
    due = date(2026, 12, 4)

    assert late_count(cast["samir"], due) == 0
    assert late_count(cast["samir"], due + DAY) == 1
    assert work_of(cast["samir"], on=due).groups[0].name == "today"
    assert work_of(cast["samir"], on=due + DAY).groups[0].name == "late"


def test_the_number_in_the_navigation_is_that_of_the_late_tab_and_costs_one_query(
    finding, cast, django_assert_num_queries
):
    on = TODAY + 40 * DAY
    list_of_ines = work_of(cast["ines"], "?view=late", on=on)
    tab = next(tab.count for tab in list_of_ines.tabs if tab.label == "Late")
    shown = len(list_of_ines.lines)

    with django_assert_num_queries(1):
        counted = late_count(cast["ines"], on)

    assert counted == tab == shown == 3


@pytest.mark.parametrize("state", ["issued", "plan_submitted", "action", "implemented", "closed"])
@pytest.mark.parametrize("who", ["ines", "samir", "tobias", "priya", "helena", "malik"])
def test_in_every_state_everybodys_number_is_that_of_their_late_lines(finding, cast, state, who):
    Finding.objects.update(state=state, closed_on=TODAY)
    late = [line for line in work_of(cast[who], on=TODAY + 400 * DAY).lines if line.group == "late"]

    assert late_count(cast[who], TODAY + 400 * DAY) == len(late)


def test_lateness_says_its_rung_and_after_a_reopening_it_starts_at_the_second(finding, cast):
    late = date(2026, 12, 4) + DAY

    first = work_of(cast["samir"], on=late).lines[0].words
    Finding.objects.update(reopened_count=1)
    again = work_of(cast["samir"], on=late).lines[0].words
    top = work_of(cast["samir"], on=late + 20 * DAY).lines[0].words

    assert (first, again, top) == ("Escalation 1", "Escalation 2", "Escalation 4")


def test_an_extended_due_date_counts_as_approved(finding, cast):
    Due.objects.filter(step="plan").update(approved=TODAY + 40 * DAY, reason="Agreed")

    assert work_of(cast["samir"]).lines[-1].due == TODAY + 40 * DAY


def test_mine_and_chasing_are_everything(finding, company, cast):
    put(upload(company, "samir"), "submitted")
    everything, mine, chasing = (work_of(cast["ines"], query) for query in ("", "?view=mine", "?view=chasing"))

    assert [line.is_mine for line in mine.lines] == [True]
    assert not any(line.is_mine for line in chasing.lines)
    assert mine.count + chasing.count == everything.count == len(everything.lines)


def test_what_lies_beyond_sixty_days_is_shown_on_request(company, cast):
    planned = plan_audit(company, on=TODAY + 90 * DAY)

    assert work_of(cast["tobias"]).lines == []
    assert [line.ref for line in work_of(cast["tobias"], "?until=all").lines] == [planned.ref]
    assert [line.ref for line in work_of(cast["tobias"], f"?until={TODAY + 90 * DAY}").lines] == [planned.ref]
    assert [line.ref for line in work_of(cast["tobias"], "?until=90").lines] == [planned.ref]
    assert work_of(cast["tobias"], "?until=89").lines == []


@pytest.mark.parametrize(
    ("query", "refs"),
    [
        ("?kind=plan_action", 1),
        ("?kind=verify_effect", 0),
        ("?area=TS", 2),
        ("?area=DEL", 0),
        ("?unit=HQ", 3),
        ("?unit=MEA", 0),
        ("?kind=nonsense&area=nonsense&unit=nonsense&until=2026-99-99&page=x&view=y&holder=z", 3),
    ],
)
def test_filters_narrow_the_list_and_what_makes_no_sense_is_ignored(finding, cast, query, refs):
    assert len(work_of(cast["ines"], query).lines) == refs


def test_a_view_that_is_kept_opens_the_list_as_it_was_and_leaves_programs_alone(finding, cast, browse):
    address, ines = "/my-work/?kind=plan_action&until=7&view=mine", browse("ines")
    ines.get("/my-work/")
    facts = {"place": "/my-work/", "title": "My work", "query": address.partition("?")[2], "name": "This week"}

    kept = ines.post("/lists/my-work/keep/", facts | {"is_default": "on"})
    opened = work_of(cast["ines"])
    everything = work_of(cast["ines"], opened.clear_url.partition("/my-work/")[2])
    by_program = ines.get("/api/v1/my-work/").json()

    assert kept.status_code == 302
    assert (opened.kind, opened.view, opened.until) == ("plan_action", "mine", TODAY + 7 * DAY)
    assert f"of={opened.saved.base}" in opened.url(view="late")
    assert (everything.kind, everything.view, everything.count) == ("", "", 3)
    assert len(by_program["results"]) == 3
    assert "This week" in ines.get("/my-work/").content.decode()


def test_the_list_narrows_to_one_holder(finding, company, cast):
    lines = work_of(cast["ines"], f"?holder={company.person('tobias').uuid}").lines

    assert {line.holder for line in lines} == {"Tobias Lindqvist"}


def test_pages_follow_each_other_without_a_gap(finding, cast, monkeypatch):
    monkeypatch.setattr(lists, "PAGE_SIZE", 2)
    first, second = work_of(cast["ines"]), work_of(cast["ines"], "?page=2")

    assert (len(first.lines), len(second.lines)) == (2, 1)
    assert first.next_url == "/my-work/?page=2"
    assert second.previous_url == "/my-work/?page=1"
    assert {line.task for line in first.lines}.isdisjoint({line.task for line in second.lines})


def test_an_export_holds_what_is_seen_and_leaves_a_trace(finding, browse, cast):
    answer = browse("samir").get("/my-work/?export=csv&kind=plan_action")
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))

    assert rows[0][:3] == ["What to do", "Reference", "Title"]
    assert [row[:2] for row in rows[1:]] == [["Plan the corrective action", finding.ref]]
    assert Event.objects.filter(kind="list.exported", subject_uuid=cast["samir"].uuid).count() == 1


def test_an_excel_export_is_a_workbook(finding, browse):
    answer = browse("samir").get("/my-work/?export=xlsx")

    assert b"".join(answer.streaming_content).startswith(b"PK")


def test_the_page_says_everything_in_words_with_a_link_to_the_row(finding, browse):
    page = re.sub(r"\s+", " ", browse("samir").get("/my-work/").content.decode())

    assert "Plan the corrective action" in page
    assert f'<a class="ref" href="{finding.get_absolute_url()}">{finding.ref}</a>' in page
    assert "in 14 days" in page
    assert ">You</span>" in page


def test_an_empty_list_is_kind_and_a_filtered_one_offers_the_way_back(finding, browse):
    assert "Nothing waits for you" in browse("emma").get("/my-work/").content.decode()
    assert "Nothing matches these filters" in browse("samir").get("/my-work/?area=DEL").content.decode()


def test_an_empty_list_says_how_much_is_due_later(company, browse):
    plan_audit(company, on=TODAY + 90 * DAY)

    said = " ".join(browse("tobias").get("/my-work/").content.decode().split())

    assert "Nothing waits for you until 19 Jan 2027" in said
    assert "One thing is due later." in said


@pytest.mark.parametrize("name", ["ines", "priya", "samir", "helena", "petra"])
def test_the_page_costs_at_most_twelve_queries(finding, company, browse, name, django_assert_max_num_queries):
    with_plan(company, finding)
    client = browse(name)
    client.get("/my-work/")

    with django_assert_max_num_queries(12):
        client.get("/my-work/?area=TS&unit=HQ&until=30")


def test_auditors_review_the_evidence_of_their_audits_and_of_no_others(finding, company, cast):
    version = put(upload(company, "samir"), "submitted")
    link_evidence(actor=cast["samir"], version=version, subject=finding, purpose="correction")
    put(upload(company, "samir"), "submitted")

    assert tasks_of(cast["priya"]).count("Review the evidence") == 1
    assert tasks_of(cast["leo"]) == []
