"""Requests for evidence: asked, answered, taken or returned, and said when late. Source: M-13, S-06."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assurance.actions import accept_answer, answer_request, cancel_request, request_evidence, return_answer
from assurance.models import Evidence, EvidenceLink, EvidenceRequest, EvidenceVersion
from assurance.tasks import sweep_requests
from assurance.workflows import EVIDENCE
from foundation.approvals import take_step
from foundation.models.trail import Event
from foundation.refusals import Refused, WrongState
from foundation.work.branches import branches
from tests.company import TODAY
from tests.kept import kept_text

LISBON = "Europe/Lisbon"
DUE = TODAY + timedelta(days=10)


@pytest.fixture
def asked(company, cast, control) -> EvidenceRequest:
    """Ines asks Emma for the review of October."""
    return request_evidence(
        actor=cast["ines"],
        subject=control,
        title="Access review of October",
        asked_of=company.person("emma"),
        due_on=DUE,
        on=TODAY,
        note="The signed one.",
    )


def answer(cast, asked, who="emma", **given) -> EvidenceRequest:
    given = given or {"kept": kept_text("review.txt", "Nobody has left.")}
    return answer_request(actor=cast[who], evidence_request=asked, on=TODAY, **given)


def work_of(user, name="assurance.requests") -> list:
    rows = {branch.name: rows for branch, rows in branches(user, TODAY)}
    return list(rows[name].values_list("task", "row_ref", "held_by", "due_by"))


# Asking


def test_who_is_asked_is_told(asked, cast):
    assert asked.ref == "ER-2026-0001"
    assert cast["emma"].notifications.get().event.kind == "evidence_request.asked"


@pytest.mark.parametrize("name", ["emma", "helena", "adam", "petra"])
def test_only_who_may_accept_evidence_asks_for_some(company, cast, control, name):
    with pytest.raises(PermissionDenied):
        request_evidence(
            actor=cast[name], subject=control, title="Review", asked_of=company.person("omar"), due_on=DUE, on=TODAY
        )


def test_nobody_asks_about_what_they_cannot_see(company, cast, control):
    with pytest.raises(PermissionDenied):
        request_evidence(
            actor=cast["omar"], subject=control, title="Review", asked_of=company.person("emma"), due_on=DUE, on=TODAY
        )


@pytest.mark.parametrize(
    ("who", "due", "said"),
    [
        ("emma", TODAY - timedelta(days=1), "This day is over"),
        ("ines", DUE, "Ask somebody else"),
        ("petra", DUE, "no account with which evidence can be handed in"),
    ],
)
def test_what_cannot_be_answered_is_not_asked(company, cast, control, who, due, said):
    with pytest.raises(ValidationError, match=said):
        request_evidence(
            actor=cast["ines"], subject=control, title="Review", asked_of=company.person(who), due_on=due, on=TODAY
        )


@pytest.mark.parametrize(("name", "sees"), [("ines", 1), ("emma", 1), ("helena", 1), ("samir", 0), ("omar", 0)])
def test_who_asked_who_is_asked_and_who_looks_after_the_unit_see_it(asked, cast, name, sees):
    assert EvidenceRequest.objects.visible_to(cast[name]).count() == sees


# Answering


def test_an_employee_answers_with_files(asked, cast):
    answer(cast, asked)

    evidence = Evidence.objects.get()
    assert (asked.state, asked.answer.evidence) == ("answered", evidence)
    assert (evidence.title, evidence.unit) == ("Access review of October", asked.unit)
    assert cast["ines"].notifications.filter(event__kind="evidence_request.answer").exists()


def test_an_answer_may_be_on_file(asked, cast, company):
    version = EvidenceVersion.objects.get(pk=answer(cast, asked).answer.pk)
    again = request_evidence(
        actor=cast["carla"], subject=asked.subject, title="Once more", asked_of=asked.asked_of, due_on=DUE, on=TODAY
    )

    answer(cast, again, evidence=version)

    assert (again.answer, Evidence.objects.count()) == (version, 1)


def test_an_answer_is_something_one_sees_and_that_counts(asked, cast, report):
    with pytest.raises(ValidationError, match="You cannot see this evidence"):
        answer(cast, asked, evidence=report)


def test_only_who_is_asked_answers(asked, cast):
    for name in ("samir", "carla"):
        with pytest.raises(PermissionDenied):
            answer(cast, asked, who=name)


def test_who_asked_sees_the_answer_even_without_a_role_on_its_unit(company, cast, control):
    row = request_evidence(
        actor=cast["samir"], subject=control, title="Review", asked_of=company.person("emma"), due_on=DUE, on=TODAY
    )
    answer(cast, row)

    assert Evidence.objects.visible_to(cast["samir"]).get() == row.answer.evidence


# Judging


def test_an_accepted_answer_is_accepted_evidence_of_what_was_asked_about(asked, cast, control):
    answer(cast, asked)

    accept_answer(actor=cast["ines"], evidence_request=asked, on=TODAY)

    link = EvidenceLink.objects.about(control).get()
    assert (asked.state, link.version.state, link.version) == ("accepted", "accepted", asked.answer)


def test_s06_who_handed_it_in_does_not_judge_it(company, cast, control):
    row = request_evidence(
        actor=cast["carla"], subject=control, title="Review", asked_of=company.person("ines"), due_on=DUE, on=TODAY
    )
    answer(cast, row, who="ines")

    with pytest.raises(Refused, match="Somebody else has to judge"):
        accept_answer(actor=cast["ines"], evidence_request=row, on=TODAY)
    with pytest.raises(Refused, match="Somebody else has to judge"):
        return_answer(actor=cast["ines"], evidence_request=row, on=TODAY, reason="No.")


@pytest.mark.parametrize("name", ["emma", "samir", "priya", "helena"])
def test_only_who_asked_and_officers_judge(asked, cast, name):
    answer(cast, asked)

    with pytest.raises(PermissionDenied):
        accept_answer(actor=cast[name], evidence_request=asked, on=TODAY)


def test_a_returned_answer_waits_again_with_the_reason_and_is_counted(asked, cast):
    answer(cast, asked)

    return_answer(actor=cast["ines"], evidence_request=asked, on=TODAY, reason="It is not signed.")

    told = cast["emma"].notifications.get(event__kind="evidence_request.send_back")
    assert (asked.state, asked.returned, asked.answer) == ("asked", 1, None)
    assert "It is not signed." in told.event.content.summary
    with pytest.raises(ValidationError, match="Say why"):
        return_answer(actor=cast["ines"], evidence_request=answer(cast, asked), on=TODAY, reason="")


def test_what_was_rejected_meanwhile_is_not_taken_as_an_answer(asked, cast):
    answer(cast, asked)
    EVIDENCE.move(asked.answer, "reject", actor=cast["carla"], on=TODAY, reason="A mock-up.")
    asked.refresh_from_db()

    with pytest.raises(Refused, match="Return the request instead"):
        accept_answer(actor=cast["ines"], evidence_request=asked, on=TODAY)


def test_a_request_that_is_not_needed_is_cancelled(asked, cast):
    cancel_request(actor=cast["ines"], evidence_request=asked, on=TODAY, reason="Found it.")

    assert asked.state == "cancelled"
    with pytest.raises(WrongState):
        answer(cast, asked)


# The clock


def test_a_reminder_before_the_day_and_a_notice_after_it_each_once(asked, cast, company):
    days = [TODAY, DUE - timedelta(days=3), DUE - timedelta(days=2), DUE, DUE + timedelta(days=1)]
    told = [sweep_requests(on=day, zone=LISBON)["told"] for day in [*days, DUE + timedelta(days=2)]]

    assert told == [0, 1, 0, 0, 1, 0]
    kinds = ["evidence_request.due_soon", "evidence_request.overdue"]
    assert [cast["emma"].notifications.filter(event__kind=kind).count() for kind in kinds] == [1, 1]
    assert cast["ines"].notifications.filter(event__kind="evidence_request.overdue").count() == 1


def test_what_is_answered_reminds_nobody(asked, cast):
    answer(cast, asked)

    assert sweep_requests(on=DUE + timedelta(days=1), zone=LISBON)["told"] == 0


def test_after_an_outage_only_the_notice_goes_out(asked):
    assert sweep_requests(on=DUE + timedelta(days=9), zone=LISBON)["told"] == 1
    assert Event.objects.about(asked).filter(kind="evidence_request.due_soon").count() == 0


# My work


def test_my_work_shows_it_to_who_is_asked_and_then_to_who_judges(asked, cast):
    assert work_of(cast["emma"]) == [("answer_request", asked.ref, "Emma Cole", DUE)]
    assert work_of(cast["samir"]) == []
    answer(cast, asked)

    assert work_of(cast["ines"]) == [("judge_answer", asked.ref, "Ines Moreau", DUE)]


# The pages


def test_an_employee_answers_on_the_page(asked, cast, browse, company_day):
    emma = browse("emma")
    address = reverse("foundation:step", args=["evidence_request", asked.uuid, "answer"])
    facts = {"as_of": TODAY.isoformat(), "grading": "internal", "personal_data": "ordinary"}

    refused = emma.post(address, facts)
    sent = emma.post(address, facts | {"files": SimpleUploadedFile("review.txt", b"Nobody has left.\n")})

    asked.refresh_from_db()
    assert (refused.status_code, sent.status_code) == (422, 302)
    assert "Add at least one file, or choose one piece on file" in refused.content.decode()
    assert (asked.state, asked.answer.evidence.personal_data) == ("answered", "ordinary")


def test_an_officer_asks_about_a_control_from_its_page(control, cast, company, browse, company_day):
    ines = browse("ines")
    address = f"{reverse('assurance:request_add')}?about=assurance.control&row={control.uuid}"
    assert address.replace("&", "&amp;") in ines.get(control.get_absolute_url()).content.decode()
    facts = {"title": "October", "asked_of": company.person("emma").uuid, "due_on": DUE.isoformat()}

    sent = ines.post(address, facts)

    row = EvidenceRequest.objects.get()
    assert (sent.url, row.subject) == (row.get_absolute_url(), control)


def test_an_officer_asks_about_a_row_chosen_in_the_form(control, company, browse, company_day):
    facts = {"title": "October", "asked_of": company.person("emma").uuid, "due_on": DUE.isoformat()}

    browse("ines").post(reverse("assurance:request_add"), facts | {"subject": f"assurance.control {control.uuid}"})

    assert EvidenceRequest.objects.get().subject == control


@pytest.mark.parametrize("query", ["about=assurance.control&row=nonsense", "about=directory.user&row={}", "about=x"])
def test_what_cannot_be_asked_about_does_not_exist(control, browse, query):
    address = f"{reverse('assurance:request_add')}?{query.format(control.uuid)}"

    assert browse("ines").get(address).status_code == 404


def test_the_inbox_shows_each_kind_under_its_tab(asked, cast, browse, company_day):
    ines = browse("ines")
    requested, received = (f"{reverse('assurance:requests')}?state={state}" for state in ("asked", "answered"))
    assert "Access review of October" in ines.get(requested).content.decode()
    assert "Access review of October" not in ines.get(received).content.decode()

    answer(cast, asked)

    assert "Access review of October" in ines.get(received).content.decode()


def test_late_requests_are_found_by_a_filter(asked, browse, company_day):
    address = f"{reverse('assurance:requests')}?overdue=true"
    assert asked.title not in browse("ines").get(address).content.decode()

    company_day.move_to(date(2026, 12, 2))

    page = browse("ines").get(address).content.decode()
    assert asked.title in page
    assert "2 days late" in page


@pytest.mark.parametrize("name", ["requests", "evidence_gaps", "request_add"])
def test_no_page_of_the_inbox_needs_more_than_twelve_queries(asked, browse, name, django_assert_max_num_queries):
    client = browse("ines")
    client.get(reverse(f"assurance:{name}"))

    with django_assert_max_num_queries(12):
        assert client.get(reverse(f"assurance:{name}")).status_code == 200


def test_the_page_of_a_request_needs_no_more_than_twelve_queries(asked, cast, browse, django_assert_max_num_queries):
    answer(cast, asked)
    client = browse("ines")
    client.get(asked.get_absolute_url())

    with django_assert_max_num_queries(12):
        assert client.get(asked.get_absolute_url()).status_code == 200


def test_a_step_by_name_goes_through_its_verb(asked, cast):
    answer(cast, asked)

    take_step(actor=cast["ines"], subject=asked, step="accept", on=TODAY)

    asked.refresh_from_db()
    assert asked.state == "accepted"
