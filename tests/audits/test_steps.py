"""The one door for steps: what it shows, what it takes, what it refuses, with and without scripts."""

from datetime import UTC, datetime

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assurance.models import EvidenceVersion
from audits.models import Audit, Finding
from foundation import steps
from foundation.models.work import Approval
from foundation.workflow import workflows
from tests.audits.chain import implemented, in_action, paper, planned
from tests.audits.conftest import SHEET
from tests.company import TODAY, plan_audit

pytestmark = pytest.mark.usefixtures("company_day")


def door(row, step: str) -> str:
    workflow = next(one for one in workflows() if isinstance(row, one.model))
    return reverse("foundation:step", args=[workflow.name, row.uuid, step])


def text(response) -> str:
    return response.content.decode()


PLAN = {
    "method": "five_whys",
    "why_1": "The gateway was restarted.",
    "why_2": "Recording does not start by itself.",
    "text": "Nobody owns the start of the recording.",
    "category": "unclear_rule",
    "similar_found": "no",
    "similar_where": "Both gateways were looked at.",
    "correction": "Recording is switched on.",
    "action-0-text": "Start the recording with the gateway.",
    "action-0-owner": "Emma Cole (P-0011)",
    "action-0-due_on": "2027-01-15",
    "action-1-text": "",
    "action-1-owner": "",
    "action-1-due_on": "",
}


# What it shows.


def test_without_scripts_a_step_is_a_complete_page(browse, finding):
    response = browse("samir").get(door(finding, "submit_plan"))

    assert response.status_code == 200
    assert "<h1>Submit the plan</h1>" in text(response)
    assert "<html" in text(response)


def test_with_scripts_a_step_is_a_sheet(browse, finding):
    said = text(browse("samir").get(door(finding, "submit_plan"), headers=SHEET))

    assert said.strip().startswith("<dialog")
    assert "<html" not in said


def test_a_sheet_says_what_the_step_will_do(browse, finding):
    said = text(browse("samir").get(door(finding, "submit_plan"), headers=SHEET))

    assert "Cause, correction and corrective actions go to the auditors." in said


def test_a_step_that_a_rule_refuses_shows_the_rule_and_no_form(browse, finding, cast):
    in_action(finding, cast)

    said = text(browse("samir").get(door(finding, "implement"), headers=SHEET))

    assert "Record the correction first." in said
    assert 'type="submit"' not in said


def test_a_refusal_that_the_form_can_answer_leaves_the_form(browse, finding, cast):
    implemented(finding, cast)

    said = text(browse("ines").get(door(finding, "verify"), headers=SHEET))

    assert "Earlier needs a typed reason" in said
    assert 'name="early_reason"' in said


def test_a_step_from_another_state_says_so(browse, finding, cast):
    said = text(browse("samir").get(door(finding, "implement"), headers=SHEET))

    assert "is not possible while this is “Issued, waits for the plan”" in said


def test_a_step_of_somebody_else_is_forbidden(browse, finding):
    assert browse("ines").get(door(finding, "submit_plan")).status_code == 403
    assert browse("ines").post(door(finding, "submit_plan"), PLAN).status_code == 403


def test_a_record_outside_ones_sight_is_not_found(browse, finding):
    assert browse("omar").get(door(finding, "submit_plan")).status_code == 404
    assert browse("claire").get(door(finding, "verify")).status_code == 404


@pytest.mark.parametrize("address", ["finding/{uuid}/fly/", "kettle/{uuid}/issue/"])
def test_a_step_that_does_not_exist_is_not_found(browse, finding, address):
    assert browse("samir").get(f"/steps/{address.format(uuid=finding.uuid)}").status_code == 404


def test_nobody_takes_a_step_without_signing_in(browse, finding):
    response = browse(None).post(door(finding, "submit_plan"), PLAN)

    assert response.status_code == 302
    assert "/accounts/login/" in response.url


# What it takes.


def test_a_plan_is_handed_in_and_the_empty_line_does_not_count(browse, finding, cast):
    response = browse("samir").post(door(finding, "submit_plan"), PLAN, follow=True)

    finding.refresh_from_db()
    action = finding.actions.get()
    assert response.redirect_chain == [(finding.get_absolute_url(), 302)]
    assert "Submit the plan: done." in text(response)
    assert finding.state == Finding.State.PLAN_SUBMITTED
    assert finding.cause.whys == ["The gateway was restarted.", "Recording does not start by itself."]
    assert (action.text, action.owner) == ("Start the recording with the gateway.", cast["emma"].person)


