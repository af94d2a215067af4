"""The pages of audits: list, schedule, record, report and recurring audits."""

from datetime import date

import pytest
from django.urls import reverse

from assurance.models import Requirement
from audits.actions import add_line, create_occurrences, log_finding, write_report
from audits.models import Audit, Finding, ProgrammeLine, Report
from audits.records import AuditRecord
from audits.workflows import AUDIT
from foundation.access import robot
from foundation.directory.models import JobRole, JobRoleSpell
from tests.audits.chain import issued, reporting
from tests.audits.conftest import SHEET
from tests.company import TODAY, plan_audit

pytestmark = pytest.mark.usefixtures("company_day")

AUDITS = "/audits/"


def get(browse, name: str, address: str) -> str:
    response = browse(name).get(address)
    assert response.status_code == 200
    return response.content.decode()


def door(audit: Audit, step: str) -> str:
    return reverse("foundation:step", args=["audit", audit.uuid, step])


def record_of(audit: Audit, user) -> AuditRecord:
    return AuditRecord(Audit.objects.visible_to(user).for_page().get(pk=audit.pk), user=user, on=TODAY)


def worked_there(company, name: str, until: date | None) -> None:
    role = JobRole.objects.get(code="service")
    facts = {"person": company.person(name), "role": role, "unit": company.units["TS"], "from_on": date(2021, 1, 1)}
    JobRoleSpell.objects.create(to_on=until, **facts)


# Who sees which audit.


def test_an_announced_audit_is_known_to_the_audited(browse, company):
    audit = plan_audit(company)

    for name in ("ines", "petra", "tobias", "helena", "samir"):
        assert audit.ref in get(browse, name, AUDITS)


@pytest.mark.parametrize("name", ["helena", "samir"])
def test_an_unannounced_audit_is_hidden_from_the_audited_until_it_opens(browse, company, audit, name):
    hidden = plan_audit(company, kind=Audit.Kind.UNANNOUNCED, title="Surprise")

    said = get(browse, name, AUDITS)
    assert "Surprise" not in said
    assert audit.title in said
    assert browse(name).get(hidden.get_absolute_url()).status_code == 404
    assert browse(name).get(audit.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("name", ["malik", "omar", "emma", "adam", "claire", "igor"])
def test_nobody_else_finds_an_audit(browse, audit, name):
    assert browse(name).get(audit.get_absolute_url()).status_code == 404


def test_the_unannounced_audit_says_so_to_those_who_know(browse, company):
    hidden = plan_audit(company, kind=Audit.Kind.UNANNOUNCED)

    assert "Not known to the audited" in get(browse, "petra", hidden.get_absolute_url())


# The list.


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?state=in_progress", True),
        ("?state=planned", False),
        ("?kind=unannounced", True),
        ("?kind=internal", False),
        ("?late=true", False),
    ],
)
def test_audits_are_filtered_by_their_address(browse, audit, query, found):
    assert (audit.ref in get(browse, "ines", AUDITS + query)) is found


def test_audits_are_filtered_by_unit_and_lead(browse, audit, company):
    assert audit.ref in get(browse, "ines", f"{AUDITS}?unit={company.units['HQ'].uuid}")
    assert audit.ref not in get(browse, "ines", f"{AUDITS}?unit={company.units['MEA'].uuid}")
    assert audit.ref in get(browse, "ines", f"{AUDITS}?lead={company.person('tobias').uuid}")


def test_what_is_under_way_stands_before_what_is_to_come(browse, company, audit):
    later = plan_audit(company, planned_start=date(2026, 12, 1), planned_end=date(2026, 12, 1))

    said = get(browse, "petra", AUDITS)

    assert said.index(audit.ref) < said.index(later.ref)


def test_audits_are_exported(browse, audit):
    response = browse("ines").get(f"{AUDITS}?export=csv")

    assert audit.ref in b"".join(response.streaming_content).decode()


def test_an_empty_list_says_what_it_is_for(browse, company):
    assert "No audits yet" in get(browse, "samir", AUDITS)


# Schedule.


def form_of(company, **changes: object) -> dict[str, object]:
    return {
        "title": "Remote access",
        "kind": "unannounced",
        "method": "on_site",
        "unit": str(company.units["TS"].uuid),
        "frameworks": [str(company.framework.uuid)],
        "processes": [str(company.processes["remote-access"].uuid)],
        "planned_start": "2026-11-24",
        "planned_end": "2026-11-25",
        "lead": str(company.person("tobias").uuid),
        **changes,
    }


