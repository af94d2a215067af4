"""The life cycle of a nomination line by line: who takes which step from which state, and what refuses it (M-21)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from foundation.access import robot
from foundation.approvals import decide_approval, take_step
from foundation.models.trail import Event, Notification
from foundation.models.work import Approval
from foundation.refusals import Refused, WrongState
from people.actions import hold_nomination, lift_nomination_hold
from people.models import Nomination, NominationHold, Nominee
from people.workflows import NOMINATION
from tests.company import CAST, OUTSIDERS, TODAY, grant
from tests.nominated import AGO, S, held, managed_by, nominated

pytestmark = pytest.mark.usefixtures("company_day")

EVERYBODY = (*CAST, *OUTSIDERS)
DECIDERS = ("ines", "carla", "helena")  # officers of the whole, and the manager of headquarters
OFFERED = {  # state → who made it, who is named, who decides
    S.DRAFT: ({"submit"}, set(), set()),
    S.SUBMITTED: (set(), set(), {"review", "decline"}),
    S.REVIEWED: (set(), set(), {"award", "decline"}),
    S.AWARDED: (set(), {"agree", "object"}, {"publish"}),
    S.PUBLISHED: (set(), {"object"}, set()),
    S.DECLINED: (set(), set(), set()),
}
LINES = [  # from, step, by whom, what is given, to
    (S.DRAFT, "submit", "tobias", {}, S.SUBMITTED),
    (S.SUBMITTED, "review", "ines", {"band": "award"}, S.REVIEWED),
    (S.SUBMITTED, "decline", "helena", {"reason": "Part of the job."}, S.DECLINED),
    (S.REVIEWED, "award", "helena", {}, S.AWARDED),
    (S.REVIEWED, "decline", "ines", {"reason": "Told otherwise."}, S.DECLINED),
    (S.AWARDED, "agree", "emma", {}, S.AWARDED),
    (S.AWARDED, "object", "emma", {}, S.AWARDED),
    (S.PUBLISHED, "object", "emma", {}, S.AWARDED),
]


def take(row, step, actor, on=TODAY, **given):
    reason = given.pop("reason", "")
    return take_step(actor=actor, subject=row, step=step, on=on, reason=reason, given=given)


@pytest.mark.parametrize("state", S)
def test_everybody_is_offered_their_own_steps_and_no_others(company, cast, state):
    row = nominated(company, state)
    makes, is_named, decides = OFFERED[state]

    offered = {who: {move.step.name for move in NOMINATION.available(row, cast[who], TODAY)} for who in EVERYBODY}

    wanted = {who: decides if who in DECIDERS else set() for who in EVERYBODY}
    assert offered == wanted | {"tobias": makes, "emma": is_named}


@pytest.mark.parametrize("state", S)
def test_nobody_takes_a_step_that_is_not_theirs_or_not_from_here(company, cast, state):
    row = nominated(company, state)

    for step in NOMINATION.steps:
        for who in ("tobias", "emma", "ines", "malik", "adam", "claire"):
            if any(line[:3] == (state, step.name, who) for line in LINES) or _of_a_decider(state, step.name, who):
                continue
            given = {"band": "award"} if step.name == "review" else {}
            with pytest.raises((PermissionDenied, WrongState, Refused)):
                take(row, step.name, cast[who], reason="Because.", **given)
            row.refresh_from_db()
            assert row.state == state, (step.name, who)


def _of_a_decider(state, step, who):
    return who == "ines" and step in OFFERED[state][2]


@pytest.mark.parametrize(("state", "step", "who", "given", "to"), LINES)
def test_a_step_leads_where_the_table_says_and_stands_in_the_timeline(company, cast, state, step, who, given, to):
    row = nominated(company, state, consent="given" if state == S.PUBLISHED else "open")

    take(row, step, cast[who], **given)

    row.refresh_from_db()
    assert row.state == to
    assert Event.objects.about(row).filter(kind=f"nomination.{step}").exists()


# What refuses a decision.


@pytest.mark.parametrize(("state", "step"), [(S.SUBMITTED, "review"), (S.REVIEWED, "award"), (S.REVIEWED, "decline")])
@pytest.mark.parametrize(("by", "named", "sentence"), [("ines", "emma", "You made"), ("tobias", "ines", "yourself")])
def test_neither_who_made_it_nor_who_is_named_decides(company, cast, state, step, by, named, sentence):
    row = nominated(company, state, by=by, nominees=(named,))
    given = {"band": "award"} if step == "review" else {}

    with pytest.raises(Refused, match=sentence) as refused:
        take(row, step, cast["ines"], reason="Because.", **given)

    assert refused.value.code == "M-21"
    take(row, step, cast["carla"], reason="Because.", **given)
    assert row.state != state


def test_an_award_waits_until_its_checks_are_over(company, cast):
    row = nominated(company, S.REVIEWED)
    day = AGO + timedelta(days=3)

    with pytest.raises(Refused, match="checks of this nomination are not finished"):
        take(row, "award", cast["ines"], on=day - timedelta(days=1))

    take(row, "award", cast["ines"], on=day)
    assert (row.state, row.awarded_on, row.awarded_by) == (S.AWARDED, day, company.person("ines"))


def test_a_direct_manager_gives_a_lower_award_alone(company, cast):
    managed_by(company, "emma", "helena")
    row = nominated(company, S.REVIEWED, band="award")

    take(row, "award", cast["helena"])

    assert row.state == S.AWARDED


def test_the_highest_award_of_a_direct_manager_needs_a_second_person(company, cast):
    managed_by(company, "emma", "helena")
    row = nominated(company, S.REVIEWED, band="top")
    with pytest.raises(Refused, match="does not give the highest award alone"):
        take(row, "award", cast["helena"])

    waiting = take(row, "award_together", cast["helena"])
    assert (row.state, waiting.decision) == (S.REVIEWED, "waiting")
    decide_approval(actor=cast["ines"], approval=waiting, yes=True)

    row.refresh_from_db()
    assert (row.state, row.awarded_by) == (S.AWARDED, company.person("helena"))


def test_somebody_else_gives_the_highest_award_alone(company, cast):
    managed_by(company, "emma", "helena")
    row = nominated(company, S.REVIEWED, band="top")

    assert {move.step.name for move in NOMINATION.available(row, cast["ines"], TODAY)} == {"award", "decline"}
    take(row, "award", cast["ines"])

    assert row.state == S.AWARDED


@pytest.mark.parametrize(("by", "named"), [("ines", ("emma",)), ("tobias", ("emma", "ines"))])
def test_the_second_person_neither_made_it_nor_is_named(company, cast, by, named):
    managed_by(company, "emma", "helena")
    row = nominated(company, S.REVIEWED, band="top", by=by, nominees=named)
    waiting = take(row, "award_together", cast["helena"])

    with pytest.raises(Refused):
        decide_approval(actor=cast["ines"], approval=waiting, yes=True)

    decide_approval(actor=cast["carla"], approval=Approval.objects.get(), yes=True)
    row.refresh_from_db()
    assert row.state == S.AWARDED


def test_a_manager_of_another_unit_cannot_ask_for_a_second_person(company, cast):
    managed_by(company, "emma", "malik")
    row = nominated(company, S.REVIEWED, band="top")

    with pytest.raises(PermissionDenied):
        take(row, "award_together", cast["malik"])


def test_a_review_says_what_it_is_worth(company, cast):
    row = nominated(company, S.SUBMITTED)

    with pytest.raises(ValidationError, match="Choose what it is worth"):
        take(row, "review", cast["ines"], band="golden")


def test_whoever_made_it_reads_why_it_was_declined_and_who_is_named_hears_nothing(company, cast):
    row = nominated(company, S.SUBMITTED)
    with pytest.raises(ValidationError, match="reason"):
        take(row, "decline", cast["ines"])

    take(row, "decline", cast["ines"], reason="Part of the job.")

    told = Notification.objects.filter(event__kind="nomination.decline")
    assert [one.user for one in told] == [cast["tobias"]]
    assert "Part of the job." in told[0].event.content.summary
    assert row not in Nomination.objects.visible_to(cast["emma"])


# Consent.


def test_those_named_are_told_of_an_award_and_asked(company, cast):
    row = nominated(company, S.REVIEWED, nominees=("emma", "omar"))

    take(row, "award", cast["ines"])

    told = Notification.objects.filter(event__kind="nomination.award").values_list("user", flat=True)
    assert set(told) == {cast[who].pk for who in ("emma", "omar", "tobias")}


def test_it_is_published_only_when_everybody_named_agrees(company, cast):
    row = nominated(company, S.AWARDED, nominees=("emma", "omar"))
    take(row, "agree", cast["emma"])
    with pytest.raises(Refused, match="Missing: Omar Said"):
        take(row, "publish", cast["ines"])

    take(row, "agree", cast["omar"])
    take(row, "publish", cast["ines"])

    assert (row.state, row.published_on) == (S.PUBLISHED, TODAY)
    assert row in Nomination.objects.visible_to(cast["priya"])


def test_an_officer_hears_of_it_when_the_last_one_agrees(company, cast):
    row = nominated(company, S.AWARDED, nominees=("emma", "omar"))

    take(row, "agree", cast["emma"])
    assert not Notification.objects.filter(event__kind="nomination.agree").exists()
    take(row, "agree", cast["omar"])

    assert cast["ines"] in [one.user for one in Notification.objects.filter(event__kind="nomination.agree")]


def test_whoever_objects_takes_it_from_the_wall_at_once(company, cast):
    row = nominated(company, S.PUBLISHED, consent="given")

    take(row, "object", cast["emma"])

    row.refresh_from_db()
    assert (row.state, row.published_on) == (S.AWARDED, None)
    assert Nominee.objects.get().consent == "refused"
    assert row not in Nomination.objects.visible_to(cast["priya"])
    with pytest.raises(Refused, match="Missing: Emma Cole"):
        take(row, "publish", cast["ines"])


def test_an_answer_is_given_once_and_may_be_turned(company, cast):
    row = nominated(company, S.AWARDED)
    take(row, "object", cast["emma"])

    with pytest.raises(Refused, match="You said so already"):
        take(row, "object", cast["emma"])

    take(row, "agree", cast["emma"])
    assert Nominee.objects.get().consent == "given"


# A silent hold.


def test_a_hold_refuses_the_award_with_the_words_of_any_check(company, cast):
    row = nominated(company, S.REVIEWED)
    early = [NOMINATION.refusal(row, NOMINATION.step("award"), actor=cast["ines"], on=AGO, given={})]
    hold = held(company, row)

    later = NOMINATION.refusal(row, NOMINATION.step("award"), actor=cast["ines"], on=TODAY, given={})

    assert early == [later]
    lift_nomination_hold(actor=cast["carla"], nomination_hold=hold, on=TODAY)
    take(row, "award", cast["ines"])
    assert row.state == S.AWARDED


def test_a_hold_placed_while_a_second_person_decides_stops_it(company, cast):
    managed_by(company, "emma", "helena")
    row = nominated(company, S.REVIEWED, band="top")
    waiting = take(row, "award_together", cast["helena"])
    held(company, row)

    with pytest.raises(Refused, match="checks of this nomination are not finished"):
        decide_approval(actor=cast["ines"], approval=waiting, yes=True)


@pytest.mark.parametrize("who", ["ines", "helena", "tobias", "emma", "adam", "claire"])
def test_only_case_officers_hold_and_know_of_it(company, cast, who):
    row = nominated(company, S.REVIEWED)
    held(company, row)
    cast[who].__dict__.pop("_live_grants", None)

    assert not NominationHold.objects.visible_to(cast[who]).exists()
    assert not Event.objects.about(row).filter(kind__contains="hold").exists()
    with pytest.raises(PermissionDenied):
        hold_nomination(actor=cast[who], nomination=row, on=TODAY)


def test_a_case_officer_of_another_region_reaches_neither_it_nor_its_hold(company, cast):
    row = nominated(company, S.REVIEWED)
    hold = held(company, row)
    grant(cast["malik"], ("CASE", company.units["MEA"]))

    with pytest.raises(PermissionDenied):
        hold_nomination(actor=cast["malik"], nomination=row, on=TODAY)
    with pytest.raises(PermissionDenied):
        lift_nomination_hold(actor=cast["malik"], nomination_hold=hold, on=TODAY)


def test_a_hold_tells_nobody_and_stands_in_no_timeline(company, cast):
    row = nominated(company, S.REVIEWED)
    grant(cast["carla"], ("CASE", company.units["MN"]))
    before = Event.objects.about(row).count()

    hold = hold_nomination(actor=cast["carla"], nomination=row, on=TODAY)

    assert Event.objects.about(row).count() == before
    assert Event.objects.about(hold).get().content.summary == "placed a hold"
    assert not Notification.objects.filter(event__kind__startswith="nomination_hold").exists()


@pytest.mark.parametrize("state", [S.AWARDED, S.PUBLISHED, S.DECLINED])
def test_what_is_decided_is_not_held(company, cast, state):
    row = nominated(company, state, consent="given")
    grant(cast["carla"], ("CASE", company.units["MN"]))

    with pytest.raises(Refused):
        hold_nomination(actor=cast["carla"], nomination=row, on=TODAY)


def test_there_is_one_hold_at_a_time(company, cast):
    row = nominated(company, S.SUBMITTED)
    held(company, row)

    with pytest.raises(ValidationError, match="hold already"):
        hold_nomination(actor=cast["carla"], nomination=row, on=TODAY)


def test_the_robot_is_offered_what_the_table_has(company):
    row = nominated(company, S.SUBMITTED)

    assert {move.step.name for move in NOMINATION.available(row, robot(), TODAY)} == {"review", "decline"}


@pytest.mark.parametrize("who", ["emma", "tobias"])
def test_a_case_officer_neither_knows_nor_lifts_a_hold_on_what_concerns_them(company, cast, who):
    grant(cast[who], ("CASE", company.units["MN"]))
    row = nominated(company, S.REVIEWED)
    hold = held(company, row)

    assert not NominationHold.objects.visible_to(cast[who]).exists()
    with pytest.raises(Refused, match="Somebody else decides"):
        hold_nomination(actor=cast[who], nomination=row, on=TODAY)
    with pytest.raises(Refused, match="Somebody else decides"):
        lift_nomination_hold(actor=cast[who], nomination_hold=hold, on=TODAY)
    assert NominationHold.objects.visible_to(cast["carla"]).exists()