def test_a_script_is_told_where_to_go_on(browse, finding):
    response = browse("samir").post(door(finding, "submit_plan"), PLAN, headers=SHEET)

    assert (response.status_code, response["HX-Redirect"]) == (204, finding.get_absolute_url())


def test_a_refused_form_comes_back_filled_with_the_sentence_at_its_field(browse, finding):
    response = browse("samir").post(door(finding, "submit_plan"), {**PLAN, "similar_where": ""}, headers=SHEET)

    finding.refresh_from_db()
    assert response.status_code == 422
    assert "Nobody owns the start of the recording." in text(response)
    assert "Start the recording with the gateway." in text(response)
    assert "Emma Cole (P-0011)" in text(response)
    assert 'id="id_similar_where_error"' in text(response)
    assert finding.state == Finding.State.ISSUED


def test_an_action_without_owner_is_refused_at_its_line(browse, finding):
    response = browse("samir").post(door(finding, "submit_plan"), {**PLAN, "action-0-owner": ""}, headers=SHEET)

    assert response.status_code == 422
    assert "Each action needs what, who and until when." in text(response)


def test_an_owner_who_does_not_work_here_is_refused_at_its_line(browse, finding):
    response = browse("samir").post(
        door(finding, "submit_plan"), {**PLAN, "action-0-owner": "Nobody (P-9999)"}, headers=SHEET
    )

    assert response.status_code == 422
    assert "type the personnel number" in text(response)


def test_an_action_after_the_due_date_is_refused_with_the_date(browse, finding):
    response = browse("samir").post(
        door(finding, "submit_plan"), {**PLAN, "action-0-due_on": "2027-02-19"}, headers=SHEET
    )

    assert response.status_code == 422
    assert "Action 1: This finding&#x27;s corrective action is due on 18 Feb 2027" in text(response)


def test_another_line_keeps_what_was_typed_and_takes_no_step(browse, finding):
    response = browse("samir").post(
        door(finding, "submit_plan"), {**PLAN, "correction": "", "more": "1"}, headers=SHEET
    )

    finding.refresh_from_db()
    assert response.status_code == 200
    assert 'name="action-2-text"' in text(response)
    assert "Start the recording with the gateway." in text(response)
    assert "needs another look" not in text(response)
    assert finding.state == Finding.State.ISSUED


def test_a_returned_plan_comes_back_to_its_owner_as_it_was_handed_in(browse, finding, cast):
    planned(finding, cast)
    browse("priya").post(door(finding, "return_plan"), {"reason": "Similar occurrences are not answered."})

    said = text(browse("samir").get(door(finding, "submit_plan"), headers=SHEET))

    finding.refresh_from_db()
    assert finding.state == Finding.State.ISSUED
    assert "Nobody owns the start of the recording." in said
    assert "Action of samir" in said
    assert "Samir Haddad (P-0009)" in said


def test_a_step_without_data_is_one_button(browse, finding, cast):
    planned(finding, cast)

    response = browse("priya").post(door(finding, "accept_plan"))

    finding.refresh_from_db()
    assert response.status_code == 302
    assert finding.state == Finding.State.ACTION


def test_a_step_that_needs_a_reason_is_refused_without_one(browse, finding, cast):
    planned(finding, cast)

    response = browse("priya").post(door(finding, "return_plan"), {"reason": " "}, headers=SHEET)

    finding.refresh_from_db()
    assert response.status_code == 422
    assert finding.state == Finding.State.PLAN_SUBMITTED


def test_a_rule_answers_409_with_its_sentence(browse, finding, cast):
    in_action(finding, cast)

    response = browse("samir").post(door(finding, "implement"), headers=SHEET)

    assert response.status_code == 409
    assert "Record the correction first." in text(response)


def test_a_step_taken_twice_answers_409(browse, finding, cast):
    planned(finding, cast)
    browse("priya").post(door(finding, "accept_plan"))

    response = browse("tobias").post(door(finding, "accept_plan"))

    assert response.status_code == 409
    assert "is not possible while this is “Corrective action under way”" in text(response)