def test_a_programme_manager_schedules_an_audit(browse, company):
    response = browse("petra").post(reverse("audits:schedule"), form_of(company))

    audit = Audit.objects.get()
    assert (response.status_code, response.url) == (302, audit.get_absolute_url())
    assert (audit.kind, audit.lead, audit.planned_start) == (
        "unannounced",
        company.person("tobias"),
        date(2026, 11, 24),
    )
    assert list(audit.processes.all()) == [company.processes["remote-access"]]


def test_a_tied_lead_is_refused_beside_the_field_with_rule_and_day(browse, company):
    worked_there(company, "tobias", date(2025, 6, 30))

    response = browse("petra").post(reverse("audits:schedule"), form_of(company))

    said = response.content.decode()
    assert response.status_code == 409
    assert 'id="id_lead_error"' in said
    assert "Tobias Lindqvist cannot audit this (S-01)" in said
    assert "free to audit it from 1 Jul 2027" in said
    assert 'value="Remote access"' in said
    assert not Audit.objects.exists()


def test_a_day_off_is_refused_with_the_days_around_it(browse, company):
    response = browse("petra").post(reverse("audits:schedule"), form_of(company, planned_start="2026-11-22"))

    assert response.status_code == 422
    assert "Working days around it: 20 Nov 2026 and 23 Nov 2026" in response.content.decode()


def test_a_day_off_is_possible_when_it_is_meant(browse, company):
    given = form_of(company, planned_start="2026-11-22", days_off="on")

    assert browse("petra").post(reverse("audits:schedule"), given).status_code == 302


def test_an_audit_without_criteria_comes_back_with_the_sentence(browse, company):
    response = browse("petra").post(reverse("audits:schedule"), form_of(company, frameworks=[]))

    assert response.status_code == 422
    assert "Choose at least one framework as criteria." in response.content.decode()


@pytest.mark.parametrize("name", ["samir", "helena", "emma", "priya"])
def test_others_do_not_schedule(browse, company, name):
    assert browse(name).get(reverse("audits:schedule")).status_code == 403


# The record and its steps.


def test_the_way_of_an_audit_tells_where_it_stands(audit, cast):
    stages = [(stage.name, stage.state) for stage in record_of(audit, cast["tobias"]).stages]

    assert stages == [
        ("Planned", "done"),
        ("Initiated", "done"),
        ("Prepared", "done"),
        ("Opened", "done"),
        ("Fieldwork done", "current"),
        ("Report issued", "todo"),
        ("Closed", "todo"),
    ]


def test_the_lead_sees_the_next_step_and_why_another_waits(browse, audit):
    said = get(browse, "tobias", audit.get_absolute_url())

    assert "Interrupt" in said
    assert "3 questions of the checklist have no result yet." in said
    assert reverse("audits:fieldwork", args=[audit.uuid]) in said


def test_the_checklist_is_for_the_team_until_the_report(browse, audit):
    address = reverse("audits:fieldwork", args=[audit.uuid])

    assert address in get(browse, "priya", audit.get_absolute_url())
    assert address not in get(browse, "helena", audit.get_absolute_url())


def test_draft_findings_are_shown_to_the_team_alone(browse, company, audit, cast):
    log_finding(actor=cast["priya"], audit=audit, item=audit.items.first(), type="minor", statement="A gap", on=TODAY)

    assert "A gap" in get(browse, "tobias", audit.get_absolute_url())
    assert "A gap" not in get(browse, "ines", audit.get_absolute_url())


def test_an_audit_goes_from_plan_to_fieldwork_through_its_pages(browse, company):
    """The unannounced audit of the journey: every step through the one door, as its lead."""
    audit = plan_audit(company, kind=Audit.Kind.UNANNOUNCED)
    client, every = browse("tobias"), [str(row.uuid) for row in Requirement.objects.all()]
    taken = [
        ("initiate", {}),
        ("set_team", {"members": [str(company.person("priya").uuid)]}),
        ("build_checklist", {"requirements": every}),
        ("review_documents", {"documents": "Remote access procedure 2.1", "scope": "The gateways of one night."}),
        ("prepare", {}),
        ("open", {"attendees": "Head of remote access"}),
    ]

    answers = [client.post(door(audit, step), given).status_code for step, given in taken]

    audit.refresh_from_db()
    assert answers == [302] * 6
    assert (audit.state, audit.items.count(), audit.actual_start) == (Audit.State.IN_PROGRESS, 3, TODAY)
    assert audit.scope == "The gateways of one night."


def test_the_team_picker_shows_who_is_tied_and_why(browse, company, cast):
    worked_there(company, "leo", None)
    audit = AUDIT.move(plan_audit(company), "initiate", actor=cast["tobias"], on=TODAY)

    said = get(browse, "tobias", door(audit, "set_team"))

    assert "Priya Raman" in said
    assert "Works in Technical services as Service" in said
    assert said.count(" disabled") == 1
    assert "Samir Haddad" not in said


