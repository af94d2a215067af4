"""Guiding documents: from a draft to the day it takes effect, and what the controls they guide notice."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from assurance.actions import (
    add_control,
    add_document,
    approve_document,
    bring_into_effect,
    cancel_document,
    change_document,
    return_document,
    revise_version,
    set_guidance,
    submit_document,
    withdraw_document,
    write_version,
)
from assurance.models import Control, Document, DocumentVersion, EvidenceVersion
from assurance.offers.documents import to_approve
from assurance.tasks import sweep_documents
from assurance.workflows import CONTROL, DOCUMENT, EVIDENCE
from foundation import sweeps
from foundation.access import robot
from foundation.approvals import decide_approval, take_step
from foundation.models.trail import Event, Notification
from foundation.models.work import Approval, SweepRun
from foundation.refusals import Refused, WrongState
from tests.company import LONG_AGO, TODAY
from tests.kept import kept_text

DAY = timedelta(days=1)
S = DocumentVersion.State


@pytest.fixture
def document(company, cast) -> Document:
    """The specification of remote access; Samir owns it."""
    return add_document(
        actor=cast["ines"],
        unit=company.units["TS"],
        number="TS-SPEC-031",
        title="Remote access to customer networks",
        kind="specification",
        owner=company.person("samir"),
        review_months=24,
    )


@pytest.fixture
def control(company, cast, document) -> Control:
    """Runs, belongs to Samir, and only the specification guides it."""
    facts = {"code": "C-15", "statement": "Sessions are recorded.", "kind": "detective"}
    row = add_control(actor=cast["ines"], on=TODAY, unit=company.units["TS"], owner=company.person("samir"), **facts)
    CONTROL.move(row, "operate", actor=cast["ines"], on=TODAY)
    return set_guidance(actor=cast["ines"], control=row, documents=[document])


def submitted(document, author, note="Text of the day") -> DocumentVersion:
    kept = kept_text(name="spec.txt", text=f"Consent for each session. {note} {document.versions.count()}")
    version = write_version(actor=author, document=document, on=TODAY, kept=kept, change_note=note, is_major=True)
    return submit_document(actor=author, document=version, on=TODAY)


def in_effect(document, cast, day=TODAY) -> DocumentVersion:
    """Samir writes, Ines approves, and the day comes."""
    version = approve_document(
        actor=cast["ines"], document=submitted(document, cast["samir"]), on=TODAY, effective_from=day
    )
    if day > TODAY:
        sweep_documents(on=day, zone=document.unit.zone)
        version.refresh_from_db()
    return version


def bells(user, kind) -> int:
    return Notification.objects.filter(user=user, event__kind=kind).count()


def raw(document, author, state, first, last=None, major=9, **more) -> DocumentVersion:
    """A row as a careless program would write it."""
    days = {"effective_from": first, "effective_to": last}
    return DocumentVersion.objects.create(document=document, major=major, author=author, state=state, **days, **more)


# Writing and approving


def test_the_first_version_is_1_0_and_later_ones_count_on(document, cast):
    first = in_effect(document, cast)
    second = write_version(actor=cast["samir"], document=document, on=TODAY, change_note="A word")

    assert (first.label, second.label) == ("1.0", "1.1")


def test_a_later_version_says_what_changed(document, cast):
    in_effect(document, cast)

    with pytest.raises(ValidationError) as refused:
        write_version(actor=cast["samir"], document=document, on=TODAY)

    assert "change_note" in refused.value.error_dict


def test_one_version_is_written_at_a_time(document, cast):
    write_version(actor=cast["samir"], document=document, on=TODAY)

    with pytest.raises(ValidationError, match="being written already"):
        write_version(actor=cast["ines"], document=document, on=TODAY, change_note="Another")


def test_a_draft_without_a_text_is_not_submitted(document, cast):
    draft = write_version(actor=cast["samir"], document=document, on=TODAY)

    with pytest.raises(Refused, match="no file yet"):
        submit_document(actor=cast["samir"], document=draft, on=TODAY)


def test_a_text_the_scanner_has_not_seen_is_not_submitted(document, cast, settings):
    settings.CLAMD_URL = object()
    draft = write_version(actor=cast["samir"], document=document, on=TODAY, kept=kept_text())

    with pytest.raises(Refused, match="still being scanned"):
        submit_document(actor=cast["samir"], document=draft, on=TODAY)


def test_those_who_may_approve_are_told_and_the_author_is_not(document, cast):
    submitted(document, cast["samir"])

    assert bells(cast["ines"], "document.submit") == bells(cast["carla"], "document.submit") == 1
    assert bells(cast["samir"], "document.submit") == 0


def test_a_requested_change_goes_back_with_its_reason(document, cast):
    version = submitted(document, cast["samir"])

    return_document(actor=cast["ines"], document=version, on=TODAY, reason="Name the recorder.")
    revise_version(actor=cast["samir"], version=version, on=TODAY, kept=kept_text(text="The recorder of the gateway."))

    version.refresh_from_db()
    assert version.state == S.DRAFT
    assert version.file.number == 2
    assert bells(cast["samir"], "document.request_change") == 1


def test_only_a_draft_is_revised(document, cast):
    version = submitted(document, cast["samir"])

    with pytest.raises(WrongState):
        revise_version(actor=cast["samir"], version=version, on=TODAY, change_note="Late")


def test_s06_an_author_does_not_approve(document, cast):
    version = submitted(document, cast["ines"])

    with pytest.raises(Refused, match="You wrote this version") as refused:
        approve_document(actor=cast["ines"], document=version, on=TODAY, effective_from=TODAY)

    assert refused.value.code == "S-06"
    version.refresh_from_db()
    assert (version.state, version.file.state) == (S.IN_REVIEW, EvidenceVersion.State.SUBMITTED)


def test_s06_whoever_added_the_text_does_not_approve_by_a_second_account(document, cast, company):
    draft = write_version(actor=cast["samir"], document=document, on=TODAY)
    revise_version(actor=cast["ines"], version=draft, on=TODAY, kept=kept_text())
    submit_document(actor=cast["samir"], document=draft, on=TODAY)
    second = cast["carla"]
    type(second).objects.filter(pk=second.pk).update(person=cast["ines"].person)
    second.refresh_from_db()

    with pytest.raises(Refused, match="You wrote this version"):
        approve_document(actor=second, document=draft, on=TODAY, effective_from=TODAY)


def test_s06_who_changed_a_draft_that_somebody_wrote_over_since_approves_it_by_neither_verb_nor_api(
    document, cast, browse
):
    draft = write_version(actor=cast["samir"], document=document, on=TODAY, kept=kept_text())
    revise_version(actor=cast["ines"], version=draft, on=TODAY, kept=kept_text(text="Consent is not needed."))
    revise_version(actor=cast["samir"], version=draft, on=TODAY, kept=kept_text(text="Consent is not needed!"))
    submit_document(actor=cast["samir"], document=draft, on=TODAY)
    address, body = f"/api/v1/document-versions/{draft.uuid}/steps/approve/", {"effective_from": "2030-01-01"}

    with pytest.raises(Refused, match="You wrote this version"):
        approve_document(actor=cast["ines"], document=draft, on=TODAY, effective_from=TODAY)
    answer = browse("ines").post(address, body, content_type="application/json")

    assert (answer.status_code, answer.json()["code"]) == (409, "S-06")
    assert bells(cast["ines"], "document.submit") == to_approve(cast["ines"], TODAY).count() == 0
    assert to_approve(cast["carla"], TODAY).count() == 1


def test_s06_the_owner_approves_what_somebody_else_wrote(document, cast):
    version = submitted(document, cast["ines"])

    approve_document(actor=cast["samir"], document=version, on=TODAY, effective_from=TODAY)

    version.refresh_from_db()
    assert (version.state, version.approved_by, version.approved_on) == (S.EFFECTIVE, cast["samir"], TODAY)


def test_s06_the_database_refuses_an_author_who_approves(document, cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        raw(document, cast["ines"], S.APPROVED, TODAY, approved_by=cast["ines"])


@pytest.mark.parametrize("name", ["omar", "emma", "priya", "helena", "adam", "claire"])
def test_others_neither_write_nor_approve(document, cast, name):
    version = submitted(document, cast["samir"])

    with pytest.raises(PermissionDenied):
        approve_document(actor=cast[name], document=version, on=TODAY, effective_from=TODAY)
    with pytest.raises(PermissionDenied):
        write_version(actor=cast[name], document=document, on=TODAY, change_note="Mine")


def test_a_version_takes_effect_today_at_the_earliest(document, cast):
    version = submitted(document, cast["samir"])

    with pytest.raises(ValidationError) as refused:
        approve_document(actor=cast["ines"], document=version, on=TODAY, effective_from=TODAY - DAY)

    assert "effective_from" in refused.value.error_dict


def test_a_version_takes_effect_after_the_one_before_it(document, cast):
    in_effect(document, cast)
    version = submitted(document, cast["samir"])

    with pytest.raises(ValidationError, match="choose a later day"):
        approve_document(actor=cast["ines"], document=version, on=TODAY, effective_from=TODAY)


def test_the_text_is_judged_with_its_document_alone(document, cast):
    version = submitted(document, cast["samir"])

    with pytest.raises(Refused, match="is judged with it"):
        take_step(actor=cast["ines"], subject=version.file, step="accept", on=TODAY)
    approve_document(actor=cast["ines"], document=version, on=TODAY, effective_from=TODAY + DAY)

    assert EvidenceVersion.objects.get(pk=version.file.pk).state == EvidenceVersion.State.ACCEPTED
    assert EVIDENCE.available(version.file, cast["ines"], TODAY)[0].refusal is not None


# Taking effect


def test_m06_a_version_takes_effect_on_its_day_and_the_one_before_ends_the_day_before(document, cast):
    first = in_effect(document, cast)
    start = TODAY + timedelta(days=10)
    second = approve_document(
        actor=cast["ines"], document=submitted(document, cast["samir"]), on=TODAY, effective_from=start
    )

    assert sweep_documents(on=start - DAY, zone="Europe/Lisbon") == {"documents": 0}
    assert sweep_documents(on=start, zone="Asia/Dubai") == {"documents": 0}
    assert sweep_documents(on=start, zone="Europe/Lisbon") == {"documents": 1}
    assert sweep_documents(on=start, zone="Europe/Lisbon") == {"documents": 0}

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.effective_to) == (S.SUPERSEDED, start - DAY)
    assert (second.state, second.effective_from, second.effective_to) == (S.EFFECTIVE, start, None)


def test_m06_the_day_is_that_of_the_units_own_zone(company, cast):
    facts = {"kind": "regulation", "owner": company.person("omar")}
    far = add_document(actor=cast["ines"], unit=company.units["MEADEL"], number="DE-REG-1", title="Site rules", **facts)
    version = approve_document(
        actor=cast["ines"], document=submitted(far, cast["omar"]), on=TODAY, effective_from=TODAY + DAY
    )
    for rule in sweeps.rules():
        SweepRun.objects.bulk_create(
            SweepRun(rule=rule.name, zone=zone, date=TODAY) for zone in ("Asia/Dubai", "Europe/Lisbon")
        )

    sweeps.run_due(datetime(2026, 11, 20, 23, 30, tzinfo=ZoneInfo("Asia/Dubai")))
    version.refresh_from_db()
    before_midnight = version.state
    sweeps.run_due(datetime(2026, 11, 21, 0, 10, tzinfo=ZoneInfo("Asia/Dubai")))
    version.refresh_from_db()

    assert (before_midnight, version.state) == (S.APPROVED, S.EFFECTIVE)


def test_nothing_takes_effect_before_its_day_not_even_by_the_clock(document, cast):
    version = approve_document(
        actor=cast["ines"], document=submitted(document, cast["samir"]), on=TODAY, effective_from=TODAY + DAY
    )

    with pytest.raises(Refused, match="has not come"):
        bring_into_effect(actor=robot(), document=version, on=TODAY)
    with pytest.raises(PermissionDenied):
        bring_into_effect(actor=cast["ines"], document=version, on=TODAY + DAY)


def test_an_approval_is_taken_back_before_its_day_only(document, cast):
    version = approve_document(
        actor=cast["ines"], document=submitted(document, cast["samir"]), on=TODAY, effective_from=TODAY + DAY
    )
    with pytest.raises(Refused, match="The day has come"):
        cancel_document(actor=cast["ines"], document=version, on=TODAY + DAY, reason="Too early.")

    cancel_document(actor=cast["ines"], document=version, on=TODAY, reason="Too early.")

    version.refresh_from_db()
    assert (version.state, version.approved_by, version.effective_from) == (S.DRAFT, None, None)
    assert sweep_documents(on=TODAY + DAY, zone="Europe/Lisbon") == {"documents": 0}


def test_a_cancelled_version_goes_its_way_again(document, cast):
    version = approve_document(
        actor=cast["ines"], document=submitted(document, cast["samir"]), on=TODAY, effective_from=TODAY + DAY
    )
    cancel_document(actor=cast["ines"], document=version, on=TODAY, reason="Too early.")

    submit_document(actor=cast["samir"], document=version, on=TODAY)
    approve_document(actor=cast["carla"], document=version, on=TODAY, effective_from=TODAY)

    version.refresh_from_db()
    assert version.state == S.EFFECTIVE


# One version on any date, whoever writes the rows


def test_m06_the_database_refuses_two_versions_in_effect(document, cast):
    raw(document, cast["ines"], S.EFFECTIVE, LONG_AGO, major=1)

    with pytest.raises(IntegrityError), transaction.atomic():
        raw(document, cast["ines"], S.EFFECTIVE, TODAY, major=2)


@pytest.mark.parametrize(
    ("first", "last"), [(date(2026, 1, 31), date(2026, 2, 9)), (date(2025, 1, 1), date(2026, 1, 1))]
)
def test_m06_the_database_refuses_periods_that_share_a_day(document, cast, first, last):
    raw(document, cast["ines"], S.SUPERSEDED, date(2026, 1, 1), date(2026, 1, 31), major=1)

    with pytest.raises(IntegrityError), transaction.atomic():
        raw(document, cast["ines"], S.WITHDRAWN, first, last, major=2)


def test_m06_the_database_refuses_a_period_that_grows_over_another(document, cast):
    raw(document, cast["ines"], S.SUPERSEDED, date(2026, 1, 1), date(2026, 1, 31), major=1)
    later = raw(document, cast["ines"], S.SUPERSEDED, date(2026, 2, 1), date(2026, 2, 9), major=2)

    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentVersion.objects.filter(pk=later.pk).update(effective_from=date(2026, 1, 31))


def test_m06_the_database_refuses_a_version_in_effect_over_one_that_ended_later(document, cast):
    raw(document, cast["ines"], S.SUPERSEDED, date(2026, 1, 1), date(2026, 1, 31), major=1)
    draft = raw(document, cast["ines"], S.DRAFT, date(2026, 1, 15), major=2)

    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentVersion.objects.filter(pk=draft.pk).update(state=S.EFFECTIVE)


def test_m06_periods_that_only_touch_are_fine_and_other_documents_do_not_count(document, cast, company):
    raw(document, cast["ines"], S.SUPERSEDED, date(2026, 1, 1), date(2026, 1, 31), major=1)
    raw(document, cast["ines"], S.EFFECTIVE, date(2026, 2, 1), major=2)
    facts = {"kind": "regulation", "owner": company.person("samir")}
    other = add_document(actor=cast["ines"], unit=company.units["TS"], number="TS-REG-1", title="Rules", **facts)

    raw(other, cast["ines"], S.EFFECTIVE, date(2026, 1, 15), major=1)

    assert DocumentVersion.objects.with_period().count() == 3


def test_the_database_refuses_what_counts_without_a_first_day_or_ended_without_a_last(document, cast):
    for state, first in ((S.EFFECTIVE, None), (S.APPROVED, None), (S.SUPERSEDED, TODAY), (S.WITHDRAWN, TODAY)):
        with pytest.raises(IntegrityError), transaction.atomic():
            raw(document, cast["ines"], state, first)


# The review


@pytest.mark.parametrize(
    ("months", "start", "due"),
    [(12, date(2026, 11, 20), date(2027, 11, 20)), (24, date(2028, 2, 29), date(2030, 2, 28))],
)
def test_t41_the_next_review_counts_from_the_day_it_took_effect(document, cast, months, start, due):
    change_document(actor=cast["ines"], document=document, review_months=months)

    version = in_effect(document, cast, day=start)

    assert version.next_review_on == due


def test_t41_a_review_without_change_takes_owner_and_approver_and_counts_from_its_day(document, cast):
    version = in_effect(document, cast)
    later = TODAY + timedelta(days=100)

    waiting = take_step(actor=cast["samir"], subject=version, step="confirm", on=later, reason="Read; still true.")
    with pytest.raises(Refused):
        decide_approval(actor=cast["samir"], approval=waiting, yes=True)
    decide_approval(actor=cast["ines"], approval=waiting, yes=True)

    version.refresh_from_db()
    assert (version.reviewed_on, version.next_review_on) == (later, date(2029, 2, 28))
    assert Approval.objects.get().decision == "yes"


def test_t41_another_period_moves_the_next_review(document, cast):
    version = in_effect(document, cast)

    change_document(actor=cast["ines"], document=document, review_months=6)

    version.refresh_from_db()
    assert version.next_review_on == date(2027, 5, 20)


def test_m06_an_overdue_review_is_flagged_the_day_after(document, cast):
    due = in_effect(document, cast).next_review_on

    flagged = [
        Document.objects.with_standing(cast["ines"], on).get(pk=document.pk).is_overdue for on in (due, due + DAY)
    ]

    assert flagged == [False, True]


# Guidance of controls


def test_m07_a_control_is_unguided_from_the_day_its_last_document_is_withdrawn(document, control, cast):
    version = in_effect(document, cast)
    guided = Control.objects.unguided().count()

    withdraw_document(actor=cast["ines"], document=version, on=TODAY + DAY, reason="Given up.")

    version.refresh_from_db()
    assert guided == 0
    assert list(Control.objects.unguided()) == [control]
    assert (version.state, version.effective_to) == (S.WITHDRAWN, TODAY)
    assert bells(cast["samir"], "control.guidance_lost") == 1


def test_m07_a_control_with_another_document_in_effect_stays_guided(document, control, cast, company):
    facts = {"kind": "regulation", "owner": company.person("samir")}
    other = add_document(actor=cast["ines"], unit=company.units["TS"], number="TS-REG-1", title="Rules", **facts)
    in_effect(other, cast)
    version = in_effect(document, cast)
    set_guidance(actor=cast["ines"], control=control, documents=[document, other])

    withdraw_document(actor=cast["ines"], document=version, on=TODAY, reason="Given up.")

    assert not Control.objects.unguided().exists()
    assert bells(cast["samir"], "control.guidance_lost") == 0


def test_m07_the_owner_is_told_when_guidance_comes_back(document, control, cast):
    first = in_effect(document, cast)
    withdraw_document(actor=cast["ines"], document=first, on=TODAY + DAY, reason="Given up.")
    before = bells(cast["samir"], "control.guidance_regained")

    in_effect(document, cast, day=TODAY + timedelta(days=5))

    assert bells(cast["samir"], "control.guidance_regained") == before + 1
    assert not Control.objects.unguided().exists()


def test_m07_a_draft_guides_nothing(document, control, cast):
    submitted(document, cast["samir"])

    assert list(Control.objects.unguided()) == [control]


def test_a_withdrawal_says_why_and_waits_for_a_successor_that_is_due(document, cast):
    version = in_effect(document, cast)
    approve_document(
        actor=cast["ines"], document=submitted(document, cast["samir"]), on=TODAY, effective_from=TODAY + DAY
    )

    with pytest.raises(ValidationError):
        withdraw_document(actor=cast["ines"], document=version, on=TODAY, reason=" ")
    with pytest.raises(Refused, match=r"Version 2\.0 takes over"):
        withdraw_document(actor=cast["ines"], document=version, on=TODAY + DAY, reason="Given up.")


def test_every_step_is_in_the_trail(document, cast):
    version = in_effect(document, cast, day=TODAY + DAY)
    withdraw_document(actor=cast["ines"], document=version, on=TODAY + DAY, reason="Given up.")

    kinds = Event.objects.about(version).order_by("pk").values_list("kind", flat=True)

    assert list(dict.fromkeys(kinds)) == [
        "evidence.linked",
        "document.written",
        "document.submit",
        "document.approve",
        "document.take_effect",
        "document.withdraw",
    ]


# Who reads what


def test_readers_see_what_is_in_effect_and_never_a_draft(document, cast):
    draft = submitted(document, cast["samir"])
    hidden = [list(Document.objects.visible_to(cast[name])) for name in ("emma", "adam")]
    approve_document(actor=cast["ines"], document=draft, on=TODAY, effective_from=TODAY)
    submitted(document, cast["samir"])

    shown = DocumentVersion.objects.visible_to(cast["emma"])

    assert hidden == [[], []]
    assert [version.label for version in shown] == ["1.0"]
    assert [version.label for version in DocumentVersion.objects.visible_to(cast["samir"])] == ["2.0", "1.0"]


def test_readers_of_a_region_see_what_is_meant_for_them(document, cast, company):
    in_effect(document, cast)
    before = list(Document.objects.visible_to(cast["omar"]))

    change_document(actor=cast["ines"], document=document, audience_units=[company.units["MEA"]])

    assert before == []
    assert list(Document.objects.visible_to(cast["omar"])) == [document]


def test_the_text_is_taken_by_whom_the_document_is_for(document, cast):
    version = in_effect(document, cast)
    newer = submitted(document, cast["samir"])

    seen = EvidenceVersion.objects.visible_to(cast["emma"])

    assert list(seen.filter(pk__in=[version.file_id, newer.file_id])) == [version.file]


def test_a_confidential_document_is_for_those_who_work_with_it(document, cast):
    change_document(actor=cast["ines"], document=document, grading="confidential")
    in_effect(document, cast)

    seen = {name: Document.objects.visible_to(cast[name]).exists() for name in ("emma", "ines", "priya", "samir")}

    assert seen == {"emma": False, "ines": True, "priya": True, "samir": True}


def test_a_step_is_only_taken_through_its_verb(document, cast):
    version = submitted(document, cast["samir"])

    with pytest.raises(RuntimeError), time_machine.travel(datetime(2026, 11, 20, 12, tzinfo=ZoneInfo("UTC"))):
        DOCUMENT.move(version, "approve", actor=cast["ines"], on=TODAY)
