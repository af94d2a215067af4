"""Working papers: written by one auditor, signed off by another, fixed with the report, never seen by the audited."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from assurance.actions import accept_answer, answer_request, request_evidence
from assurance.models import EvidenceLink, EvidenceRequest
from audits.actions import change_paper, sign_off_paper, take_back_sign_off, write_paper
from audits.models import Audit, WorkingPaper
from foundation.refusals import Refused, WrongState
from foundation.trail import history
from tests.audits.chain import issued, paper
from tests.company import TODAY, plan_audit
from tests.kept import kept_text

pytestmark = pytest.mark.usefixtures("company_day")

AT = datetime(2026, 11, 20, 9, 15, tzinfo=UTC)
FACTS = {
    "kind": "interview",
    "title": "Remote sessions",
    "text": "Every session has a ticket.",
    "persons": "Shift lead",
}


def written(audit: Audit, cast, who: str = "priya", **changes) -> WorkingPaper:
    return write_paper(actor=cast[who], audit=audit, on=TODAY, **{"at": AT, **FACTS, **changes})


def test_a_paper_is_written_with_its_evidence_and_numbered_within_the_audit(audit, cast):
    proof = paper(cast["priya"])
    first = written(audit, cast, evidence=[proof], item=audit.items.first())

    second = written(audit, cast, "tobias")

    assert [first.ref, second.ref] == [f"{audit.ref}-W01", f"{audit.ref}-W02"]
    assert (first.author, first.reviewed_by) == (cast["priya"].person, None)
    assert EvidenceLink.objects.about(first).get().version == proof
    assert "working_paper.written" in [event.kind for event in history(first)]


def test_what_a_paper_cannot_be_is_said_at_its_field(audit, company, cast):
    other = plan_audit(company, title="Other", on=TODAY)
    rows = [
        ("at", {"at": AT + timedelta(days=1)}),
        ("at", {"at": AT.replace(year=1)}),
        ("item", {"item": audit.items.model(audit=other)}),
        ("text", {"text": ""}),
        ("kind", {"kind": "rumour"}),
    ]

    for field, changes in rows:
        with pytest.raises(ValidationError) as refused:
            written(audit, cast, **changes)
        assert field in refused.value.message_dict

    with pytest.raises(WrongState):
        written(other, cast, "tobias")
    for who in ("samir", "ines", "leo"):
        with pytest.raises(PermissionDenied):
            written(audit, cast, who)


def test_only_the_author_changes_it_and_only_until_it_is_signed_off(audit, cast):
    row = written(audit, cast)

    change_paper(actor=cast["priya"], paper=row, on=TODAY, text="Four of five sessions have a ticket.")

    row.refresh_from_db()
    assert row.text == "Four of five sessions have a ticket."
    with pytest.raises(PermissionDenied):
        change_paper(actor=cast["tobias"], paper=row, on=TODAY, text="All of them.")
    sign_off_paper(actor=cast["tobias"], paper=row, on=TODAY)
    with pytest.raises(WrongState):
        change_paper(actor=cast["priya"], paper=row, on=TODAY, text="All of them.")


def test_somebody_else_of_the_team_signs_off_and_takes_it_back_with_a_reason(audit, cast):
    row = written(audit, cast)
    with pytest.raises(Refused, match="Somebody else"):
        sign_off_paper(actor=cast["priya"], paper=row, on=TODAY)
    for who in ("leo", "ines", "samir"):
        with pytest.raises(PermissionDenied):
            sign_off_paper(actor=cast[who], paper=row, on=TODAY)

    signed = sign_off_paper(actor=cast["tobias"], paper=row, on=TODAY)

    assert (signed.reviewed_by, signed.reviewed_on) == (cast["tobias"].person, TODAY)
    with pytest.raises(PermissionDenied):
        take_back_sign_off(actor=cast["priya"], paper=row, reason="I forgot a page.")
    with pytest.raises(ValidationError):
        take_back_sign_off(actor=cast["tobias"], paper=row, reason=" ")
    back = take_back_sign_off(actor=cast["tobias"], paper=row, reason="A page is missing.")
    assert (back.reviewed_by, back.reviewed_on) == (None, None)
    assert "A page is missing." in history(row)[0].content.summary


def test_the_issued_report_locks_every_paper_for_good(audit, cast):
    signed, waiting = written(audit, cast), written(audit, cast)
    sign_off_paper(actor=cast["tobias"], paper=signed, on=TODAY)
    issued(audit, cast)

    for act in (
        lambda: written(audit, cast),
        lambda: change_paper(actor=cast["priya"], paper=waiting, on=TODAY, text="Later."),
        lambda: sign_off_paper(actor=cast["tobias"], paper=waiting, on=TODAY),
        lambda: take_back_sign_off(actor=cast["tobias"], paper=signed, reason="Too late."),
    ):
        with pytest.raises(WrongState, match="The report is issued"):
            act()


def test_the_team_sees_papers_officers_after_the_report_the_audited_never(audit, cast):
    written(audit, cast)
    before = {who for who, user in cast.items() if WorkingPaper.objects.visible_to(user).exists()}

    issued(audit, cast)

    after = {who for who, user in cast.items() if WorkingPaper.objects.visible_to(user).exists()}
    assert before == {"tobias", "priya"}
    assert after == {"tobias", "priya", "ines", "carla"}


def test_the_pages_write_change_and_sign_off_in_the_time_of_the_unit(browse, audit, cast):
    item = audit.items.first()
    address = reverse("audits:paper_add", args=[audit.uuid])
    asked = browse("priya").get(f"{address}?item={item.uuid}").content.decode()
    sent = {**FACTS, "at": "2026-11-20T09:15", "item": str(item.uuid)}

    refused = browse("priya").post(address, {**sent, "at": "2026-11-21T09:15"})
    answer = browse("priya").post(address, sent)

    row = WorkingPaper.objects.get()
    assert f'value="{item.uuid}" selected' in asked
    assert refused.status_code == 422
    assert "This is still to come." in refused.content.decode()
    assert "Every session has a ticket." in refused.content.decode()
    assert (answer.url, row.at, row.item) == (row.get_absolute_url(), AT, item)
    change = reverse("audits:paper_change", args=[row.uuid])
    kept = browse("priya").get(change).content.decode()
    assert f'value="{item.uuid}" selected' in kept
    assert 'value="2026-11-20T09:15"' in kept
    signed = browse("tobias").post(reverse("audits:paper_sign_off", args=[row.uuid]), follow=True)
    assert f"{row.ref} is signed off." in signed.content.decode()
    assert "Take the sign-off back" in signed.content.decode()


def test_shelf_question_and_paper_show_it_in_few_queries(browse, audit, cast, django_assert_max_num_queries):
    item = audit.items.first()
    row = written(audit, cast, item=item, evidence=[paper(cast["priya"])])
    client = browse("tobias")
    client.get(row.get_absolute_url())

    with django_assert_max_num_queries(12):
        shown = client.get(row.get_absolute_url()).content.decode()

    assert "Every session has a ticket." in shown
    assert "Europe/Lisbon" in shown
    assert "Sign off" in shown
    for page in (reverse("audits:papers", args=[audit.uuid]), item.get_absolute_url()):
        with django_assert_max_num_queries(12):
            assert row.ref in client.get(page).content.decode()
    assert "0 of 1 signed off" in client.get(audit.get_absolute_url()).content.decode()
    assert "Working papers" not in browse("samir").get(audit.get_absolute_url()).content.decode()


def test_documents_are_asked_for_from_the_audit_and_what_came_stands_there(browse, audit, company, cast):
    ask = f"{reverse('assurance:request_add')}?about=audits.audit&row={audit.uuid}"
    shelf = reverse("audits:papers", args=[audit.uuid])
    page = browse("priya").get(shelf).content.decode()
    given = {"title": "Access review, signed", "asked_of": str(company.person("samir").uuid), "due_on": "2026-12-04"}

    made = browse("priya").post(ask, given)

    row = EvidenceRequest.objects.about(audit).get()
    assert ask.replace("&", "&amp;") in page
    assert made.url == row.get_absolute_url()
    assert "Access review, signed" in browse("tobias").get(shelf).content.decode()
    answer_request(actor=cast["samir"], evidence_request=row, on=TODAY, kept=kept_text("review.txt", "Nobody left."))
    came = EvidenceRequest.objects.get(pk=row.pk).answer
    assert f"{came.evidence.ref} v1" in browse("tobias").get(shelf).content.decode()
    assert browse("samir").get(shelf).status_code == 404
    quiet = plan_audit(company, kind=Audit.Kind.UNANNOUNCED)
    facts = {"asked_of": company.person("samir"), "due_on": TODAY, "on": TODAY, "title": "Access review"}
    with pytest.raises(Refused, match="Nobody is told of an unannounced audit"):
        request_evidence(actor=cast["ines"], subject=quiet, **facts)


def test_an_answer_is_not_attached_to_a_paper_that_was_signed_off_meanwhile(audit, company, cast):
    written_one = written(audit, cast)
    facts = {"asked_of": company.person("samir"), "due_on": TODAY, "on": TODAY, "title": "Access review"}
    row = request_evidence(actor=cast["priya"], subject=written_one, **facts)
    answer_request(actor=cast["samir"], evidence_request=row, on=TODAY, kept=kept_text("review.txt", "Nobody left."))
    sign_off_paper(actor=cast["tobias"], paper=written_one, on=TODAY)
    row.refresh_from_db()

    accept_answer(actor=cast["priya"], evidence_request=row, on=TODAY)

    assert not EvidenceLink.objects.about(written_one).exists()
