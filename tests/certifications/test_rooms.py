"""The pages of rooms and grants: what people write in them, what they show, and what a page costs."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from audits.models import Finding
from certifications.actions import (
    agree_sample,
    answer_question,
    ask_question,
    clear_grant,
    close_question,
    decline_sample,
    propose_sample,
    reply_to_question,
    submit_grant,
)
from certifications.models import Question, Sample
from foundation.models.trail import Event, Notification
from foundation.offers import work
from foundation.refusals import Refused, WrongState
from tests.company import TODAY
from tests.room import K, approved, entered, requested


@pytest.fixture
def question(room, cast, finding) -> Question:
    return ask_question(actor=cast["claire"], grant=room, text="Which gateways?", subject=finding, on=TODAY)


def page(name: str, *arguments) -> str:
    return reverse(f"certifications:{name}", args=[getattr(one, "uuid", one) for one in arguments])


# Questions.


def test_a_question_goes_to_whoever_opened_the_room(question, cast):
    assert (question.ref, question.state, question.about[:2]) == ("Q-2026-0001", "open", "F-")
    event = Event.objects.get(kind="question.asked")
    assert [one.user for one in event.notifications.all()] == [cast["ines"]]
    assert event.grant_uuid == question.grant.uuid


def test_an_answer_is_told_and_the_thread_goes_on(question, cast):
    answer_question(actor=cast["ines"], question=question, text="Both.", on=TODAY)
    assert Notification.objects.filter(user=cast["claire"], event__kind="question.answer").exists()

    reply_to_question(actor=cast["claire"], question=question, text="Since when?", on=TODAY)
    assert question.state == "open"

    answer_question(actor=cast["carla"], question=question, text="Since May.", on=TODAY)
    close_question(actor=cast["claire"], question=question, on=TODAY)
    assert question.state == "closed"
    assert [one.text for one in question.messages.all()] == ["Which gateways?", "Both.", "Since when?", "Since May."]


def test_a_question_is_to_be_answered_within_working_days_and_asking_back_begins_them_anew(question, cast):
    assert question.due_on == date(2026, 11, 25)  # asked on a Friday

    answer_question(actor=cast["ines"], question=question, text="Both.", on=date(2026, 11, 24))
    reply_to_question(actor=cast["claire"], question=question, text="Since when?", on=date(2026, 11, 25))

    assert Question.objects.get().due_on == date(2026, 11, 30)


def test_a_question_past_its_day_is_late_on_my_work(question, cast):
    [branch] = [one for one in work() if one.name == "certifications.questions"]
    late = {
        on: [line["due_by"] for line in branch.overdue(branch.rows(cast["ines"], on), on).values("due_by")]
        for on in (date(2026, 11, 25), date(2026, 11, 26))
    }

    assert list(late.values()) == [[], [date(2026, 11, 25)]]


@pytest.mark.parametrize("who", ["samir", "tobias", "helena", "igor", "claire"])
def test_only_officers_and_who_opened_the_room_answer(question, cast, who):
    with pytest.raises(PermissionDenied):
        answer_question(actor=cast[who], question=question, text="I think so.", on=TODAY)


@pytest.mark.parametrize("who", ["ines", "carla", "igor", "samir"])
def test_only_who_is_in_the_room_asks_back_and_closes(question, cast, who):
    with pytest.raises(PermissionDenied):
        reply_to_question(actor=cast[who], question=question, text="And?", on=TODAY)
    with pytest.raises(PermissionDenied):
        close_question(actor=cast[who], question=question, on=TODAY)


def test_a_closed_thread_stays_closed(question, cast):
    close_question(actor=cast["claire"], question=question, on=TODAY)

    with pytest.raises(WrongState):
        reply_to_question(actor=cast["claire"], question=question, text="One more.", on=TODAY)


def test_nobody_asks_before_the_rules_are_acknowledged(company, cast, finding, browse):
    unread = approved(company, [(K.FINDING, finding)])

    with pytest.raises(Refused, match="acknowledge the rules"):
        ask_question(actor=cast["claire"], grant=unread, text="Why?", on=TODAY)
    assert browse("claire").get(page("room", unread))["Location"] == page("room_rules", unread)
    assert browse("claire").post(page("room_questions", unread), {"text": "Why?"}).status_code == 403


def test_the_rules_are_acknowledged_once_with_the_hash_of_the_agreement(company, finding, browse):
    unread = approved(company, [(K.FINDING, finding)])
    claire = browse("claire")
    assert claire.post(page("room_rules", unread), {}).status_code == 422

    assert claire.post(page("room_rules", unread), {"read": "on"})["Location"] == page("room", unread)
    claire.post(page("room_rules", unread), {"read": "on"})

    signed = unread.acknowledgements.get()
    assert signed.nda_sha256 == unread.nda.files.get().sha256


def test_the_question_page_inside_leads_its_asker_into_the_room(question, browse):
    assert browse("claire").get(page("question", question))["Location"] == page(
        "room_question", question.grant, question
    )


def test_remarks_inside_stay_inside(question, browse, cast):
    address = reverse("foundation:comment", args=["certifications.question", question.uuid])
    browse("ines").post(address, {"text": "Do not mention the second gateway."})

    assert "second gateway" in browse("carla").get(page("question", question)).content.decode()
    assert (
        "second gateway" not in browse("claire").get(page("room_question", question.grant, question)).content.decode()
    )


def test_a_question_about_what_the_room_does_not_show_is_not_there(room, browse, audit, company):
    address = page("room_questions", room)

    for about in ("finding:00000000-0000-4000-8000-000000000000", "person:1", "evidence:x", "audit"):
        assert browse("claire").get(f"{address}?about={about}").status_code == 404


# Samples.


def test_a_sample_is_agreed_to_or_declined_with_words_for_its_proposer(room, cast):
    facts = {"actor": cast["claire"], "grant": room, "on": TODAY, "items": "Five."}
    first, second = (propose_sample(population=name, **facts) for name in ("October", "November"))

    agree_sample(actor=cast["ines"], sample=first, on=TODAY, answer="On Monday.")
    decline_sample(actor=cast["carla"], sample=second, on=TODAY, reason="Not recorded yet.")

    assert list(Sample.objects.order_by("pk").values_list("state", "answer")) == [
        ("agreed", "On Monday."),
        ("declined", "Not recorded yet."),
    ]
    assert Notification.objects.filter(user=cast["claire"], event__kind__startswith="sample.").count() == 2


def test_nobody_decides_on_their_own_sample(room, cast):
    sample = propose_sample(actor=cast["claire"], grant=room, population="October", items="Five.", on=TODAY)

    with pytest.raises(PermissionDenied):
        agree_sample(actor=cast["claire"], sample=sample, on=TODAY)


# What is noted.


def test_a_look_is_noted_once_a_minute_and_head_is_no_look(room, finding, browse, morning):
    claire, address = browse("claire"), page("room_finding", room, finding)
    claire.head(address)
    assert not Event.objects.filter(kind="room.looked").exists()

    claire.get(address)
    claire.get(address)
    morning.move_to("2026-11-20T10:01:01Z")
    claire.get(address)

    assert Event.objects.about(finding).filter(kind="room.looked", grant_uuid=room.uuid).count() == 2


def test_files_are_not_handed_out_unless_the_grant_says_so(room, piece, browse):
    response = browse("claire").get(page("room_file", room, piece.files.get()))

    assert response.status_code == 403


def test_a_file_taken_away_keeps_its_bytes_and_says_who_took_it(company, finding, piece, browse):
    grant = entered(company, [(K.AUDIT, finding.audit), (K.AUDIT_EVIDENCE, finding.audit)], allow_download=True)

    response = browse("claire").get(page("room_file", grant, piece.files.get()))

    assert b"".join(response.streaming_content) == b"Recorder settings."
    assert (
        "recorder_settings (Claire Duval, Kestrel Certification, 2026-11-20 1000).txt"
        in response["Content-Disposition"]
    )
    assert Event.objects.get(kind="evidence.downloaded").grant_uuid == grant.uuid


# Who sees grants inside.


@pytest.mark.parametrize(("who", "status"), [("ines", 200), ("carla", 200), ("tobias", 404), ("samir", 404)])
def test_the_page_of_a_grant_is_for_officers_and_who_asked(room, browse, who, status):
    assert browse(who).get(page("grant", room)).status_code == status


def test_the_preview_counts_and_saves_nothing(company, finding, browse, piece):
    sent = {
        "grantee": company.cast["claire"].uuid,
        "kind": "certifier",
        "purpose": "Surveillance",
        "unit": company.units["TS"].uuid,
        "valid_from": "2026-11-20",
        "valid_until": "2026-11-30",
        "audits": [finding.audit.uuid],
        "audit_evidence": "on",
        "max_grading": "internal",
        "preview": "yes",
    }

    response = browse("ines").post(page("grant_add"), sent)

    counts = {str(label): number for label, number in response.context["counts"]}
    assert (counts["Audits"], counts["Findings"], counts["Evidence"]) == (1, 1, 1)
    assert not Question.objects.exists()
    assert not finding.audit.grants.exists()


def test_singles_are_named_by_reference_and_unknown_ones_are_said(company, finding, browse, piece):
    sent = {"others": f"{finding.ref}, EV-9999 {piece.evidence.ref}", "kind": "certifier", "max_grading": "internal"}

    errors = browse("ines").post(page("grant_add"), sent).context["form"].errors

    assert errors["others"] == ["There is no EV-9999 that you may see."]


# My work.


def tasks_of(user) -> set[str]:
    branches = [branch for branch in work() if branch.name.startswith("certifications.")]
    return {line["task"] for branch in branches for line in branch.rows(user, TODAY).values("task")}


def test_what_waits_stands_on_my_work_of_who_holds_it(company, cast, finding, question, counsel, room):
    row = requested(company, [(K.AUDIT, finding.audit)], max_grading="confidential", purpose="Later", nda=room.nda)
    assert tasks_of(cast["ines"]) == {"answer_question", "finish_grant", "renew_grant"}

    from_ines = {"actor": cast["ines"], "grant": row, "on": TODAY}
    submit_grant(**from_ines)

    assert "clear_grant" in tasks_of(counsel)
    assert "approve_grant" not in tasks_of(cast["carla"])
    clear_grant(actor=counsel, grant=row, on=TODAY)
    assert "approve_grant" in tasks_of(cast["carla"])
    assert "approve_grant" not in tasks_of(cast["ines"])


# What a page costs.


ROOM_PAGES = ("room", "room_questions", "room_samples", "room_earlier", "room_log", "room_rules")


@pytest.mark.parametrize("name", ROOM_PAGES)
def test_a_page_of_the_room_costs_at_most_twelve_reads(room, question, browse, name, django_assert_max_num_queries):
    claire = browse("claire")
    claire.get(page(name, room))

    with django_assert_max_num_queries(12):
        assert claire.get(page(name, room)).status_code == 200


@pytest.mark.parametrize("kind", ["evidence", "findings", "controls", "clauses"])
def test_the_rows_to_choose_from_cost_at_most_twelve_reads(room, browse, kind, django_assert_max_num_queries):
    claire = browse("claire")
    claire.get(page("room", room))

    with django_assert_max_num_queries(12):
        assert claire.get(page("room_population", room, kind)).status_code == 200


@pytest.mark.parametrize("name", ["room_audit", "room_finding", "room_evidence"])
def test_a_record_in_the_room_costs_at_most_twelve_reads(
    room, question, browse, piece, finding, name, django_assert_max_num_queries
):
    row = {"room_audit": finding.audit, "room_finding": finding, "room_evidence": piece.evidence}[name]
    claire = browse("claire")
    claire.get(page(name, room, row))

    with django_assert_max_num_queries(12):
        assert claire.get(page(name, room, row)).status_code == 200


@pytest.mark.parametrize("name", ["grants", "grant", "grant_log"])
def test_the_pages_inside_cost_at_most_twelve_reads(room, question, browse, name, django_assert_max_num_queries):
    ines, arguments = browse("ines"), () if name == "grants" else (room,)
    ines.get(page(name, *arguments))

    with django_assert_max_num_queries(12):
        assert ines.get(page(name, *arguments)).status_code == 200


@pytest.mark.parametrize(("who", "kind", "told"), [("claire", "certifier", True), ("igor", "inspector", False)])
def test_inspectors_are_not_told_what_was_done_about_a_finding(company, cast, finding, browse, who, kind, told):
    Finding.objects.filter(pk=finding.pk).update(corrected_on=TODAY)
    grant = entered(company, [(K.AUDIT, finding.audit)], grantee=cast[who], kind=kind)
    client = browse(who)

    page = client.get(reverse("certifications:room_finding", args=[grant.uuid, finding.uuid])).content.decode()
    shown = client.get(f"/api/v1/rooms/{grant.uuid}/findings/{finding.uuid}/").json()

    assert ("Corrective actions" in page) is told
    assert shown["finding"]["corrected_on"] == (TODAY.isoformat() if told else None)
    assert (shown["action_count"], shown["check"]) == (0 if told else None, None)


def test_words_with_a_letter_that_no_text_holds_find_nothing_else(company, browse, finding):
    room = entered(company, [(K.AUDIT, finding.audit)])

    for name, asked in (("room", "clause"), ("room_earlier", "words")):
        assert browse("claire").get(page(name, room), {asked: "A\x00"}).status_code == 200