def test_a_tied_auditor_who_is_chosen_all_the_same_is_refused(browse, company, cast):
    worked_there(company, "leo", date(2026, 3, 31))
    audit = AUDIT.move(plan_audit(company), "initiate", actor=cast["tobias"], on=TODAY)

    response = browse("tobias").post(
        door(audit, "set_team"), {"members": [str(company.person("leo").uuid)]}, headers=SHEET
    )

    assert response.status_code == 409
    assert "Leo Brandt cannot audit this (S-01)" in response.content.decode()
    assert "free to audit it from 1 Apr 2028" in response.content.decode()


def test_a_new_lead_is_chosen_among_lead_auditors(browse, company):
    audit = plan_audit(company)

    said = get(browse, "petra", door(audit, "name_lead"))
    response = browse("petra").post(door(audit, "name_lead"), {"lead": str(company.person("leo").uuid)})

    audit.refresh_from_db()
    assert "Priya Raman" not in said
    assert (response.status_code, audit.lead) == (302, company.person("leo"))


def test_a_whole_group_of_requirements_is_taken_with_one_tick(browse, company, cast):
    audit = AUDIT.move(plan_audit(company), "initiate", actor=cast["tobias"], on=TODAY)

    response = browse("tobias").post(door(audit, "build_checklist"), {"groups": ["MCB:"]})

    assert (response.status_code, audit.items.count()) == (302, 3)


def test_a_checklist_of_nothing_is_refused(browse, company, cast):
    audit = AUDIT.move(plan_audit(company), "initiate", actor=cast["tobias"], on=TODAY)

    response = browse("tobias").post(door(audit, "build_checklist"), {}, headers=SHEET)

    assert response.status_code == 422
    assert "Choose at least one requirement." in response.content.decode()


def test_the_closing_meeting_is_held_through_its_sheet(browse, audit, cast):
    reporting(audit, cast)

    said = get(browse, "tobias", audit.get_absolute_url())

    assert "Closing meeting" in said
    assert "Report due" in said


# The report.


def test_the_report_goes_from_draft_to_record_through_its_pages(browse, audit, cast):
    reporting(audit, cast)
    given = {"summary": "Access is named.", "conclusion": "conforms", "distribution": "Head of unit"}

    wrote = browse("tobias").post(door(audit, "write_report"), given)
    reviewed = browse("ines").post(door(audit, "review_report"), {"agreed": "on"})
    sent = browse("tobias").post(door(audit, "issue"))

    audit.refresh_from_db()
    said = get(browse, "samir", reverse("audits:report", args=[audit.uuid]))
    assert [answer.status_code for answer in (wrote, reviewed, sent)] == [302, 302, 302]
    assert "Access is named." in said
    assert audit.report.sha256 in said
    assert "Ines Moreau" in said


def test_the_report_is_written_beside_how_it_reads_and_only_the_button_saves(browse, audit, cast):
    reporting(audit, cast)
    page = reverse("audits:report_write", args=[audit.uuid])
    tobias, typed = browse("tobias"), {"summary": "Named and dated.", "conclusion": "minors", "distribution": "Board"}

    preview = tobias.post(page, {**typed, "preview": "yes"}, headers={"HX-Request": "true", "HX-Target": "preview"})
    plain = tobias.post(page, {**typed, "preview": "yes"}).content.decode()
    refused = tobias.post(page, {**typed, "conclusion": ""})
    assert "Named and dated." in preview.content.decode()
    assert "<form" not in preview.content.decode()
    assert plain.count("Named and dated.") == 2
    assert (refused.status_code, "Named and dated." in refused.content.decode()) == (422, True)
    assert not Report.objects.filter(audit=audit).exists()

    saved = tobias.post(page, typed)
    assert (saved.status_code, saved.url) == (302, audit.get_absolute_url())
    assert Report.objects.get(audit=audit).summary == "Named and dated."
    assert "Named and dated." in get(browse, "tobias", page)


def test_a_report_is_not_written_before_the_closing_meeting(browse, audit):
    said = get(browse, "tobias", reverse("audits:report_write", args=[audit.uuid]))

    assert "Not possible now" in said
    assert "<textarea" not in said


def test_a_review_needs_the_tick_that_the_report_was_read(browse, audit, cast):
    reporting(audit, cast)
    write_report(actor=cast["tobias"], audit=audit, summary="Named.", conclusion="conforms", on=TODAY)

    assert browse("ines").post(door(audit, "review_report"), {}, headers=SHEET).status_code == 422


