"""Management review: inputs of a cut-off, decisions and actions, the signature and what it fixes (2.19)."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from assurance.actions import (
    carry_out_review_action,
    change_outcome,
    change_review,
    gather_inputs,
    hold_review,
    note_input,
    plan_review,
    record_outcome,
    remove_outcome,
    return_review,
    sign_review,
)
from assurance.models import ManagementReview, ReviewInput, ReviewOutcome
from assurance.offers.reviews import actions, to_prepare, to_sign
from assurance.paper.minutes import digest_of, is_intact
from assurance.review_figures import TOPICS, gathered, kept
from foundation.directory.models import User
from foundation.figures import metrics
from foundation.models.trail import Event, Notification
from foundation.refusals import Refused, WrongState
from foundation.steps import moves_of
from tests.company import TODAY, grant
from tests.reviewed import MET, held, objective, planned, signed, spoken, top_manager
from tests.reviewed import gathered as with_inputs

DAY = timedelta(days=1)
S = ManagementReview.State


@pytest.fixture
def vera(company) -> User:
    return top_manager(company)


def told(kind: str) -> set[str]:
    return set(Notification.objects.filter(event__kind=kind).values_list("user__name", flat=True))


# The plan


def test_a_planned_review_has_a_topic_for_each_input_of_the_standard_and_its_chair_is_told(company, vera):
    review = planned(company)

    assert (review.state, review.ref) == (S.PLANNED, "MR-2026-0001")
    assert list(review.inputs.values_list("topic", flat=True)) == list(ReviewInput.Topic)
    assert told("management_review.planned") == {"Vera Lund"}


@pytest.mark.parametrize(
    ("who", "unit", "chair", "field"),
    [("ines", "HQ", "vera", "unit"), ("ines", "MN", "helena", "chair"), ("ines", "MN", "ines", "chair")],
)
def test_only_the_whole_is_reviewed_and_only_another_top_manager_chairs(company, cast, vera, who, unit, chair, field):
    grant(cast["ines"], ("MGR", company.units["MN"]))
    person = vera.person if chair == "vera" else company.person(chair)

    with pytest.raises(ValidationError) as refused:
        plan_review(actor=cast[who], unit=company.units[unit], title="Review", planned_on=TODAY, chair=person, on=TODAY)

    assert list(refused.value.error_dict) == [field]


@pytest.mark.parametrize("name", ["tobias", "petra", "helena", "samir", "adam"])
def test_only_officers_prepare_a_review(company, cast, vera, name):
    with pytest.raises(PermissionDenied):
        plan_review(
            actor=cast[name],
            unit=company.units["MN"],
            title="Review",
            planned_on=TODAY,
            chair=vera.person,
            on=TODAY,
        )


def test_the_plan_is_changed_until_the_meeting_is_recorded(company, cast):
    review = spoken(company)
    facts: dict[str, Any] = {"title": "Half-year review", "chair": review.chair, "agenda": "1. Figures", "on": TODAY}

    changed = change_review(actor=cast["carla"], review=review, planned_on=TODAY, **facts)

    assert (changed.title, changed.agenda) == ("Half-year review", "1. Figures")
    hold_review(actor=cast["ines"], management_review=changed, held_on=TODAY, on=TODAY, **MET)
    with pytest.raises(WrongState):
        change_review(actor=cast["carla"], review=review, planned_on=TODAY, **facts)


# The inputs


def test_the_inputs_are_the_figures_of_the_cut_off_and_stay_when_the_figures_move_on(company, finding):
    review = with_inputs(company)

    corrective = review.inputs.get(topic="corrective")
    ages = next(one for one in corrective.figures if one["id"] == "K-07")
    assert {"path": ["major", "n"], "value": 1} in ages["parts"]
    type(finding).objects.filter(pk=finding.pk).update(type="minor")
    corrective.refresh_from_db()
    assert {"path": ["major", "n"], "value": 1} in next(one for one in corrective.figures if one["id"] == "K-07")[
        "parts"
    ]


def test_every_figure_of_the_register_but_sanctions_is_an_input_and_belongs_to_one_topic(company):
    found = gathered(TODAY)

    listed = [one["id"] for figures in found.values() for one in figures]
    assert sorted(listed) == sorted({metric.id for metric in metrics()} - {"K-12"})
    assert {one["id"] for one in found["corrective"]} == {name for name in listed if TOPICS.get(name) == "corrective"}


def test_what_is_kept_of_a_figure_names_no_single_record():
    parts = {
        "missed": {"rows": ["F-002", "F-003"]},
        "action": {"F-2026-0003": 41, "F-2026-0013": 48},
        "awaiting": ["F-2026-0004"],
        "HQ-RD": {"numerator": 13, "denominator": 15, "value": 86.7},
        "30": {"value": 1, "rows": ["C-02"]},
        "hidden": {"value": None},
    }

    told = kept("K-05", {"numerator": 10, "denominator": 14, "value": 71.4, "parts": parts})["parts"]

    assert told == [
        {"path": ["missed"], "value": 2},
        {"path": ["action"], "value": 2},
        {"path": ["awaiting"], "value": 1},
        {"path": ["HQ-RD"], "numerator": 13, "denominator": 15, "value": 86.7},
        {"path": ["30"], "value": 1},
    ]


def test_figures_are_never_of_a_day_to_come(company, cast):
    with pytest.raises(ValidationError, match="still to come"):
        gather_inputs(actor=cast["ines"], management_review=planned(company), cut_off=TODAY + DAY, on=TODAY)


def test_inputs_gathered_again_keep_the_notes(company, cast):
    review = with_inputs(company)
    note_input(actor=cast["ines"], review_input=review.inputs.get(topic="issues"), note="A law changed.")

    gather_inputs(actor=cast["ines"], management_review=review, cut_off=TODAY - DAY, on=TODAY)

    assert review.inputs.get(topic="issues").note == "A law changed."
    assert review.cut_off == TODAY - DAY


def test_open_actions_of_the_review_before_are_an_input_of_the_next(company, cast):
    first = signed(company)
    objective(company)

    review = with_inputs(company, title="Next")

    (line,) = review.inputs.get(topic="actions").rows
    assert line == {
        "ref": f"{first.ref}/2",
        "text": "Renew the recorders.",
        "owner": "Emma Cole",
        "due_on": "2026-12-18",
        "done_on": "",
    }
    (aim,) = review.inputs.get(topic="objectives").rows
    assert (aim["title"], aim["measured"], aim["standing"]) == ("Rooms end in time", 0.0, "on_target")


def test_an_action_done_after_the_cut_off_was_open_then(company, cast):
    signed(company, on=TODAY - DAY)
    action = ReviewOutcome.objects.get(kind="action")
    carry_out_review_action(actor=cast["emma"], outcome=action, done_note="Renewed.", on=TODAY)
    review = planned(company, title="Next")

    gather_inputs(actor=cast["ines"], management_review=review, cut_off=TODAY - DAY, on=TODAY)
    before = review.inputs.get(topic="actions").rows[0]["done_on"]
    gather_inputs(actor=cast["ines"], management_review=review, cut_off=TODAY, on=TODAY)

    assert before == ""
    assert review.inputs.get(topic="actions").rows[0]["done_on"] == "2026-11-20"


# Decisions and actions


def test_an_action_is_due_on_a_working_day_of_its_owners_unit(company, cast):
    review, ines = planned(company), cast["ines"]
    facts: dict[str, Any] = {"actor": ines, "review": review, "kind": "action", "text": "Renew.", "on": TODAY}

    here = record_outcome(owner=company.person("emma"), due_on=date(2026, 12, 25), **facts)
    there = record_outcome(owner=company.person("omar"), due_on=date(2026, 12, 4), **facts)
    unnamed = record_outcome(owner=company.person("emma"), **facts)

    assert here.due_on == date(2026, 12, 29)  # Christmas, a weekend, a holiday
    assert there.due_on == date(2026, 12, 6)  # Friday and Saturday are off in the Gulf
    assert unnamed.due_on == date(2027, 1, 19)  # sixty days by the policy
    assert [one.number for one in (here, there, unnamed)] == [1, 2, 3]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"kind": "action"}, "owner"),
        ({"kind": "action", "owner": "emma", "due_on": TODAY - DAY}, "due_on"),
        ({"kind": "decision", "owner": "emma"}, "__all__"),
    ],
)
def test_an_action_needs_an_owner_and_a_day_to_come_and_a_decision_has_neither(company, cast, given, field):
    owner = {"owner": company.person("emma")} if "owner" in given else {}

    with pytest.raises(ValidationError) as refused:
        record_outcome(actor=cast["ines"], review=planned(company), text="Renew.", on=TODAY, **given | owner)

    assert list(refused.value.error_dict) == [field]


def test_what_is_recorded_is_changed_and_removed_until_the_meeting_is_recorded(company, cast):
    review = spoken(company)
    decision, action = review.outcomes.order_by("number")

    change_outcome(actor=cast["ines"], outcome=decision, kind="decision", text="The scope grows.", on=TODAY)
    remove_outcome(actor=cast["ines"], outcome=action)
    hold_review(actor=cast["ines"], management_review=review, held_on=TODAY, on=TODAY, **MET)

    assert [one.text for one in review.outcomes.all()] == ["The scope grows."]
    with pytest.raises(WrongState):
        remove_outcome(actor=cast["ines"], outcome=decision)


# The meeting


def test_the_meeting_is_recorded_only_when_every_topic_is_spoken_of_and_something_came_of_it(company, cast):
    review, facts = with_inputs(company), {"held_on": TODAY, "on": TODAY, **MET}
    with pytest.raises(Refused) as silent:
        hold_review(actor=cast["ines"], management_review=review, **facts)
    for one in review.inputs.all():
        note_input(actor=cast["ines"], review_input=one, note="As before.")
    with pytest.raises(Refused) as empty:
        hold_review(actor=cast["ines"], management_review=review, **facts)

    assert silent.value.code == "silent_topics"
    assert "What interested parties told us" in str(silent.value.sentence)
    assert empty.value.code == "no_outcome"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"held_on": TODAY + DAY}, "held_on"),
        ({"held_on": TODAY - DAY}, "held_on"),
        ({"attendance": " "}, "attendance"),
        ({"minutes": ""}, "minutes"),
    ],
)
def test_the_record_of_a_meeting_is_complete(company, cast, given, field):
    with pytest.raises(ValidationError) as refused:
        hold_review(
            actor=cast["ines"], management_review=spoken(company), on=TODAY, **{"held_on": TODAY, **MET, **given}
        )

    assert list(refused.value.error_dict) == [field]


def test_the_chair_sends_the_record_back_with_a_reason(company, vera):
    review = held(company)

    return_review(actor=vera, management_review=review, on=TODAY, reason="Samir came later.")

    assert (review.state, review.held_on, review.minutes) == (S.GATHERED, None, "Topic by topic.")
    assert told("management_review.request_change") == {"Ines Moreau"}


# The signature


def test_signed_the_review_is_fixed_with_its_hash_and_owners_are_told_of_their_actions(company, vera):
    review = signed(company)

    event = Event.objects.get(kind="management_review.sign")
    assert (review.state, review.signed_by, review.signed_on) == (S.SIGNED, vera, TODAY)
    assert review.sha256 == digest_of(review.content) == event.content.details["sha256"]
    assert (review.content["signed_by"], review.content["outcomes"][1]["owner"]) == ("Vera Lund", "Emma Cole")
    assert told("review_action.assigned") == {"Emma Cole"}
    assert is_intact(ManagementReview.objects.for_page(TODAY).get())


def test_s06_nobody_who_wrote_at_a_review_signs_it_not_even_its_chair(company, cast, vera):
    grant(vera, ("CO", company.units["MN"]))
    review = with_inputs(company)
    for one in review.inputs.all():
        note_input(actor=vera, review_input=one, note="As before.")
    record_outcome(actor=cast["ines"], review=review, kind="decision", text="The scope stays.", on=TODAY)
    hold_review(actor=cast["ines"], management_review=review, held_on=TODAY, on=TODAY, **MET)

    with pytest.raises(Refused) as refused:
        sign_review(actor=vera, management_review=review, on=TODAY)

    assert refused.value.code == "S-06"


@pytest.mark.parametrize("name", ["ines", "carla", "helena", "tobias"])
def test_nobody_but_the_chair_signs(company, cast, name):
    with pytest.raises(PermissionDenied):
        sign_review(actor=cast[name], management_review=held(company), on=TODAY)


def test_another_top_manager_does_not_sign_in_the_place_of_the_chair(company, cast):
    grant(cast["malik"], ("MGR", company.units["MN"]))

    with pytest.raises(PermissionDenied):
        sign_review(actor=cast["malik"], management_review=held(company), on=TODAY)


def test_nothing_of_a_signed_review_is_changed(company, cast):
    review = signed(company)
    topic, outcome = review.inputs.first(), review.outcomes.first()

    for attempt in (
        lambda: note_input(actor=cast["ines"], review_input=topic, note="Other."),
        lambda: remove_outcome(actor=cast["ines"], outcome=outcome),
        lambda: gather_inputs(actor=cast["ines"], management_review=review, cut_off=TODAY, on=TODAY),
    ):
        with pytest.raises(WrongState):
            attempt()


def test_the_check_sees_a_changed_record_a_changed_row_and_a_hash_that_was_never_signed(company):
    review = signed(company)
    rows = ManagementReview.objects.filter(pk=review.pk)
    said = review.content

    def checked() -> bool:
        return is_intact(ManagementReview.objects.for_page(TODAY).get(pk=review.pk))

    rows.update(content={**said, "signed_by": "Somebody else"})
    assert not checked()
    rows.update(sha256=digest_of({**said, "signed_by": "Somebody else"}))
    assert not checked()
    rows.update(content=said, sha256=digest_of(said))
    assert checked()
    ReviewInput.objects.filter(review=review, topic="issues").update(note="Other.")
    assert not checked()


def test_a_person_who_is_called_otherwise_by_now_changes_no_record(company, cast):
    review = signed(company)
    type(cast["emma"].person).objects.filter(pk=cast["emma"].person_id).update(name="Emma Weiss")

    assert is_intact(ManagementReview.objects.for_page(TODAY).get(pk=review.pk))


def test_the_database_knows_no_signature_without_name_day_and_hash_nor_by_who_prepared_it(company):
    review = held(company)
    rows = ManagementReview.objects.filter(pk=review.pk)

    for facts in ({"state": "signed"}, {"signed_by": review.prepared_by}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**facts)


# Actions


def test_the_owner_carries_the_action_out_and_preparer_and_chair_hear_of_it(company, cast):
    signed(company)
    action = ReviewOutcome.objects.get(kind="action")

    done = carry_out_review_action(actor=cast["emma"], outcome=action, done_note="Renewed.", on=TODAY)

    assert (done.done_on, done.done_by, done.done_note) == (TODAY, cast["emma"], "Renewed.")
    assert told("review_action.done") == {"Ines Moreau", "Vera Lund"}
    assert is_intact(ManagementReview.objects.for_page(TODAY).get())
    with pytest.raises(WrongState):
        carry_out_review_action(actor=cast["emma"], outcome=action, done_note="Again.", on=TODAY)


def test_nobody_else_carries_it_out_and_nobody_before_the_signature(company, cast):
    held(company)
    action = ReviewOutcome.objects.get(kind="action")

    with pytest.raises(PermissionDenied):
        carry_out_review_action(actor=cast["samir"], outcome=action, done_note="Renewed.", on=TODAY)
    with pytest.raises(WrongState):
        carry_out_review_action(actor=cast["emma"], outcome=action, done_note="Renewed.", on=TODAY)


# Who sees what, and what waits for whom


def test_officers_leads_and_programme_managers_read_a_review_and_its_chair_does(company, cast, vera):
    review = signed(company)

    readers = {
        name for name, user in {**cast, "vera": vera}.items() if review in ManagementReview.objects.visible_to(user)
    }

    assert readers == {"ines", "carla", "tobias", "leo", "petra", "vera"}


def test_an_action_is_open_to_its_owner_once_it_is_signed_and_the_review_is_not(company, cast, vera):
    review = held(company)
    before = ReviewOutcome.objects.visible_to(cast["emma"]).count()

    sign_review(actor=vera, management_review=review, on=TODAY)

    assert (before, ReviewOutcome.objects.visible_to(cast["emma"]).count()) == (0, 1)
    assert not ReviewInput.objects.visible_to(cast["emma"]).exists()


def test_my_work_asks_to_prepare_to_sign_and_to_carry_out(company, cast, vera):
    review = spoken(company)
    preparing = [row.row_ref for row in to_prepare(cast["ines"], TODAY)]
    hold_review(actor=cast["ines"], management_review=review, held_on=TODAY, on=TODAY, **MET)
    signing = [row.row_ref for row in to_sign(vera, TODAY)]
    sign_review(actor=vera, management_review=review, on=TODAY)
    (carried,) = actions(cast["emma"], TODAY)

    assert preparing == signing == [review.ref]
    assert (carried.held_by, carried.due_by) == ("Emma Cole", date(2026, 12, 18))
    assert not to_prepare(cast["ines"], TODAY)
    assert not to_sign(vera, TODAY)
    assert not actions(cast["samir"], TODAY)


def test_the_step_that_signs_asks_again_who_one_is(company, vera):
    (sign,) = [move.step for move in moves_of(held(company), actor=vera, on=TODAY) if move.step.name == "sign"]

    assert sign.signed