def test_who_did_the_work_and_is_an_officer_too_is_refused_by_the_page(browse, finding, cast, company):
    """E-04: P implemented the action and also holds the officer's role."""
    in_action(finding, cast, owners=("ines",))
    Finding.objects.filter(pk=finding.pk).update(state=Finding.State.IMPLEMENTED, verify_from=TODAY)
    proof = paper(cast["ines"])
    given = {"method": "sample", "sample": "Ten sessions.", "evidence": [str(proof.uuid)]}

    response = browse("ines").post(door(finding, "verify"), given, headers=SHEET)

    finding.refresh_from_db()
    assert response.status_code == 409
    assert "Ines Moreau cannot verify this (S-05): owns a corrective action." in text(response)
    assert finding.state == Finding.State.IMPLEMENTED


def test_an_early_check_goes_through_the_page_with_a_typed_reason_and_a_file(browse, finding, cast):
    implemented(finding, cast)
    file = SimpleUploadedFile("sessions.txt", b"200 sessions, 200 recordings\n", "text/plain")
    given = {
        "method": "sample",
        "sample": "All 200 sessions.",
        "early_reason": "Every session was seen.",
        "files": file,
    }

    response = browse("ines").post(door(finding, "verify"), given)

    finding.refresh_from_db()
    assert (response.status_code, finding.state) == (302, Finding.State.CLOSED)
    assert finding.verifications.get().early_reason == "Every session was seen."


def test_a_refused_check_loses_neither_words_nor_file(browse, finding, cast):
    implemented(finding, cast)
    file = SimpleUploadedFile("sessions.txt", b"200 sessions, 200 recordings\n", "text/plain")

    response = browse("ines").post(
        door(finding, "verify"), {"method": "sample", "sample": "All 200 sessions.", "files": file}, headers=SHEET
    )

    kept = EvidenceVersion.objects.get(evidence__title="sessions")
    assert response.status_code == 422
    assert "Not before 20 Dec 2026" in text(response)
    assert "All 200 sessions." in text(response)
    assert str(kept.uuid) in text(response)


def test_after_the_window_opened_nobody_is_asked_why_so_early(browse, finding, cast, company_day):
    implemented(finding, cast)
    company_day.move_to(datetime(2026, 12, 21, 10, tzinfo=UTC))

    said = text(browse("ines").get(door(finding, "verify"), headers=SHEET))

    assert 'name="early_reason"' not in said


# A second person.


def test_a_step_with_a_second_person_is_asked_for(browse, company):
    audit = plan_audit(company)

    response = browse("petra").post(door(audit, "cancel"), {"reason": "The site is closed."}, follow=True)

    audit.refresh_from_db()
    assert audit.state == Audit.State.PLANNED
    assert Approval.objects.get().reason == "The site is closed."
    assert "Cancel: asked. It waits for a second person." in text(response)


def test_the_sheet_says_that_a_second_person_decides(browse, company):
    said = text(browse("petra").get(door(plan_audit(company), "cancel"), headers=SHEET))

    assert "A second person decides" in said
    assert "Ask for it" in said


def test_asking_twice_is_refused(browse, company):
    audit = plan_audit(company)
    browse("petra").post(door(audit, "cancel"), {"reason": "The site is closed."})

    response = browse("petra").post(door(audit, "cancel"), {"reason": "Still closed."}, headers=SHEET)

    assert response.status_code == 422
    assert "asked already" in text(response)


# The registry.


def test_a_step_has_one_form():
    with pytest.raises(RuntimeError, match="has a form already"):
        steps.step_form("finding.verify")(steps.StepForm)


def test_a_form_never_asks_for_what_doors_pass():
    class Asks(steps.StepForm):
        subject = forms.CharField()

    with pytest.raises(RuntimeError, match="asks for subject, which doors pass"):
        steps.step_form("finding.unheard_of")(Asks)


def test_every_registered_form_belongs_to_a_step_of_a_table():
    known = {f"{workflow.name}.{step.name}" for workflow in workflows() for step in workflow.steps}

    assert set(steps._forms) <= known
    assert set(steps._words) <= known


def test_a_sheet_costs_few_queries(browse, finding, cast, django_assert_max_num_queries):
    implemented(finding, cast)
    client = browse("ines")
    client.get(door(finding, "name_verifier"))

    for step in ("name_verifier", "verify", "verify_not_effective", "void"):
        with django_assert_max_num_queries(12):
            client.get(door(finding, step))
