"""The path of a case from the report to its end, and what each step refuses. Source: 2.20, S-09 to S-11, T-54."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from foundation.access import robot
from foundation.dates import add_working_days
from foundation.directory.calendars import work_calendar
from foundation.refusals import Refused, WrongState
from people.cases import actions
from people.cases.models import Appeal, Assent, Case, CaseDue, Category, Form, Hearing, InterimMeasure, Seat, Severity
from people.cases.workflows import CASE
from tests.cases import decision_day, lead_to, propose, reported
from tests.company import TODAY, grant

S = Case.State
DECIDED = decision_day(TODAY)


def due(case, step):
    return CaseDue.objects.get(case=case, step=step)


# Intake.


def test_a_report_starts_the_clocks(company):
    case = reported(company)

    assert case.state == S.REPORTED
    assert due(case, "acknowledge").due_on == date(2026, 11, 27)
    assert due(case, "feedback").due_on == date(2027, 2, 27)


def test_the_acknowledgement_moves_the_feedback(company, cast):
    case = reported(company)

    actions.acknowledge_case(actor=cast["grace"], case=case, text="We have it.", on=date(2026, 11, 30))

    assert due(case, "acknowledge").done_on == date(2026, 11, 30)
    assert due(case, "feedback").due_on == date(2027, 2, 28)
    with pytest.raises(Refused, match="already"):
        actions.acknowledge_case(actor=cast["grace"], case=case, text="Once more.", on=date(2026, 11, 30))


def test_zero_tolerance_starts_at_serious_and_stays_there(company, cast):
    case = reported(company, category=Category.UNAUTHORISED_ACCESS)

    assert case.severity == Severity.SERIOUS
    with pytest.raises(ValidationError, match="at least serious"):
        actions.classify_case(actor=cast["grace"], case=case, category=case.category, severity=Severity.MINOR, on=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(severity=Severity.MODERATE)


def test_two_officers_dismiss(company, cast):
    case = reported(company)
    actions.propose_dismissal(actor=cast["grace"], case=case, reason="Nothing in it.", on=TODAY)

    with pytest.raises(Refused, match="another case officer"):
        actions.dismiss_case(actor=cast["grace"], case=case, reason="Nothing in it.", on=TODAY)
    actions.dismiss_case(actor=cast["otto"], case=case, reason="I see it the same way.", on=TODAY)

    assert case.state == S.DISMISSED
    assert due(case, "erase").due_on == date(2027, 1, 20)


def test_nobody_dismisses_alone(company, cast):
    with pytest.raises(Refused, match="alone"):
        actions.dismiss_case(actor=cast["otto"], case=reported(company), reason="No.", on=TODAY)


def test_both_officers_say_why(company, cast):
    case = reported(company)

    with pytest.raises(ValidationError):
        actions.propose_dismissal(actor=cast["grace"], case=case, reason=" ", on=TODAY)
    actions.propose_dismissal(actor=cast["grace"], case=case, reason="Nothing in it.", on=TODAY)
    with pytest.raises(ValidationError):
        actions.dismiss_case(actor=cast["otto"], case=case, reason="", on=TODAY)


def test_zero_tolerance_is_never_dismissed(company, cast):
    case = reported(company, category=Category.UNAUTHORISED_ACCESS)

    with pytest.raises(Refused, match="never dismissed"):
        actions.propose_dismissal(actor=cast["boss"], case=case, reason="Not needed.", on=TODAY)
    with pytest.raises(Refused, match="never dismissed"):
        actions.dismiss_case(actor=cast["otto"], case=case, reason="Not needed.", on=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(state=S.DISMISSED, closed_on=TODAY)


# S-09.


def barred(case, cast, name):
    with pytest.raises(Refused) as refusal:
        actions.open_case(actor=cast["grace"], case=case, investigator=cast[name].person, plan="Look.", on=TODAY)
    return refusal.value.code


def test_s09_the_line_of_the_person_does_not_investigate(company, cast):
    assert barred(reported(company), cast, "boss") == "S-09"


@pytest.mark.parametrize("name", ["rosa", "sven"])
def test_s09_neither_reporter_nor_subject_investigates(company, cast, name):
    grant(cast[name], ("INVEST", company.units["MN"]))

    assert barred(reported(company), cast, name) == "S-09"


def test_s09_a_witness_does_not_investigate(company, cast):
    case = reported(company)
    actions.bind_person(actor=cast["grace"], case=case, person=cast["wanda"].person, kind="witness", on=TODAY)

    assert barred(case, cast, "wanda") == "S-09"


def test_s09_who_wrote_the_finding_behind_it_does_not_investigate(company, cast, finding):
    grant(cast["priya"], ("INVEST", company.units["MN"]))
    case = reported(company)
    Case.objects.filter(pk=case.pk).update(finding=finding.uuid)
    case.refresh_from_db()

    assert barred(case, cast, "priya") == "S-09"


def test_s09_an_investigator_holds_the_role(company, cast):
    assert barred(reported(company), cast, "emma") == "S-09"


def test_s09_a_refusal_does_not_say_which_reason_holds(company, cast):
    case = reported(company)
    grant(cast["rosa"], ("INVEST", company.units["MN"]))
    said = []
    for name in ("rosa", "boss"):
        with pytest.raises(Refused) as refusal:
            actions.open_case(actor=cast["grace"], case=case, investigator=cast[name].person, plan="Look.", on=TODAY)
        said.append(str(refusal.value).replace(cast[name].name, ""))

    assert said[0] == said[1]


def test_s09_everybody_else_who_holds_the_role_investigates(company, cast):
    case = lead_to(company, "investigating")

    assert case.state == S.INVESTIGATING
    assert due(case, "tell_subject").due_on == date(2026, 12, 4)
    assert Seat.objects.get(case=case, kind="investigator").person == cast["iris"].person


def test_s09_holds_when_it_is_found_later_whom_it_is_about(company, cast):
    case = actions.report_case(
        actor=cast["rosa"], unit=company.units["HQ"], category="conduct", description="Somebody did.", on=TODAY
    ).case
    actions.open_case(actor=cast["grace"], case=case, investigator=cast["boss"].person, plan="Look.", on=TODAY)

    with pytest.raises(Refused, match="another investigator"):
        actions.identify_subject(actor=cast["grace"], case=case, person=cast["sven"].person, on=TODAY)


def test_s09_whoever_works_on_a_case_is_no_witness_in_it(company, cast):
    case = lead_to(company, "investigating")

    with pytest.raises(Refused, match="works on this case"):
        actions.bind_person(actor=cast["grace"], case=case, person=cast["iris"].person, kind="witness", on=TODAY)


# The investigation and the hearing.


def test_a_report_needs_evidence_and_both_sides(company, cast):
    case = lead_to(company, "investigating")
    both = {"speaks_against": "Much.", "speaks_for": "Little."}
    with pytest.raises(Refused, match="allegation"):
        actions.finish_investigation(actor=cast["iris"], case=case, on=TODAY, **both)
    actions.add_allegation(actor=cast["iris"], case=case, text="Went round it.", on=TODAY)
    with pytest.raises(Refused, match="evidence is empty"):
        actions.finish_investigation(actor=cast["iris"], case=case, on=TODAY, **both)
    said = {"person": cast["wanda"].person, "held_on": TODAY, "notes": "Saw it."}
    actions.record_interview(actor=cast["iris"], case=case, on=TODAY, **said)

    with pytest.raises(Refused, match="both sides"):
        actions.finish_investigation(actor=cast["iris"], case=case, on=TODAY, **both | {"speaks_for": " "})
    actions.finish_investigation(actor=cast["iris"], case=case, on=TODAY, **both)

    assert case.state == S.HEARING


def test_nobody_is_heard_without_five_working_days_of_notice(company, cast):
    case = lead_to(company, "hearing")

    with pytest.raises(Refused, match="27 Nov 2026") as refusal:
        actions.call_hearing(actor=cast["grace"], case=case, day=date(2026, 11, 26), place="", on=TODAY)
    actions.call_hearing(actor=cast["grace"], case=case, day=date(2026, 11, 27), place="", on=TODAY)

    assert refusal.value.code == "T-54"
    assert case.hearing.day == date(2026, 11, 27)


def test_nobody_is_called_before_they_were_told(company, cast):
    case = lead_to(company, "hearing")
    Case.objects.filter(pk=case.pk).update(subject_told_on=None)

    with pytest.raises(Refused, match="Tell the person"):
        actions.call_hearing(actor=cast["grace"], case=case, day=date(2026, 11, 27), place="", on=TODAY)


def test_nobody_decides_before_the_person_was_heard_or_declined(company, cast):
    case = lead_to(company, "hearing")

    with pytest.raises(Refused, match="Call the hearing"):
        actions.record_hearing(actor=cast["grace"], case=case, outcome="held", file_shown=True, on=TODAY)
    actions.call_hearing(actor=cast["grace"], case=case, day=date(2026, 11, 27), place="", on=TODAY)
    with pytest.raises(Refused, match="hearing is on"):
        actions.record_hearing(actor=cast["grace"], case=case, outcome="held", file_shown=True, on=TODAY)
    with pytest.raises(Refused, match="Open the file"):
        actions.record_hearing(actor=cast["grace"], case=case, outcome="declined", file_shown=False, on=TODAY)
    actions.record_hearing(actor=cast["grace"], case=case, outcome="declined", file_shown=True, on=TODAY)

    assert case.state == S.DECISION_PENDING
    assert Hearing.objects.get(case=case).outcome == "declined"


def test_the_person_brings_a_companion(company, cast):
    case = lead_to(company, "hearing")
    actions.call_hearing(actor=cast["grace"], case=case, day=date(2026, 11, 27), place="", on=TODAY)

    actions.name_companion(actor=cast["sven"], case=case, companion="A colleague of the works council", on=TODAY)

    assert Hearing.objects.get(case=case).companion.startswith("A colleague")


def test_counsel_delays_telling_the_person_and_looks_again(company, cast):
    case = reported(company)
    actions.open_case(actor=cast["grace"], case=case, investigator=cast["iris"].person, plan="Look.", on=TODAY)
    actions.consult_counsel(actor=cast["grace"], case=case, on=TODAY)

    actions.delay_telling(actor=cast["lena"], case=case, reason="Evidence could vanish.", on=TODAY)

    assert due(case, "review_delay").due_on == date(2026, 12, 20)
    with pytest.raises(Refused, match="delayed"):
        actions.tell_subject(actor=cast["grace"], case=case, on=TODAY)
    actions.tell_subject(actor=cast["grace"], case=case, on=date(2026, 12, 20))
    assert due(case, "tell_subject").done_on == date(2026, 12, 20)


def test_only_counsel_delays_telling_the_person(company, cast):
    case = lead_to(company, "investigating")

    with pytest.raises(PermissionDenied):
        actions.delay_telling(actor=cast["grace"], case=case, reason="Better not.", on=TODAY)


def test_a_measure_lasts_at_most_thirty_days_and_is_renewed(company, cast):
    case = lead_to(company, "investigating")
    facts = {"kind": InterimMeasure.Kind.ACCESS_PAUSED, "reason": "To keep the logs whole."}
    with pytest.raises(ValidationError, match="19 Dec 2026"):
        actions.impose_measure(actor=cast["grace"], case=case, until=date(2026, 12, 20), on=TODAY, **facts)

    measure = actions.impose_measure(actor=cast["grace"], case=case, until=date(2026, 12, 19), on=TODAY, **facts)
    later = date(2026, 12, 19)
    actions.renew_measure(
        actor=cast["grace"], measure=measure, reason="Still needed.", until=date(2027, 1, 10), on=later
    )

    assert (measure.until, measure.renewals) == (date(2027, 1, 10), 1)
    actions.lift_measure(actor=cast["grace"], measure=measure, on=later)
    with pytest.raises(WrongState):
        actions.lift_measure(actor=cast["grace"], measure=measure, on=later)


# S-10.


@pytest.mark.parametrize("name", ["rosa", "sven", "iris", "grace", "wanda"])
def test_s10_nobody_decides_who_had_a_part_before(company, cast, name):
    case = lead_to(company, "decision_pending")
    grant(cast[name], ("DECIDE", company.units["MN"]))
    if name == "wanda":
        Seat.objects.create(case=case, person=cast["wanda"].person, kind=Seat.Kind.BENEFICIARY, from_on=TODAY)

    with pytest.raises(Refused) as refusal:
        actions.seat_deciders(actor=cast["otto"], case=case, deciders=[cast[name].person], on=DECIDED)

    assert refusal.value.code == "S-10"


def seated(company, cast, *names, level=2, who=None, **facts):
    case = lead_to(company, "decision_pending", **facts)
    people = [cast[name].person for name in names]
    actions.seat_deciders(actor=cast["grace"], case=case, deciders=people, on=DECIDED)
    propose(company, case, level=level, on=DECIDED, who=who or names[0])
    return case


def refused_sanction(case, actor, **more):
    with pytest.raises(Refused) as refusal:
        actions.sanction_case(actor=actor, case=case, start_on=DECIDED, on=DECIDED, **more)
    return refusal.value


def test_s10_level_three_by_one_person_is_refused(company, cast):
    case = seated(company, cast, "dana", level=3)

    assert refused_sanction(case, cast["dana"]).code == "S-10"


def test_s10_level_three_by_two_of_one_unit_is_refused(company, cast):
    case = seated(company, cast, "dana", "dora", level=3)
    actions.agree_to_decision(actor=cast["dora"], case=case, on=DECIDED)

    assert "different units" in str(refused_sanction(case, cast["dana"]))


def test_s10_level_three_needs_human_resources_and_counsel(company, cast):
    case = seated(company, cast, "dana", "dirk", level=3)
    actions.agree_to_decision(actor=cast["dirk"], case=case, on=DECIDED)
    assert "human resources" in str(refused_sanction(case, cast["dana"]))
    actions.agree_to_decision(actor=cast["hugo"], case=case, on=DECIDED)
    assert "counsel" in str(refused_sanction(case, cast["dana"]))
    actions.agree_to_decision(actor=cast["lena"], case=case, on=DECIDED)

    actions.sanction_case(actor=cast["dirk"], case=case, start_on=DECIDED, on=DECIDED)

    assert case.state == S.SANCTIONED
    assert due(case, "appeal").due_on == add_working_days(DECIDED, 15, work_calendar(company.units["HQ"]))


def test_s10_one_decides_alone_at_a_low_level_inside_the_matrix(company, cast):
    case = seated(company, cast, "dana", level=2)

    actions.sanction_case(actor=cast["dana"], case=case, start_on=DECIDED, on=DECIDED)

    assert case.decision.matrix_row == "Moderate, first time: 1–2"
    assert (case.sanction.level, case.sanction.form) == (2, Form.SERIOUS_WARNING)


def test_s10_outside_the_matrix_needs_reasons_and_a_second_decision_maker(company, cast):
    case = lead_to(company, "decision_pending")
    Case.objects.filter(pk=case.pk).update(severity=Severity.MINOR)
    people = [cast["dana"].person, cast["dirk"].person]
    actions.seat_deciders(actor=cast["grace"], case=case, deciders=people, on=DECIDED)
    with pytest.raises(Refused, match="The matrix says"):
        propose(company, case, level=2, on=DECIDED, outside_reasons="")

    propose(company, case, level=2, on=DECIDED)

    assert "second decision maker" in str(refused_sanction(case, cast["dana"]))
    actions.agree_to_decision(actor=cast["dirk"], case=case, on=DECIDED)
    actions.sanction_case(actor=cast["dana"], case=case, start_on=DECIDED, on=DECIDED)
    assert case.decision.outside_range


def test_s10_the_manager_of_the_person_does_not_decide_alone(company, cast):
    case = seated(company, cast, "boss", "dana", level=2)
    assert "alone" in str(refused_sanction(case, cast["boss"]))

    actions.agree_to_decision(actor=cast["dana"], case=case, on=DECIDED)
    actions.sanction_case(actor=cast["boss"], case=case, start_on=DECIDED, on=DECIDED)

    assert case.state == S.SANCTIONED


def test_s10_nobody_agrees_in_two_capacities(company, cast):
    grant(cast["dirk"], ("HR", company.units["MN"]), ("LEG", company.units["MN"]))
    case = seated(company, cast, "dana", "dirk", level=3)
    actions.agree_to_decision(actor=cast["dirk"], case=case, on=DECIDED)

    with pytest.raises(Refused, match="already"):
        actions.agree_to_decision(actor=cast["dirk"], case=case, on=DECIDED)


def test_s10_a_new_proposal_asks_everybody_again(company, cast):
    case = seated(company, cast, "dana", "dirk", level=3)
    actions.agree_to_decision(actor=cast["dirk"], case=case, on=DECIDED)

    propose(company, case, level=3, on=DECIDED, reasons="Said better.")

    standing = Assent.objects.filter(decision__case=case).standing().values_list("person", flat=True)
    assert list(standing) == [cast["dana"].person.pk]


def test_an_outcome_follows_from_the_findings(company, cast):
    case = lead_to(company, "decision_pending")
    actions.seat_deciders(actor=cast["grace"], case=case, deciders=[cast["dana"].person], on=DECIDED)
    found = dict.fromkeys(case.allegations.values_list("uuid", flat=True), "insufficient")

    with pytest.raises(Refused, match="needs an allegation that is substantiated"):
        propose(company, case, level=2, on=DECIDED, findings=found)
    with pytest.raises(Refused, match="each allegation"):
        propose(company, case, level=None, on=DECIDED, findings={})


def test_a_measure_fits_level_and_contract(company, cast):
    case = lead_to(company, "decision_pending")
    actions.seat_deciders(actor=cast["grace"], case=case, deciders=[cast["dana"].person], on=DECIDED)

    with pytest.raises(Refused, match="another level"):
        propose(company, case, level=2, on=DECIDED, form=Form.TERMINATION)
    with pytest.raises(Refused, match="kind of contract"):
        propose(company, case, level=2, on=DECIDED, form=Form.CONTRACT_NOTICE)


def test_nothing_substantiated_closes_the_case_and_lifts_measures(company, cast):
    case = lead_to(company, "decision_pending")
    facts = {"kind": InterimMeasure.Kind.RELEASED, "reason": "For now.", "until": DECIDED}
    measure = actions.impose_measure(actor=cast["grace"], case=case, on=TODAY, **facts)
    actions.seat_deciders(actor=cast["grace"], case=case, deciders=[cast["dana"].person], on=DECIDED)
    propose(company, case, level=None, on=DECIDED)

    actions.close_unfounded(actor=cast["dana"], case=case, on=DECIDED)

    measure.refresh_from_db()
    assert (case.state, measure.lifted_on) == (S.CLOSED_UNFOUNDED, DECIDED)
    assert due(case, "erase").due_on == date(2027, 2, 4)


def test_a_second_sanction_within_two_years_is_read_in_the_next_column(company, cast):
    first = lead_to(company, "sanctioned", on=date(2026, 1, 5))
    actions.finalise_case(actor=robot(), case=first, on=date(2026, 3, 1))

    case = seated(company, cast, "dana", level=2)

    assert case.decision.matrix_row == "Moderate, second time: 2–3"


# Appeal and S-11.


def last_day(case):
    return due(case, "appeal").due_on


def test_an_appeal_in_time_stays_what_is_heavy(company, cast):
    case = lead_to(company, "sanctioned", level=3)

    actions.lodge_appeal(actor=cast["sven"], case=case, grounds="I was told to.", on=last_day(case))

    case.sanction.refresh_from_db()
    assert (case.state, case.sanction.stayed) == (S.UNDER_APPEAL, True)
    actions.end_stay(actor=cast["lena"], case=case, reason="The risk remains.", on=last_day(case))
    case.sanction.refresh_from_db()
    assert not case.sanction.stayed


def test_a_light_sanction_takes_effect_during_the_appeal(company, cast):
    case = lead_to(company, "sanctioned", level=2)

    actions.lodge_appeal(actor=cast["sven"], case=case, grounds="I was told to.", on=last_day(case))

    assert not case.sanction.stayed


def test_only_the_person_appeals(company, cast):
    case = lead_to(company, "sanctioned")

    for name in ("rosa", "grace", "emma"):
        with pytest.raises(PermissionDenied):
            actions.lodge_appeal(actor=cast[name], case=case, grounds="For a friend.", on=DECIDED)


def late(case, cast):
    day = add_working_days(last_day(case), 1, work_calendar(case.unit))
    with pytest.raises(Refused) as refusal:
        actions.lodge_appeal(actor=cast["sven"], case=case, grounds="Unfair.", on=day)
    actions.lodge_late_appeal(actor=cast["sven"], case=case, grounds="Unfair.", reason="I was in hospital.", on=day)
    return refusal.value, day


def test_on_working_day_sixteen_an_appeal_waits_for_the_panel(company, cast):
    case = lead_to(company, "sanctioned")

    refusal, day = late(case, cast)

    assert (refusal.code, case.state) == ("T-54", S.SANCTIONED)
    actions.seat_panel(actor=cast["grace"], case=case, panel=[cast["pia"].person], on=day)
    actions.admit_appeal(actor=cast["pia"], case=case, reason="The reason is good.", on=day)
    assert case.state == S.UNDER_APPEAL


def test_the_panel_admits_a_late_appeal_against_what_became_final_meanwhile(company, cast):
    case = lead_to(company, "sanctioned", level=3)
    _refusal, day = late(case, cast)
    actions.finalise_case(actor=robot(), case=case, on=day)
    actions.seat_panel(actor=cast["grace"], case=case, panel=[cast["pia"].person], on=day)

    actions.admit_appeal(actor=cast["pia"], case=case, reason="The reason is good.", on=day)

    assert (case.state, case.final_on, case.spent_on) == (S.UNDER_APPEAL, None, None)
    assert not CaseDue.objects.filter(case=case, step="spend").exists()


def test_the_panel_may_refuse_what_came_late(company, cast):
    case = lead_to(company, "sanctioned")
    _refusal, day = late(case, cast)
    actions.seat_panel(actor=cast["grace"], case=case, panel=[cast["pia"].person], on=day)

    actions.refuse_appeal(actor=cast["pia"], case=case, reason="Three weeks is too long.", on=day)

    assert case.state == S.SANCTIONED
    with pytest.raises(Refused):
        actions.admit_appeal(actor=cast["pia"], case=case, reason="After all.", on=day)


def test_an_appeal_in_time_is_not_lodged_as_a_late_one(company, cast):
    case = lead_to(company, "sanctioned")

    with pytest.raises(Refused, match="still time"):
        actions.lodge_late_appeal(actor=cast["sven"], case=case, grounds="No.", reason="None.", on=last_day(case))


@pytest.mark.parametrize("name", ["grace", "iris", "dana", "hugo", "lena", "wanda", "rosa", "sven", "boss"])
def test_s11_nobody_judges_the_appeal_who_had_a_part_before(company, cast, name):
    grant(cast[name], ("PANEL", company.units["MN"]))
    case = lead_to(company, "sanctioned", level=3)
    actions.lodge_appeal(actor=cast["sven"], case=case, grounds="Unfair.", on=DECIDED)

    with pytest.raises(Refused) as refusal:
        actions.seat_panel(actor=cast["otto"], case=case, panel=[cast[name].person], on=DECIDED)

    assert refusal.value.code == "S-11"


def appealed(company, cast, level=3):
    case = lead_to(company, "sanctioned", level=level)
    actions.lodge_appeal(actor=cast["sven"], case=case, grounds="Unfair.", on=DECIDED)
    actions.seat_panel(actor=cast["grace"], case=case, panel=[cast["pia"].person], on=DECIDED)
    return case


def judge(cast, case, **facts):
    return actions.decide_appeal(actor=cast["pia"], case=case, reasons="Heard.", on=DECIDED, **facts)


@pytest.mark.parametrize("level", [3, 4])
def test_an_appeal_never_makes_it_worse(company, cast, level):
    case = appealed(company, cast)

    with pytest.raises(Refused, match="never makes it worse"):
        judge(cast, case, outcome="reduced", level=level, form=Form.DEMOTION)
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.filter(case=case).update(level_before=3, level_after=4)


def test_a_reduced_sanction_is_final_at_its_new_level(company, cast):
    case = appealed(company, cast)

    judge(cast, case, outcome="reduced", level=1, form=Form.WRITTEN_WARNING)

    case.sanction.refresh_from_db()
    assert (case.state, case.sanction.level, case.final_on) == (S.FINAL, 1, DECIDED)
    assert case.spent_on == date(2027, 12, 4)


def test_an_upheld_sanction_is_final(company, cast):
    case = appealed(company, cast)

    judge(cast, case, outcome="upheld")

    assert (case.state, case.spent_on) == (S.FINAL, date(2029, 12, 4))


def test_an_annulled_decision_never_counted(company, cast):
    case = appealed(company, cast)

    actions.annul_decision(actor=cast["pia"], case=case, reason="The log was wrong.", on=DECIDED)

    assert case.state == S.CLOSED_UNFOUNDED
    assert not Case.objects.final_within(TODAY, DECIDED).exists()
    assert due(case, "erase").due_on == date(2027, 2, 4)


# Counsel.


def test_only_counsel_who_was_asked_refers_a_case_and_its_file_is_held(company, cast):
    case = reported(company)
    facts = {"legal_basis": "Computer misuse", "authority": "Public prosecutor"}
    for name in ("grace", "lena"):
        with pytest.raises(PermissionDenied):
            actions.refer_case(actor=cast[name], case=case, on=TODAY, **facts)
    actions.consult_counsel(actor=cast["grace"], case=case, on=TODAY)

    with pytest.raises(ValidationError):
        actions.refer_case(actor=cast["lena"], case=case, on=TODAY, **facts | {"legal_basis": ""})
    actions.refer_case(actor=cast["lena"], case=case, on=TODAY, **facts)

    assert (case.state, case.held) == (S.REPORTED, True)
    actions.lift_hold(actor=cast["lena"], case=case, reason="Closed there.", on=TODAY)
    assert not case.held


# Steps are taken by their parts only.


def test_a_step_is_never_taken_beside_its_verb(company, cast):
    with pytest.raises(RuntimeError, match="through the verb"):
        CASE.move(reported(company), "open", actor=cast["grace"], on=TODAY + timedelta(days=1))
