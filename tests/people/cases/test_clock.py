"""What the clock does: appeals over, spent, erased (T-60), reporters watched, openings reported; and what the log keeps."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction

from assurance.actions import receive_files
from foundation import files, origin
from foundation.access import robot
from foundation.files.owners import named_by_rows
from foundation.models.trail import Event, Notification
from foundation.refusals import Refused
from foundation.trail import digest
from people.cases import actions, tasks
from people.cases.figures import sanctions
from people.cases.models import (
    Appeal,
    Case,
    CaseDue,
    CaseEvent,
    CaseEventContent,
    CaseFile,
    Notice,
    OpeningReport,
    RetaliationCheck,
    SealOpening,
)
from people.cases.offers.sanctions import final_sanctions
from people.cases.trail import NOTICE
from people.cases.workflows import CASE
from tests.cases import decision_day, lead_to, propose, reported
from tests.company import TODAY

S = Case.State
DECIDED = decision_day(TODAY)
ZONE = "Europe/Lisbon"


def again(case):
    return Case.objects.get(pk=case.pk)


def last_day(case):
    return CaseDue.objects.get(case=case, step="appeal").due_on


def unfounded(company):
    case, cast = lead_to(company, "decision_pending"), company.cast
    actions.seat_deciders(actor=cast["grace"], case=case, deciders=[cast["dana"].person], on=DECIDED)
    propose(company, case, level=None, on=DECIDED)
    return actions.close_unfounded(actor=cast["dana"], case=case, on=DECIDED)


# Time for an appeal.


def test_a_sanction_is_final_the_day_after_the_last_for_an_appeal(company):
    case = lead_to(company, "sanctioned", level=2)
    tasks.sweep_cases(on=last_day(case), zone=ZONE)
    assert again(case).state == S.SANCTIONED

    day = last_day(case) + timedelta(days=1)
    tasks.sweep_cases(on=day, zone=ZONE)
    tasks.sweep_cases(on=day, zone=ZONE)

    assert (again(case).state, again(case).final_on) == (S.FINAL, day)
    assert CaseEvent.objects.filter(case=case, kind="case.finalise").count() == 1


def test_a_sweep_says_nothing_of_what_it_did(company):
    case = lead_to(company, "sanctioned")

    assert tasks.sweep_cases(on=last_day(case) + timedelta(days=1), zone=ZONE) == {}


def test_a_sweep_is_for_its_own_zone(company):
    case = lead_to(company, "sanctioned")

    tasks.sweep_cases(on=last_day(case) + timedelta(days=1), zone="Asia/Dubai")

    assert again(case).state == S.SANCTIONED


# Spent, erased, held.


def final(company, level=1):
    case = lead_to(company, "sanctioned", level=level)
    return actions.finalise_case(actor=robot(), case=case, on=last_day(case) + timedelta(days=1))


def test_a_warning_is_spent_after_twelve_months_and_then_says_nothing(company):
    case = final(company)
    tasks.sweep_cases(on=case.spent_on - timedelta(days=1), zone=ZONE)
    assert again(case).state == S.FINAL

    tasks.sweep_cases(on=case.spent_on, zone=ZONE)

    left = again(case)
    assert (left.state, left.erased_on, left.description) == (S.SPENT, case.spent_on, "")
    assert (left.sanction.level, left.sanction.training) == (1, "")


def test_identities_of_an_unfounded_case_go_after_two_months(company):
    case = unfounded(company)
    due = CaseDue.objects.get(case=case, step="erase").due_on
    tasks.sweep_cases(on=due - timedelta(days=1), zone=ZONE)
    assert again(case).erased_on is None

    tasks.sweep_cases(on=due, zone=ZONE)

    assert again(case).erased_on == due


ROWS = ("reporter", "subject", "investigation", "hearing", "decision")
MANY = ("seats", "messages", "interviews", "files", "measures", "allegations", "checks", "investigation_steps")


def test_after_the_erasure_no_word_and_no_name_is_left_in_any_table(company, cast):
    case = unfounded(company)
    actions.open_sealed_name(actor=cast["grace"], case=case, seal="reporter", reason="To call Rosa.", on=DECIDED)

    actions.erase_case(actor=robot(), case=case, on=date(2027, 2, 4))

    left = again(case)
    assert not any(hasattr(left, name) for name in ROWS)
    assert not any(getattr(left, name).exists() for name in MANY)
    assert (left.description, left.clause, left.finding) == ("", "", None)
    assert not CaseEventContent.objects.filter(event__case=case).exists()
    assert SealOpening.objects.get(case=case).reason == ""


def test_after_the_erasure_events_keep_their_digests(company):
    case = unfounded(company)
    before = dict(CaseEvent.objects.filter(case=case).values_list("pk", "digest"))

    actions.erase_case(actor=robot(), case=case, on=date(2027, 2, 4))

    kept = dict(CaseEvent.objects.filter(case=case).values_list("pk", "digest"))
    assert before.items() <= kept.items()
    assert len(before) > 10


def test_an_open_case_is_never_erased(company):
    case = reported(company)

    with pytest.raises(Exception, match="not possible"):
        actions.erase_case(actor=robot(), case=case, on=date(2030, 1, 1))


def held(company):
    case, cast = lead_to(company, "sanctioned", level=1), company.cast
    facts = {"legal_basis": "Computer misuse", "authority": "Public prosecutor"}
    actions.refer_case(actor=cast["lena"], case=case, on=DECIDED, **facts)
    return actions.finalise_case(actor=robot(), case=case, on=last_day(case) + timedelta(days=1))


def test_a_legal_hold_overrides_every_period(company, cast):
    case = held(company)

    tasks.sweep_cases(on=case.spent_on, zone=ZONE)
    assert again(case).state == S.FINAL
    with pytest.raises(Refused, match="legal hold"):
        actions.spend_case(actor=robot(), case=case, on=case.spent_on)
    actions.lift_hold(actor=cast["lena"], case=case, reason="Closed there.", on=case.spent_on)
    tasks.sweep_cases(on=case.spent_on, zone=ZONE)

    assert again(case).state == S.SPENT


def test_the_database_erases_nothing_under_hold(company):
    case = held(company)

    with pytest.raises(DatabaseError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(erased_on=DECIDED)


# Files.


def kept(text=b"A log."):
    return receive_files([files.receive([text], name="rosa-saw-this.txt", content_type="text/plain")])


def test_names_of_files_are_not_kept_and_nobody_outside_has_the_file(company, cast):
    case = lead_to(company, "investigating")

    [row] = actions.add_files(actor=cast["iris"], case=case, kept=kept(), title="Log of the night", on=TODAY)

    assert row.name == "file-1.txt"
    assert row.scan == CaseFile.Scan.NOT_SCANNED
    assert named_by_rows([row.sha256]) == {row.sha256}
    for name in ("sven", "rosa", "ines"):
        with pytest.raises(PermissionDenied):
            actions.add_files(actor=cast[name], case=case, kept=kept(), title="Mine", on=TODAY)


def test_a_reporter_adds_files_without_being_named(company, cast):
    case = reported(company)

    [row] = actions.add_files_as_reporter(actor=cast["rosa"], case=case, kept=kept(), title="Photo", on=TODAY)

    assert row.uploaded_by == robot()
    assert not CaseEventContent.objects.filter(actor=cast["rosa"]).exists()


def test_the_person_reads_what_was_opened_to_them(company, cast):
    case = lead_to(company, "investigating")
    [row] = actions.add_files(actor=cast["iris"], case=case, kept=kept(), title="Log", on=TODAY)
    assert not CaseFile.objects.for_subject(cast["sven"]).exists()

    actions.show_file(actor=cast["grace"], file=row, shown=True, on=TODAY)

    assert CaseFile.objects.for_subject(cast["sven"]).get() == row
    assert not CaseFile.objects.for_subject(cast["rosa"]).exists()


def test_bytes_of_an_erased_case_belong_to_nobody(company, cast):
    case = lead_to(company, "investigating")
    [row] = actions.add_files(actor=cast["iris"], case=case, kept=kept(b"Only here."), title="Log", on=TODAY)
    Case.objects.filter(pk=case.pk).update(closed_on=TODAY)
    CASE.place(case, S.CLOSED_UNFOUNDED, actor=robot(), on=TODAY, source="a test")

    actions.erase_case(actor=robot(), case=case, on=date(2027, 2, 4))

    assert named_by_rows([row.sha256]) == set()


# Seals.


def test_a_sealed_name_is_opened_for_a_reason_that_stays(company, cast):
    case = reported(company)
    with pytest.raises(ValidationError):
        actions.open_sealed_name(actor=cast["grace"], case=case, seal="reporter", reason=" ", on=TODAY)

    found = actions.open_sealed_name(
        actor=cast["grace"], case=case, seal="reporter", reason="To ask about the room.", on=TODAY
    )

    assert found == cast["rosa"].person
    assert SealOpening.objects.get(case=case).opened_by == cast["grace"]
    assert CaseEvent.objects.filter(case=case, kind="case.seal_opened").exists()


@pytest.mark.parametrize("name", ["hugo", "dpo", "ines", "helena", "adam", "sven", "rosa", "dana"])
def test_nobody_else_opens_a_seal(company, cast, name):
    case = lead_to(company, "investigating")

    with pytest.raises(PermissionDenied):
        actions.open_sealed_name(actor=cast[name], case=case, seal="subject", reason="To know.", on=TODAY)

    assert not SealOpening.objects.exists()


def test_a_reporter_without_a_name_has_no_name_to_open(company, cast):
    made = actions.report_case(
        actor=robot(), unit=company.units["HQ"], category="conduct", description="Something.", on=TODAY
    )

    assert (
        actions.open_sealed_name(actor=cast["grace"], case=made.case, seal="reporter", reason="To ask.", on=TODAY)
        is None
    )


def test_the_data_protection_officer_hears_of_the_openings_of_each_month(company, cast):
    case = reported(company)
    actions.open_sealed_name(actor=cast["grace"], case=case, seal="subject", reason="To call.", on=TODAY)
    assert tasks.sweep_openings(on=date(2026, 11, 30), zone=ZONE) == {}

    tasks.sweep_openings(on=date(2026, 12, 1), zone=ZONE)
    tasks.sweep_openings(on=date(2026, 12, 2), zone=ZONE)

    months = list(OpeningReport.objects.order_by("month").values_list("month", "openings"))
    assert months == [(date(2026, 10, 1), 0), (date(2026, 11, 1), 1)]
    assert Notification.objects.filter(user=cast["dpo"], event__kind=NOTICE).exists()
    assert SealOpening.objects.visible_to(cast["dpo"]).get().reason == "To call."
    assert not SealOpening.objects.visible_to(cast["grace"]).exists()


# Retaliation.


def test_what_befalls_a_reporter_within_twelve_months_is_looked_at_once(company, cast):
    case, rosa = reported(company), cast["rosa"].person
    rosa.spells.update(to_on=TODAY + timedelta(days=30))
    type(rosa).objects.filter(pk=rosa.pk).update(left_on=TODAY + timedelta(days=31))
    tasks.sweep_retaliation(on=TODAY + timedelta(days=29), zone=ZONE)
    assert not RetaliationCheck.objects.exists()

    for _night in range(2):
        tasks.sweep_retaliation(on=TODAY + timedelta(days=31), zone=ZONE)

    found = RetaliationCheck.objects.filter(case=case).values_list("kind", flat=True)
    assert sorted(found) == ["left", "role_ended"]
    assert Notification.objects.filter(user=cast["lena"], event__kind=NOTICE).count() == 1


def test_after_twelve_months_nobody_is_watched(company, cast):
    reported(company)
    cast["rosa"].person.spells.update(to_on=date(2027, 11, 21))

    tasks.sweep_retaliation(on=date(2027, 11, 21), zone=ZONE)

    assert not RetaliationCheck.objects.exists()


def test_on_the_last_day_of_the_watch_somebody_looks(company, cast):
    reported(company)
    cast["rosa"].person.spells.update(to_on=date(2027, 11, 20))

    tasks.sweep_retaliation(on=date(2027, 11, 20), zone=ZONE)

    assert RetaliationCheck.objects.count() == 1


# The log, and what the house hears.


def test_the_steps_of_a_case_are_in_its_own_log_alone(company):
    case = lead_to(company, "sanctioned", level=3)

    kinds = set(CaseEvent.objects.filter(case=case).values_list("kind", flat=True))
    assert {"case.reported", "case.open", "case.tell_subject", "case.record_hearing", "case.sanction"} <= kinds
    assert not Event.objects.filter(kind__startswith="case").exists()
    told = Event.objects.filter(subject_type__app_label="cases")
    assert {event.subject_type.model for event in told} == {"notice"}


def test_a_notice_says_nothing_and_leads_to_the_door(company, cast):
    case = reported(company)

    events = Event.objects.filter(kind=NOTICE).select_related("content__actor")

    assert events
    for event in events:
        assert event.content.summary == "There is something for you to look at."
        assert event.content.details == {}
        assert event.content.actor == robot()
        assert event.subject_uuid != case.uuid
    assert Notice.objects.visible_to(cast["grace"]).count() == 1


def test_one_notice_waits_at_a_time(company, cast):
    for _report in range(3):
        reported(company)

    assert Notification.objects.filter(user=cast["grace"], event__kind=NOTICE).count() == 1


def test_an_officer_who_is_a_party_hears_nothing(company, cast):
    Notification.objects.all().delete()
    case = actions.report_case(
        actor=cast["otto"], unit=company.units["HQ"], category="conduct", description="Somebody.", on=TODAY
    ).case

    told = Notification.objects.filter(event__kind=NOTICE).values_list("user__name", flat=True)

    assert case.reporter.person == cast["otto"].person
    assert sorted(told) == ["Bea Osterman", "Grace Lund"]


def test_reporter_and_person_stand_in_the_log_without_name_and_address(company, cast, monkeypatch):
    monkeypatch.setattr(origin, "address", lambda: "192.0.2.7")
    case = lead_to(company, "sanctioned")
    actions.write_as_reporter(actor=cast["rosa"], case=case, text="One more thing.", on=DECIDED)

    actions.lodge_appeal(actor=cast["sven"], case=case, grounds="Unfair.", on=DECIDED)

    said = CaseEventContent.objects.filter(event__case=case)
    assert not said.filter(actor__in=[cast["rosa"], cast["sven"]]).exists()
    for kind in ("case.reported", "case.answered", "case.appeal"):
        assert said.get(event__kind=kind).ip is None
    assert said.get(event__kind="case.open").ip == "192.0.2.7"


def test_the_log_holds_no_name_of_the_parties(company, cast):
    case = lead_to(company, "sanctioned", level=3)

    text = " ".join(f"{one.summary} {one.details}" for one in CaseEventContent.objects.filter(event__case=case))

    for name in ("rosa", "sven"):
        assert cast[name].name not in text
        assert str(cast[name].person.uuid) not in text


def test_digests_are_those_of_the_one_log(company):
    lead_to(company, "hearing")

    for event in CaseEvent.objects.select_related("content__actor", "subject_type"):
        assert digest(event, event.content) == event.digest


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE cases_caseevent SET kind = 'other'",
        "DELETE FROM cases_caseevent",
        "UPDATE cases_caseeventcontent SET summary = 'other'",
    ],
)
def test_the_database_refuses_to_change_the_log(company, statement):
    reported(company)

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_log_is_written_in_the_transaction_of_its_change(company, cast):
    with pytest.raises(ValidationError):
        actions.write_to_reporter(actor=cast["grace"], case=reported(company), text=" ", on=TODAY)

    assert not CaseEvent.objects.filter(kind="case.written").exists()


# K-12.


def test_a_sanction_counts_from_the_day_it_is_final_and_not_under_appeal(company, cast):
    case = lead_to(company, "sanctioned", level=3)
    assert sanctions(on=DECIDED).total == 0
    actions.lodge_appeal(actor=cast["sven"], case=case, grounds="Unfair.", on=DECIDED)
    assert sanctions(on=DECIDED).total == 0
    actions.seat_panel(actor=cast["grace"], case=case, panel=[cast["pia"].person], on=DECIDED)

    actions.decide_appeal(actor=cast["pia"], case=case, outcome="upheld", reasons="Heard.", on=DECIDED)

    found = sanctions(on=DECIDED)
    assert (found.total, found.by_level[3], found.by_region["HQ"], found.by_category["control_bypass"]) == (1, 1, 1, 1)
    assert sanctions(on=DECIDED - timedelta(days=1)).total == 0
    assert sanctions(on=date(2027, 12, 3)).total == 1
    assert sanctions(on=date(2027, 12, 4)).total == 0
    assert Appeal.objects.get(case=case).level_after == 3


def test_a_late_appeal_takes_it_out_of_the_count_again(company, cast):
    case = lead_to(company, "sanctioned")
    day = last_day(case) + timedelta(days=1)
    actions.finalise_case(actor=robot(), case=case, on=day)
    assert sanctions(on=day).total == 1
    actions.lodge_late_appeal(actor=cast["sven"], case=case, grounds="Unfair.", reason="I was ill.", on=day)
    actions.seat_panel(actor=cast["grace"], case=case, panel=[cast["pia"].person], on=day)

    actions.admit_appeal(actor=cast["pia"], case=case, reason="A good reason.", on=day)

    assert sanctions(on=day).total == 0


def test_everybody_reads_the_months_that_have_ended_and_no_earlier_ones(company, cast, time_machine):
    case = final(company)
    time_machine.move_to("2027-01-15T12:00:00Z")
    assert case.final_on == date(2026, 12, 30)

    told = final_sanctions(cast["ines"], date(2027, 1, 15))

    assert (told.value, dict(told.parts)) == (None, {"HQ": "*", "MEA": 0})
    assert final_sanctions(cast["ines"], date(2026, 12, 31)).parts == {}
