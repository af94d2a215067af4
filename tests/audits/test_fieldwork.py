"""The fieldwork screen: a question is answered field by field, a finding takes three actions, others stay outside."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assurance.models import EvidenceLink, Requirement
from audits.actions import answer_item, build_checklist, close_fieldwork, log_finding, set_team
from audits.models import Audit, ChecklistItem, Finding
from audits.workflows import AUDIT
from foundation.models.trail import Event
from tests.company import TODAY, plan_audit, start_audit
from tests.foundation import hostile

HTMX = {"HX-Request": "true", "HX-Target": "autosave"}
SHEET = {"HX-Request": "true", "HX-Target": "sheet"}

pytestmark = pytest.mark.usefixtures("company_day")


@pytest.fixture
def item(audit: Audit) -> ChecklistItem:
    return audit.items.get(number="MCB-15")


def address(name: str, item: ChecklistItem) -> str:
    return reverse(f"audits:{name}", args=[item.audit.uuid, item.uuid])


def save(client, item, **fields):
    """One autosave, as the script sends it: `field` names what was changed."""
    return client.post(address("fieldwork_save", item), {"field": next(iter(fields)), **fields}, headers=HTMX)


def test_the_fieldwork_goes_on_at_the_first_open_question(browse, audit):
    answered, waiting = audit.items.order_by("order")[:2]
    answer_item(actor=_priya(audit), item=answered, result="conforms")

    response = browse("priya").get(reverse("audits:fieldwork", args=[audit.uuid]))

    assert response.url == waiting.get_absolute_url()


def test_a_field_is_saved_on_its_own_and_the_answer_is_its_line_in_the_tree(browse, item):
    response = save(browse("priya"), item, result="conforms")

    item.refresh_from_db()
    said = response.content.decode()
    assert (response.status_code, item.result, item.answered_by.name) == (200, "conforms", "Priya Raman")
    assert f'id="line-{item.uuid}"' in said
    assert "1 of 3 answered" in said
    assert "<html" not in said


def test_saving_the_note_leaves_the_result_alone(browse, item):
    answer_item(actor=_priya(item.audit), item=item, result="conforms", methods=["interview"])

    save(browse("priya"), item, note="Register of October seen.")

    item.refresh_from_db()
    assert (item.result, item.methods, item.note) == ("conforms", ["interview"], "Register of October seen.")


def test_unticking_every_method_saves_none(browse, item):
    answer_item(actor=_priya(item.audit), item=item, methods=["interview"])

    browse("priya").post(address("fieldwork_save", item), {"field": "methods", "version-methods": "1"}, headers=HTMX)

    item.refresh_from_db()
    assert item.methods == []


def test_an_answer_read_in_an_older_version_overwrites_nothing(browse, item):
    """Field by field: what the other saved is refused, what they left alone is taken, and a draft goes on."""
    answer_item(actor=item.audit.lead.accounts.get(), item=item, note="Two doors stand open.")
    priya = browse("priya")

    refused = save(priya, item, note="All doors are shut.")
    result = save(priya, item, result="conforms")

    item.refresh_from_db()
    said = refused.content.decode()
    assert (refused.status_code, result.status_code) == (409, 200)
    assert (item.note, item.result, item.version) == ("Two doors stand open.", "conforms", 2)
    assert "Tobias Lindqvist saved another version" in said
    assert said.index("All doors are shut.") < said.index("Two doors stand open.")
    save(priya, item, note="All doors", **{"version-note": "1", "draft": "d1"})
    assert save(priya, item, note="All doors are shut.", **{"version-note": "1", "draft": "d1"}).status_code == 200


def test_without_script_one_of_two_versions_is_kept_or_both(browse, item):
    outcomes = {
        "mine": ("observation", ["interview"], "Mine."),
        "theirs": ("conforms", ["sample"], "Theirs."),
        "both": ("conforms", ["sample", "interview"], "Theirs.\n\nMine."),
    }
    mine = {"result": "observation", "methods": ["interview"], "note": "Mine."}
    read = {f"version-{name}": str(item.version) for name in mine}
    for keep, outcome in outcomes.items():
        theirs = {"result": "conforms", "methods": ["sample"], "note": "Theirs."}
        standing = answer_item(actor=item.audit.lead.accounts.get(), item=item, **theirs)

        page = browse("priya").post(address("fieldwork_save", item), mine | read)
        settled = mine | read | {"keep": keep, "standing": str(standing.version), "disputed": list(mine)}
        answer = browse("priya").post(address("fieldwork_save", item), settled)

        item.refresh_from_db()
        assert (page.status_code, answer.status_code) == (409, 302)
        assert "Keep mine" in page.content.decode()
        assert (item.result, item.methods, item.note) == outcome


def test_major_is_not_chosen_without_a_finding(browse, item):
    response = save(browse("priya"), item, result="major")

    item.refresh_from_db()
    assert (response.status_code, item.result) == (422, "")
    assert "Log the finding: that sets the result." in response.content.decode()


def test_not_tested_needs_a_note(browse, item):
    response = save(browse("priya"), item, result="not_tested")

    assert response.status_code == 422
    assert "Say in the note why this was not tested." in response.content.decode()


def test_without_script_the_whole_answer_is_saved_at_once(browse, item):
    answer = {"result": "observation", "methods": ["interview", "sample"], "note": "Two doors stand open."}

    response = browse("priya").post(address("fieldwork_save", item), answer)

    item.refresh_from_db()
    assert response.url == item.get_absolute_url()
    assert (item.result, item.methods, item.note) == ("observation", ["interview", "sample"], "Two doors stand open.")


def test_without_script_a_major_saves_the_note_and_leads_to_the_finding(browse, item):
    response = browse("priya").post(address("fieldwork_save", item), {"result": "major", "note": "No recording."})

    item.refresh_from_db()
    assert response.url == address("log_finding", item) + "?type=major"
    assert (item.result, item.note) == ("", "No recording.")


def test_a_finding_takes_three_actions_from_the_question(browse, item):
    """Open the sheet, type the sentence, issue: everything else is filled in."""
    answer_item(actor=_priya(item.audit), item=item, note="Sample of five, seed 4471: two have no recording.")
    lead = browse("tobias")

    sheet = lead.get(address("log_finding", item) + "?type=major", headers=SHEET)
    sent = _as_filled_in(sheet) | {"statement": "Two of five sampled sessions have no recording.", "then": "issue"}
    response = lead.post(address("log_finding", item), sent, headers=SHEET)

    finding = Finding.objects.get()
    item.refresh_from_db()
    assert response["HX-Redirect"] == item.get_absolute_url()
    assert (finding.state, finding.type, finding.owner.name) == ("issued", "major", "Samir Haddad")
    assert (finding.requirement, finding.process.code) == (item.requirement, "REMOTE-ACCESS")
    assert finding.objective_evidence == "Sample of five, seed 4471: two have no recording."
    assert item.result == "major"


def test_an_auditor_logs_a_major_and_leaves_the_issue_to_the_lead(browse, item):
    priya = browse("priya")

    sheet = priya.get(address("log_finding", item) + "?type=major", headers=SHEET)
    priya.post(address("log_finding", item), _as_filled_in(sheet) | {"statement": "No recording.", "then": "keep"})

    assert "Issue major now" not in sheet.content.decode()
    assert "Tobias Lindqvist leads the audit, is told, and may issue it before the report." in sheet.content.decode()
    assert Finding.objects.get().state == "draft"


def test_the_sheet_shows_the_dates_by_the_calendar_of_the_process(browse, item, company_day):
    said = browse("priya").get(address("log_finding", item) + "?type=major", headers=SHEET).content.decode()

    assert "4 Dec 2026" in said
    assert "21 Dec 2026" in said
    assert "moved on from Sunday 20 Dec" in said
    assert "18 Feb 2027" in said


def test_the_dates_and_the_buttons_follow_the_type(browse, item):
    dues = reverse("audits:finding_dues", args=[item.audit.uuid])

    major = browse("tobias").get(dues, {"type": "major"}).content.decode()
    minor = browse("tobias").get(dues, {"type": "minor"}).content.decode()
    practice = browse("tobias").get(dues, {"type": "good_practice"}).content.decode()

    assert "Issue major now" in major
    assert "18 Dec 2026" in minor
    assert "Issue major now" not in minor
    assert "Nothing is due" in practice


def test_a_finding_is_logged_with_a_dropped_file(browse, item):
    shot = SimpleUploadedFile("recorder-console.png", hostile.picture("PNG"), content_type="image/png")
    facts = {"type": "minor", "statement": "The register lacks a column.", "files": shot, "then": "keep"}

    browse("priya").post(address("log_finding", item), facts)

    finding = Finding.objects.get()
    link = EvidenceLink.objects.about(finding).get()
    assert finding.state == "draft"
    assert link.version.evidence.title == "recorder-console"
    assert link.version.files.get().scan == "not_scanned"


def test_a_major_without_evidence_is_refused_and_leaves_nothing(browse, item):
    facts = {"type": "major", "statement": "No recording.", "then": "issue", "owner": item.audit.lead_id}

    response = browse("tobias").post(address("log_finding", item), facts, headers=SHEET)

    assert response.status_code == 409
    assert "A nonconformity needs objective evidence" in response.content.decode()
    assert not Finding.objects.exists()


def test_a_refused_sheet_keeps_the_file_that_was_dropped(browse, item):
    shot = SimpleUploadedFile("console.png", hostile.picture("PNG"), content_type="image/png")

    response = browse("priya").post(address("log_finding", item), {"type": "minor", "statement": "", "files": shot})

    said = response.content.decode()
    assert response.status_code == 422
    assert 'name="evidence"' in said
    assert "console" in said
    assert not Finding.objects.exists()


def test_an_earlier_finding_against_the_same_requirement_is_offered_as_repeated(browse, company, finding):
    item = start_audit(company).items.get(number="MCB-15")

    said = browse("priya").get(address("log_finding", item), headers=SHEET).content.decode()

    assert f'value="{finding.uuid}" checked' in said
    assert f"Repeat of {finding.ref}" in said


def test_a_finding_of_the_same_audit_is_no_repeat(browse, finding):
    said = browse("priya").get(address("log_finding", finding.item), headers=SHEET).content.decode()

    assert "Repeat of" not in said


def test_a_draft_is_changed_in_the_same_sheet(browse, company, item):
    draft = log_finding(
        actor=_priya(item.audit), audit=item.audit, item=item, type="minor", statement="A column is missing.", on=TODAY
    )
    facts = {"type": "ofi", "statement": "A column would help.", "process": company.processes["remote-access"].pk}

    response = browse("priya").post(reverse("audits:edit_finding", args=[draft.uuid]), facts)

    draft.refresh_from_db()
    item.refresh_from_db()
    assert response.url == item.get_absolute_url()
    assert (draft.type, draft.statement, draft.owner.name) == ("ofi", "A column would help.", "Samir Haddad")
    assert item.result == "ofi"


def test_an_issued_finding_has_no_sheet_any_more(browse, finding):
    assert browse("priya").get(reverse("audits:edit_finding", args=[finding.uuid])).status_code == 404


def test_evidence_is_attached_to_a_question_once(browse, item):
    shot = SimpleUploadedFile("register.txt", b"10-112 emergency none\n")
    priya = browse("priya")
    priya.post(address("fieldwork_evidence", item), {"files": shot})
    version = EvidenceLink.objects.about(item).get().version

    priya.post(address("fieldwork_evidence", item), {"evidence": [str(version.uuid)]})

    assert EvidenceLink.objects.about(item).count() == 1
    assert "register" in priya.get(item.get_absolute_url()).content.decode()


def test_before_the_opening_the_checklist_can_only_be_read(browse, company, cast):
    audit = plan_audit(company)
    AUDIT.move(audit, "initiate", actor=cast["tobias"], on=TODAY)
    set_team(actor=cast["tobias"], audit=audit, members=[company.person("priya")], on=TODAY)
    build_checklist(actor=cast["tobias"], audit=audit, requirements=Requirement.objects.all(), on=TODAY)
    item = audit.items.first()

    page = browse("priya").get(item.get_absolute_url()).content.decode()
    refused = save(browse("priya"), item, result="conforms")

    assert "The fieldwork has not begun." in page
    assert "data-autosave=" not in page
    assert refused.status_code == 409


def test_after_the_closing_meeting_the_answers_are_fixed(browse, audit, cast):
    for one in audit.items.all():
        answer_item(actor=cast["priya"], item=one, result="conforms")
    close_fieldwork(actor=cast["tobias"], audit=audit, attendees="Head of remote access", on=TODAY)

    page = browse("priya").get(audit.items.first().get_absolute_url()).content.decode()

    assert "The closing meeting was held on 20 Nov 2026. The answers are fixed." in page


@pytest.mark.parametrize("name", ["samir", "helena", "leo", "emma", "claire", "ines"])
def test_people_outside_the_team_see_no_checklist(browse, item, name):
    client = browse(name)

    assert client.get(item.get_absolute_url()).status_code == 404
    assert save(client, item, result="conforms").status_code == 404
    assert client.get(address("log_finding", item)).status_code == 404
    assert client.get(reverse("audits:fieldwork", args=[item.audit.uuid])).status_code == 404


def test_the_tree_shows_only_what_is_open_when_asked(browse, audit, cast):
    first, second, third = audit.items.order_by("order")
    answer_item(actor=cast["priya"], item=first, result="conforms")

    said = browse("priya").get(second.get_absolute_url() + "?show=open").content.decode()

    assert f"line-{first.uuid}" not in said
    assert f"line-{third.uuid}" in said


def test_the_way_on_keeps_the_filter(browse, audit):
    first, second = audit.items.order_by("order")[:2]

    said = browse("priya").get(first.get_absolute_url() + "?show=open").content.decode()

    assert f'href="{second.get_absolute_url()}?show=open"' in said


def test_htmx_gets_the_three_panes_without_the_shell(browse, item):
    said = browse("priya").get(item.get_absolute_url(), headers={"HX-Request": "true", "HX-Target": "workbench"})

    assert said.content.decode().strip().startswith('<div class="workbench"')


@pytest.mark.parametrize("name", ["fieldwork_item", "log_finding", "fieldwork_evidence"])
def test_no_page_of_the_fieldwork_needs_more_than_twelve_queries(
    browse, item, finding, name, django_assert_max_num_queries
):
    client = browse("priya")
    ContentType.objects.clear_cache()
    client.get(address(name, item))

    with django_assert_max_num_queries(12):
        assert client.get(address(name, item)).status_code == 200


def test_every_answer_stands_in_the_log(browse, item):
    save(browse("priya"), item, result="conforms")

    event = Event.objects.about(item).get()
    assert (event.kind, event.content.actor.name) == ("checklist.answered", "Priya Raman")


def _priya(audit: Audit):
    return audit.team.get(person__name="Priya Raman").person.accounts.get()


def _as_filled_in(response) -> dict[str, object]:
    """What a browser sends of a form that nobody has touched."""
    form = response.context["form"]
    values = {field.html_name: field.value() for field in form if field.name != "files"}
    return {name: value for name, value in values.items() if value not in (None, "", [], False)}