def test_a_draft_report_is_not_open_to_the_audited(browse, audit, cast):
    reporting(audit, cast)
    write_report(actor=cast["tobias"], audit=audit, summary="Named.", conclusion="conforms", on=TODAY)
    address = reverse("audits:report", args=[audit.uuid])

    assert "Draft" in get(browse, "ines", address)
    assert browse("samir").get(address).status_code == 404
    assert "Named." not in get(browse, "samir", audit.get_absolute_url())


def test_the_report_tells_the_findings_the_reader_may_see(browse, company, audit, cast):
    facts = {"statement": "A gap", "objective_evidence": "Seen.", "owner": company.person("samir")}
    process = company.processes["remote-access"]
    log_finding(
        actor=cast["priya"], audit=audit, item=audit.items.first(), type="minor", process=process, on=TODAY, **facts
    )
    issued(audit, cast)

    said = get(browse, "samir", reverse("audits:report", args=[audit.uuid]))

    assert "A gap" in said
    assert "1 minor" in said
    assert Finding.objects.get().ref in said


# Recurring audits.


@pytest.fixture
def line(company) -> ProgrammeLine:
    added = add_line(
        actor=company.cast["petra"],
        unit=company.units["HQ"],
        title="Monthly look",
        anchor=date(2026, 1, 31),
        interval_months=1,
        month_end=True,
        working_days=1,
        frameworks=[company.framework],
    )
    create_occurrences(actor=robot(), line=added, on=TODAY)
    return added


def test_a_line_shows_its_dates_and_where_they_were_moved(browse, line):
    said = get(browse, "petra", reverse("audits:programme"))

    assert "Sat" not in said.split("Monthly look")[0]
    assert said.count("moved to a working day") >= 1
    assert line.audits.first().ref in said


def line_form(company, **changes: object) -> dict[str, object]:
    return {
        "title": "Monthly look",
        "kind": "internal",
        "method": "remote",
        "unit": str(company.units["HQ"].uuid),
        "anchor": "2026-11-30",
        "interval_months": "1",
        "month_end": "on",
        "working_days": "1",
        "frameworks": [str(company.framework.uuid)],
        **changes,
    }


def test_a_line_is_looked_at_before_it_is_added(browse, company):
    given = line_form(company)

    looked = browse("petra").post(reverse("audits:line_add"), {**given, "preview": "1"})
    assert looked.status_code == 200
    assert "28 Feb 2027" in looked.content.decode()
    assert "26 Feb 2027" in looked.content.decode()
    assert not ProgrammeLine.objects.exists()

    added = browse("petra").post(reverse("audits:line_add"), given)
    assert added.status_code == 302
    assert ProgrammeLine.objects.get().audits.count() == 12


def test_a_line_of_too_long_an_interval_comes_back(browse, company):
    response = browse("petra").post(reverse("audits:line_add"), line_form(company, interval_months="48"))

    assert response.status_code == 422
    assert "more than 36 months" in response.content.decode()


def test_a_line_is_ended_with_a_reason(browse, line):
    address = reverse("audits:line_end", args=[line.uuid])

    assert browse("petra").post(address, {"reason": ""}, headers=SHEET).status_code == 422
    assert browse("petra").post(address, {"reason": "Moved."}).status_code == 302

    line.refresh_from_db()
    assert line.ended_on == TODAY


@pytest.mark.parametrize(("name", "status"), [("tobias", 403), ("samir", 404)])
def test_others_end_no_line(browse, line, name, status):
    assert browse(name).get(reverse("audits:line_end", args=[line.uuid])).status_code == status


# Cost.


@pytest.mark.parametrize("name", ["ines", "tobias", "samir"])
def test_an_audit_costs_at_most_twelve_queries_at_every_stage(browse, audit, cast, name, django_assert_max_num_queries):
    client = browse(name)
    client.get(audit.get_absolute_url())

    for prepare in (lambda: None, lambda: issued(audit, cast)):
        prepare()
        with django_assert_max_num_queries(12):
            client.get(audit.get_absolute_url())


def test_a_prepared_audit_costs_its_lead_at_most_twelve_queries(browse, company, cast, django_assert_max_num_queries):
    audit = AUDIT.move(plan_audit(company), "initiate", actor=cast["tobias"], on=TODAY)
    client = browse("tobias")
    client.get(audit.get_absolute_url())

    for address in (
        audit.get_absolute_url(),
        door(audit, "set_team"),
        door(audit, "name_lead"),
        door(audit, "build_checklist"),
    ):
        with django_assert_max_num_queries(12):
            client.get(address)


def test_lists_and_forms_cost_at_most_twelve_queries(browse, audit, line, django_assert_max_num_queries):
    client = browse("petra")
    client.get(AUDITS)

    for name in ("audits", "programme", "schedule", "line_add"):
        with django_assert_max_num_queries(12):
            client.get(reverse(f"audits:{name}"))
