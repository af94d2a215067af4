"""The page of a finding: what each reader sees of it in each state, and the list that leads to it."""

from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assurance.models import Evidence, EvidenceLink
from audits.actions import implement_finding, log_finding, reject_effect, return_plan
from audits.lists import FindingList
from audits.models import Finding
from audits.records import FindingRecord
from foundation.comments import add_comment
from foundation.models.trail import Event
from foundation.models.work import Job
from foundation.rows import pointer
from tests.audits.chain import done, implemented, in_action, paper, planned
from tests.audits.conftest import SHEET
from tests.company import TODAY

pytestmark = pytest.mark.usefixtures("company_day")


def page(browse, name: str, finding: Finding) -> str:
    response = browse(name).get(finding.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def record_of(finding: Finding, user, *, on: date = TODAY) -> FindingRecord:
    return FindingRecord(Finding.objects.visible_to(user).for_page(user).get(pk=finding.pk), user=user, on=on)


def stages(finding: Finding, user, *, on: date = TODAY) -> list[tuple[str, str, str]]:
    return [(stage.name, stage.state, stage.note) for stage in record_of(finding, user, on=on).stages]


def draft(company, audit, kind, **facts):
    given = {"statement": "Seen on site.", "objective_evidence": "Seen.", "owner": company.person("samir"), **facts}
    process = company.processes["remote-access"]
    return log_finding(actor=company.cast["priya"], audit=audit, type=kind, process=process, on=TODAY, **given)


# Who sees it.


@pytest.mark.parametrize("name", ["ines", "tobias", "priya", "petra", "helena", "samir"])
def test_an_issued_finding_is_open_to_those_concerned(browse, finding, name):
    assert "Two of five sampled sessions have no recording." in page(browse, name, finding)


@pytest.mark.parametrize("name", ["omar", "malik", "emma", "adam", "claire", "igor"])
def test_nobody_else_finds_it(browse, finding, name):
    assert browse(name).get(finding.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(("name", "status"), [("priya", 200), ("tobias", 200), ("ines", 404), ("samir", 404)])
def test_a_draft_is_for_the_team_alone(browse, company, audit, name, status):
    kept = draft(company, audit, Finding.Type.MINOR, requirement=audit.items.first().requirement)

    assert browse(name).get(kept.get_absolute_url()).status_code == status


def test_the_owner_of_an_action_sees_the_finding(browse, finding, cast):
    in_action(finding, cast, owners=("emma",))

    assert "Action of emma" in page(browse, "emma", finding)


# What stands on it.


def test_the_way_begins_with_the_issue_and_names_the_next_date(finding, cast):
    assert stages(finding, cast["ines"]) == [
        ("Issued", "done", "20 Nov 2026"),
        ("Plan accepted", "current", "by 4 Dec 2026"),
        ("Corrected", "todo", "by 21 Dec 2026"),
        ("Implemented", "todo", "by 18 Feb 2027"),
        ("Verified effective", "todo", ""),
        ("Closed", "todo", ""),
    ]


def test_the_way_tells_what_was_done_in_time_and_from_when_on_the_check_is_open(finding, cast):
    in_action(finding, cast)
    done(finding, cast, on=date(2026, 12, 22))
    implement_finding(actor=cast["samir"], finding=finding, on=date(2027, 2, 10))

    assert stages(finding, cast["ines"])[1:5] == [
        ("Plan accepted", "done", "20 Nov 2026"),
        ("Corrected", "done", "22 Dec 2026, late"),
        ("Implemented", "done", "10 Feb 2027, in time"),
        ("Verified effective", "current", "from 12 Mar 2027"),
    ]


def test_the_head_says_when_the_check_opens(browse, finding, cast):
    implemented(finding, cast)

    assert "Verify between 20 Dec 2026 and 18 Feb 2027, opens in 30 days" in page(browse, "ines", finding)


def test_a_late_plan_is_said_in_words(browse, finding, company_day):
    company_day.move_to(datetime(2026, 12, 9, 10, tzinfo=UTC))

    assert "Plan with cause: 4 Dec 2026, 5 days late" in page(browse, "samir", finding)


def test_the_cause_is_told_question_by_question(browse, finding, cast):
    planned(finding, cast)

    said = page(browse, "tobias", finding)

    assert said.count('class="why"') == 2
    assert "Nobody owns the start of the recording." in said
    assert "none found." in said


def test_every_date_names_the_rule_it_comes_from(browse, finding):
    assert "T-10, counted from 20 Nov 2026 (policy version 1)" in page(browse, "samir", finding)


def test_the_check_names_who_cannot_judge_and_why(finding, cast):
    implemented(finding, cast, owners=("emma",))

    assert record_of(finding, cast["ines"]).cannot_verify == [
        "Samir Haddad (owns the finding)",
        "Emma Cole (owns a corrective action)",
        "Priya Raman (raised this major)",
    ]


def test_an_earlier_judgement_stays_on_the_page(browse, finding, cast):
    implemented(finding, cast)
    reject_effect(
        actor=cast["ines"],
        finding=finding,
        method="sample",
        sample="Ten sessions, two without recording.",
        reason="Two are missing.",
        evidence=[paper(cast["ines"])],
        on=TODAY,
    )

    said = page(browse, "samir", finding)

    assert "Ten sessions, two without recording." in said
    assert "Reopened" in said


def test_evidence_that_is_not_open_to_the_reader_is_only_counted(browse, finding, cast):
    secret = paper(cast["samir"])
    Evidence.objects.filter(pk=secret.evidence_id).update(title="Customer list", grading="confidential")
    EvidenceLink.objects.create(version=secret, purpose="objective", added_by=cast["samir"], **pointer(finding))

    assert "Customer list" in page(browse, "samir", finding)
    told = page(browse, "helena", finding)
    assert "Customer list" not in told
    assert "One more piece is not open to you." in told


def test_a_repeat_and_the_finding_it_repeats_lead_to_each_other(browse, company, audit, finding):
    again = draft(company, audit, Finding.Type.MINOR, requirement=finding.requirement, repeat_of=finding)

    assert finding.get_absolute_url() in page(browse, "tobias", again)
    assert f"?repeats={finding.ref}" in page(browse, "tobias", finding)


def test_a_comment_stands_in_the_timeline(browse, finding, cast):
    add_comment(actor=cast["tobias"], subject=finding, text="Take the January sample too.")

    assert "Take the January sample too." in page(browse, "samir", finding)


def test_the_timeline_tells_steps_as_sentences(browse, finding, cast):
    planned(finding, cast)
    return_plan(actor=cast["priya"], finding=finding, reason="Similar occurrences are missing.", on=TODAY)

    said = page(browse, "samir", finding)

    assert '<strong>Samir Haddad</strong> <span class="event-text">submitted the plan' in said
    assert "returned the plan: Similar occurrences are missing." in said


# Steps.


def test_the_owner_is_offered_the_plan_first(finding, cast):
    record = record_of(finding, cast["samir"])

    assert record.first_move.step.name == "submit_plan"
    assert [move.step.name for move in record.moves] == ["submit_plan", "correct", "extend", "dispute", "accept_risk"]


def test_steps_of_another_type_of_finding_are_not_mentioned(company, audit, cast):
    seen = draft(company, audit, Finding.Type.OBSERVATION, requirement=audit.items.first().requirement)

    assert [move.step.name for move in record_of(seen, cast["tobias"]).moves] == ["issue", "note", "discard"]


def test_a_manager_reads_and_takes_no_step(browse, finding):
    assert "No step is yours from here." in page(browse, "helena", finding)


def test_a_refused_step_says_why_and_the_answerable_one_leads_to_its_form(browse, finding, cast):
    implemented(finding, cast)

    said = page(browse, "ines", finding)

    assert "Not before 20 Dec 2026. Earlier needs a typed reason why a shorter period proves it." in said
    assert f"/steps/finding/{finding.uuid}/verify/" in said


def test_an_action_is_completed_from_the_table_with_a_file(browse, finding, cast):
    in_action(finding, cast, owners=("emma",))
    action = finding.actions.get()
    address = reverse("audits:complete_action", args=[action.uuid])
    assert address in page(browse, "emma", finding)
    assert address not in page(browse, "ines", finding)

    file = SimpleUploadedFile("config.txt", b"record = on\n", "text/plain")
    response = browse("emma").post(address, {"files": file})

    action.refresh_from_db()
    assert (response.status_code, response.url) == (302, finding.get_absolute_url())
    assert (action.implemented_on, action.implemented_by) == (TODAY, cast["emma"].person)


def test_completing_without_a_file_comes_back_with_the_sentence(browse, finding, cast):
    in_action(finding, cast)

    response = browse("samir").post(reverse("audits:complete_action", args=[finding.actions.get().uuid]), headers=SHEET)

    assert response.status_code == 422
    assert "Attach what shows that the action is implemented." in response.content.decode()


def test_an_action_of_somebody_else_is_forbidden_and_an_unseen_one_is_not_found(browse, finding, cast):
    in_action(finding, cast, owners=("emma",))
    address = reverse("audits:complete_action", args=[finding.actions.get().uuid])

    assert browse("ines").get(address).status_code == 403
    assert browse("omar").get(address).status_code == 404


# Cost.


@pytest.mark.parametrize("name", ["ines", "tobias", "priya", "samir", "helena"])
def test_the_page_costs_at_most_twelve_queries_in_its_richest_state(
    browse, finding, cast, name, django_assert_max_num_queries
):
    implemented(finding, cast, owners=("emma", "samir"))
    given = {"method": "sample", "sample": "Ten.", "reason": "Two.", "evidence": [paper(cast["ines"])], "on": TODAY}
    reject_effect(actor=cast["ines"], finding=finding, **given)
    Finding.objects.filter(pk=finding.pk).update(
        state=Finding.State.IMPLEMENTED, verify_from=TODAY, implemented_on=TODAY
    )
    client = browse(name)
    client.get(finding.get_absolute_url())

    with django_assert_max_num_queries(12):
        client.get(finding.get_absolute_url())


def test_a_reopened_finding_costs_its_owner_at_most_twelve_queries(
    browse, finding, cast, django_assert_max_num_queries
):
    implemented(finding, cast)
    given = {"method": "sample", "sample": "Ten.", "reason": "Two.", "evidence": [paper(cast["ines"])], "on": TODAY}
    reject_effect(actor=cast["ines"], finding=finding, **given)
    client = browse("samir")
    client.get(finding.get_absolute_url())

    with django_assert_max_num_queries(12):
        client.get(finding.get_absolute_url())


# The list.


@pytest.fixture
def several(company, audit, finding):
    """The issued major, and two drafts of the team."""
    requirement = audit.items.first().requirement
    draft(company, audit, Finding.Type.MINOR, requirement=requirement, title="Second")
    draft(company, audit, Finding.Type.OFI, requirement=requirement, title="Third")
    return finding


def listed(browse, name: str, query: str = "") -> str:
    response = browse(name).get(f"{reverse('audits:findings')}{query}")
    assert response.status_code == 200
    return response.content.decode()


def test_the_list_holds_what_the_reader_may_see(browse, several):
    assert "Second" in listed(browse, "priya")
    assert "Second" not in listed(browse, "ines")
    assert "No findings yet" in listed(browse, "malik")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?type=major", True),
        ("?type=minor", False),
        ("?state=issued", True),
        ("?state=closed", False),
        ("?area=TS", True),
        ("?area=DEL", False),
        ("?open=true", True),
        ("?overdue=true", False),
        ("?audit=A-2026-0001", True),
        ("?audit=A-2026-0009", False),
        ("?requirement=MCB-15", True),
    ],
)
def test_the_list_is_filtered_by_its_address(browse, several, query, found):
    assert (several.ref in listed(browse, "ines", query)) is found


