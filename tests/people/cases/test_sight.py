"""S-12: who sees which case in which part; for everybody else there is none. And each line of the table by state × person."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from foundation.access import permits, robot
from people.cases import actions
from people.cases.models import Case, CaseDue, CaseEvent, Interview, Message, RetaliationCheck, Seat
from people.cases.permissions import PARTS, parts
from people.cases.tokens import hash_of
from people.cases.workflows import CASE
from tests.cases import STAFF, decision_day, lead_to, propose, reported
from tests.company import CAST, OUTSIDERS, TODAY, grant

S = Case.State
DECIDED = decision_day(TODAY)
EVERYBODY = (*STAFF, *CAST, *OUTSIDERS)


def seen_by(cast, case):
    return {name for name in EVERYBODY if Case.objects.visible_to(cast[name]).filter(pk=case.pk).exists()}


# Who sees a case in full.


def test_a_report_is_for_case_officers_alone(company, cast):
    assert seen_by(cast, reported(company)) == {"grace", "otto", "boss"}


def test_an_investigation_is_for_officers_the_investigator_and_counsel_once_asked(company, cast):
    assert seen_by(cast, lead_to(company, "investigating")) == {"grace", "otto", "boss", "iris", "lena"}


def test_decision_makers_see_what_waits_for_their_decision(company, cast):
    case = lead_to(company, "decision_pending")
    assert not seen_by(cast, case) & {"dana", "dirk", "hugo"}

    actions.seat_deciders(actor=cast["grace"], case=case, deciders=[cast["dana"].person], on=DECIDED)

    assert seen_by(cast, case) & {"dana", "dirk", "dora"} == {"dana"}


@pytest.mark.parametrize(("level", "sees"), [(2, False), (3, True)])
def test_human_resources_see_only_what_they_agree_to(company, cast, level, sees):
    case = lead_to(company, "decision_pending")
    actions.seat_deciders(actor=cast["grace"], case=case, deciders=[cast["dana"].person], on=DECIDED)
    propose(company, case, level=level, on=DECIDED)

    assert ("hugo" in seen_by(cast, case)) is sees


def test_the_panel_sees_what_is_appealed(company, cast):
    case = lead_to(company, "sanctioned")
    Seat.objects.create(case=case, person=cast["pia"].person, kind=Seat.Kind.PANEL, from_on=DECIDED)
    assert "pia" not in seen_by(cast, case)

    actions.lodge_appeal(actor=cast["sven"], case=case, grounds="Unfair.", on=DECIDED)

    assert "pia" in seen_by(cast, case)
    assert "dana" not in seen_by(cast, case)


def test_who_no_longer_has_a_part_no_longer_sees_the_case(company, cast):
    case = lead_to(company, "investigating")

    actions.replace_investigator(
        actor=cast["grace"], case=case, investigator=cast["ivan"].person, reason="Ill for weeks.", on=TODAY
    )

    assert {"iris", "ivan"} & seen_by(cast, case) == {"ivan"}


def test_an_officer_of_one_region_sees_no_case_of_another(company, cast):
    grant(cast["omar"], ("CASE", company.units["MEA"]))

    assert "omar" not in seen_by(cast, reported(company))


@pytest.mark.parametrize("name", ["sven", "rosa", "wanda"])
def test_a_party_never_sees_the_whole_case_whatever_roles_they_hold(company, cast, name):
    for role in ("CASE", "INVEST", "LEG", "HR", "DECIDE", "PANEL"):
        grant(cast[name], (role, company.units["MN"]))
    case = lead_to(company, "hearing")

    assert name not in seen_by(cast, case)
    assert not parts(cast[name], case) & {"officer", "counsel", "investigator"}
    with pytest.raises(PermissionDenied):
        actions.open_sealed_name(actor=cast[name], case=case, seal="reporter", reason="Curious.", on=TODAY)


def test_administration_officers_and_managers_see_no_case(company, cast):
    case = lead_to(company, "sanctioned", level=3)

    assert not seen_by(cast, case) & {*CAST, *OUTSIDERS}


def test_rows_of_a_case_are_seen_with_it_and_by_nobody_else(company, cast):
    case = lead_to(company, "hearing")

    for model in (Interview, Message, Seat, CaseDue):
        rows = model.objects.filter(case=case)
        assert set(model.objects.visible_to(cast["grace"])) == set(rows)
        assert not model.objects.visible_to(cast["sven"]).exists()
        assert not model.objects.visible_to(cast["ines"]).exists()


# The views of the parties.


def test_the_person_sees_their_case_once_they_were_told(company, cast):
    case = reported(company)
    assert not Case.objects.as_subject(cast["sven"]).exists()
    actions.open_case(actor=cast["grace"], case=case, investigator=cast["iris"].person, plan="Look.", on=TODAY)

    actions.tell_subject(actor=cast["grace"], case=case, on=TODAY)

    assert Case.objects.as_subject(cast["sven"]).get() == case
    assert not any(Case.objects.as_subject(cast[name]).exists() for name in EVERYBODY if name != "sven")


def test_the_person_no_longer_sees_what_is_spent(company, cast):
    case = lead_to(company, "sanctioned")
    actions.finalise_case(actor=robot(), case=case, on=DECIDED + timedelta(days=40))
    actions.spend_case(actor=robot(), case=case, on=case.spent_on)

    assert not Case.objects.as_subject(cast["sven"]).exists()


def test_the_reporter_sees_their_report_and_only_with_a_name(company, cast):
    named = reported(company)
    actions.report_case(
        actor=cast["rosa"], unit=company.units["HQ"], category="conduct", description="More.", anonymous=True, on=TODAY
    )

    assert list(Case.objects.as_reporter(cast["rosa"])) == [named]
    assert not any(Case.objects.as_reporter(cast[name]).exists() for name in EVERYBODY if name != "rosa")


def test_a_token_opens_one_report_however_it_is_typed(company, cast):
    made = actions.report_case(
        actor=robot(), unit=company.units["HQ"], category="conduct", description="Something.", on=TODAY
    )

    for typed in (made.token, made.token.lower(), made.token.replace("-", " "), f"  {made.token}\n"):
        assert Case.objects.by_token(hash_of(typed)).get() == made.case
    for typed in ("", "x", "\x00", made.token[:-1], made.token[:-1] + "é", "0" * 20):
        assert not Case.objects.by_token(hash_of(typed)).exists()


def test_only_the_hash_of_a_token_is_kept(company, cast):
    made = actions.report_case(
        actor=cast["emma"], unit=company.units["HQ"], category="conduct", description="It is.", anonymous=True, on=TODAY
    )

    assert made.case.reporter.token_hash == hash_of(made.token)
    assert made.case.reporter.person is None
    assert CaseEvent.objects.get(case=made.case).content.actor == robot()


def test_somebody_without_a_name_and_an_officer_talk(company, cast):
    made = actions.report_case(
        actor=robot(), unit=company.units["HQ"], category="conduct", description="Something.", on=TODAY
    )
    actions.write_to_reporter(actor=cast["grace"], case=made.case, text="Where was it?", on=TODAY)

    actions.write_by_token(actor=robot(), token=made.token, text="In hall 3.", on=TODAY)

    said = [(line.from_reporter, line.text) for line in made.case.messages.for_list()]
    assert said == [(False, "Where was it?"), (True, "In hall 3.")]
    with pytest.raises(PermissionDenied):
        actions.write_by_token(actor=robot(), token="K7QF-3M2X-9TRD-H4WP-ZB6C", text="Hello?", on=TODAY)


# Every state × step × person.

WHO = {
    "acknowledge": {"grace", "otto", "boss"},
    "propose_dismissal": {"grace", "otto", "boss"},
    "dismiss": {"grace", "otto", "boss"},
    "open": {"grace", "otto", "boss"},
    "replace_investigator": {"grace", "otto", "boss"},
    "consult": {"grace", "otto", "boss"},
    "tell_subject": {"grace", "otto", "boss"},
    "delay_telling": {"lena"},
    "impose_measure": {"grace", "otto", "boss"},
    "finish_investigation": {"iris"},
    "call_hearing": {"grace", "otto", "boss"},
    "record_hearing": {"grace", "otto", "boss"},
    "seat_deciders": {"grace", "otto", "boss"},
    "propose_decision": {"dana", "dirk"},
    "agree": {"dana", "dirk", "hugo", "lena"},
    "close_unfounded": {"dana", "dirk"},
    "sanction": {"dana", "dirk"},
    "appeal": {"sven"},
    "appeal_late": {"sven"},
    "seat_panel": {"grace", "otto", "boss"},
    "admit_appeal": {"pia"},
    "refuse_appeal": {"pia"},
    "end_stay": {"lena"},
    "decide_appeal": {"pia"},
    "annul": {"pia"},
    "refer": {"lena"},
    "lift_hold": {"lena"},
    "finalise": set(),
    "spend": set(),
    "erase": set(),
}


def test_the_table_names_every_step():
    assert set(WHO) == {step.name for step in CASE.steps}


def in_state(company, state):
    """A case with everybody seated, put into a state."""
    cast = company.cast
    case = lead_to(company, "decision_pending")
    actions.seat_deciders(
        actor=cast["grace"], case=case, deciders=[cast["dana"].person, cast["dirk"].person], on=DECIDED
    )
    propose(company, case, level=3, on=DECIDED)
    actions.agree_to_decision(actor=cast["dirk"], case=case, on=DECIDED)
    actions.agree_to_decision(actor=cast["hugo"], case=case, on=DECIDED)
    actions.agree_to_decision(actor=cast["lena"], case=case, on=DECIDED)
    if state != S.DECISION_PENDING:
        actions.sanction_case(actor=cast["dana"], case=case, start_on=DECIDED, on=DECIDED)
        actions.lodge_appeal(actor=cast["sven"], case=case, grounds="Unfair.", on=DECIDED)
        actions.seat_panel(actor=cast["grace"], case=case, panel=[cast["pia"].person], on=DECIDED)
    Case.objects.filter(pk=case.pk).update(closed_on=DECIDED, final_on=DECIDED)
    return CASE.place(case, state, actor=robot(), on=DECIDED, source="a test")


@pytest.mark.parametrize("state", S.values)
def test_a_step_is_open_to_its_part_in_its_states_and_to_nobody_else(company, cast, state):
    case = in_state(company, state)

    offered = {
        (open_.step.name, name)
        for name in EVERYBODY
        for open_ in CASE.available(Case.objects.select_related("unit").get(pk=case.pk), cast[name], DECIDED)
    }

    seats = {"iris": S.INVESTIGATING, "dana": S.DECISION_PENDING, "dirk": S.DECISION_PENDING}
    wanted = {
        (step.name, name)
        for step in CASE.steps
        if state in step.sources
        for name in WHO[step.name]
        if not (name == "hugo" and state != S.DECISION_PENDING)
        and not (name in seats and state not in (seats[name], S.SANCTIONED))
        and not (name == "sven" and state in (S.DISMISSED, S.SPENT))
    }
    assert offered == wanted


def test_the_clock_has_steps_of_its_own(company, cast):
    case = reported(company)

    for name in ("finalise", "spend", "erase"):
        assert not any(permits(cast[who], CASE.step(name).permission, case) for who in EVERYBODY)


def test_parts_are_read_again_with_the_row(company, cast):
    case = reported(company)
    assert parts(cast["iris"], case) == frozenset()

    actions.open_case(actor=cast["grace"], case=case, investigator=cast["iris"].person, plan="Look.", on=TODAY)

    assert parts(cast["iris"], case) == {"investigator"}
    assert parts(cast["grace"], case) == {"officer"}
    assert parts(cast["rosa"], case) == {"reporter"}
    assert not set(PARTS) & parts(cast["ines"], case)


def test_a_person_with_two_accounts_is_one_person(company, cast):
    """S-09 to S-12 act on the person: another account of the same person opens nothing."""
    second = type(cast["sven"]).objects.create_user(
        email="sven2@meridane.example", name="Sven Dahl", person=cast["sven"].person
    )
    grant(second, ("CASE", company.units["MN"]))

    assert not Case.objects.visible_to(second).filter(pk=reported(company).pk).exists()


def test_counsel_sees_a_case_while_a_check_waits(company, cast):
    case = reported(company)
    assert "lena" not in seen_by(cast, case)
    check = actions.raise_check(actor=robot(), case=case, kind="left", happened_on=TODAY, on=TODAY)
    assert "lena" in seen_by(cast, case)
    assert not RetaliationCheck.objects.visible_to(cast["grace"]).exists()

    actions.close_check(actor=cast["lena"], check=check, outcome="A move of their own.", on=TODAY)

    assert "lena" not in seen_by(cast, case)


def test_the_doors_of_the_house_know_no_step_of_a_case(company, cast, browse):
    case = reported(company)

    answers = [
        browse("grace").get(f"/steps/case/{uuid}/acknowledge/").status_code
        for uuid in (case.uuid, company.units["HQ"].uuid)
    ]

    assert answers == [404, 404]