def test_the_list_is_filtered_by_unit_and_owner(browse, several, company):
    assert several.ref in listed(browse, "ines", f"?unit={company.units['HQ'].uuid}")
    assert several.ref not in listed(browse, "ines", f"?unit={company.units['MEA'].uuid}")
    assert several.ref in listed(browse, "ines", f"?owner={company.person('samir').uuid}")


def test_overdue_begins_the_day_after_the_date(browse, several, company_day):
    company_day.move_to(datetime(2026, 12, 4, 10, tzinfo=UTC))
    assert several.ref not in listed(browse, "ines", "?overdue=true")

    company_day.move_to(datetime(2026, 12, 5, 10, tzinfo=UTC))
    assert several.ref in listed(browse, "ines", "?overdue=true")


def test_what_is_due_first_stands_first(browse, several):
    said = listed(browse, "priya")

    assert said.index(several.ref) < said.index("Second")
    assert "in 14 days" in said


def test_the_list_is_exported_as_it_is_seen_and_the_log_says_so(browse, several, cast):
    response = browse("ines").get(f"{reverse('audits:findings')}?export=csv")

    content = b"".join(response.streaming_content).decode()
    assert several.ref in content
    assert "Second" not in content
    assert Event.objects.filter(kind="list.exported").exists()


def test_the_list_is_exported_for_excel(browse, several):
    response = browse("ines").get(f"{reverse('audits:findings')}?export=xlsx")

    assert b"".join(response.streaming_content)[:2] == b"PK"


def test_the_list_costs_at_most_twelve_queries(browse, several, company, django_assert_max_num_queries):
    client = browse("ines")
    client.get(reverse("audits:findings"))
    query = f"?unit={company.units['HQ'].uuid}&owner={company.person('samir').uuid}&area=TS&overdue=true&type=major"

    with django_assert_max_num_queries(12):
        client.get(reverse("audits:findings"))
    with django_assert_max_num_queries(12):
        client.get(f"{reverse('audits:findings')}{query}")


def test_an_export_over_the_limit_is_a_job_to_whose_page_it_leads(browse, several, monkeypatch):
    monkeypatch.setattr(FindingList, "export_limit", 0)

    answer = browse("ines").get(f"{reverse('audits:findings')}?export=csv&type=major")

    job = Job.objects.get(kind="report.list")
    assert answer["Location"] == job.get_absolute_url()
    assert job.parameters["query"] == "type=major&export=csv"
    assert not Event.objects.filter(kind="list.exported").exists()
