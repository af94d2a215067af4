"""Policies by page: what holds, a new version asked for by one and approved by another, never backwards, with its effects."""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from audits.policies import CLOCKS, ESCALATION, FINDING_DUES, LADDER, VERIFICATION
from foundation import policy, versions
from foundation.approvals import decide_approval
from foundation.models import Approval, Event, Policy
from foundation.policies import change_policy, propose_policy
from foundation.policy_parts import differences, parts_of
from foundation.refusals import Refused
from tests.company import TODAY

LIST = "/administration/policies/"
STEEPER = {**LADDER, "major": [1, 3, 7, 14]}
NEXT_MONTH = TODAY + timedelta(days=30)


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch):
    """The pages live on the company's day."""
    for place in ("foundation.views.policies", "foundation.views.approvals", "foundation.policies"):
        monkeypatch.setattr(import_module(place), "today", lambda: TODAY)


def ask(cast, who="adam", key=ESCALATION, value=None, effective_from=TODAY, reason="Quicker help."):
    return propose_policy(
        actor=cast[who], key=key, value=value or STEEPER, effective_from=effective_from, reason=reason, on=TODAY
    )


def approve(cast, asked, who="ines", **options):
    return decide_approval(actor=cast[who], approval=asked, **{"yes": True, **options})


def form(value="1, 3, 7, 14", **more):
    return {
        "part__major": value,
        "part__minor": "1, 8, 22, 45",
        "part__ofi": "1, 15",
        "effective_from": NEXT_MONTH.isoformat(),
        "reason": "Quicker help.",
        **more,
    }


def page(key=ESCALATION):
    return f"{LIST}{key}/"


# What holds.


def test_the_list_says_of_every_policy_what_holds_in_words(browse):
    text = browse("ines").get(LIST).content.decode()

    for declared in policy.declared():
        assert str(declared.label) in text, declared.key
    assert "10 working days" in text
    assert "1, 4, 10, 21 days" in text
    assert "24 months" in text
    assert "Version 1, as shipped" in text


def test_who_reads_but_may_not_ask_gets_no_button_and_no_form(browse):
    tobias = browse("tobias")

    assert "Propose a new version" not in tobias.get(page()).content.decode()
    assert tobias.get(f"{page()}propose/").status_code == 403


def test_an_unknown_policy_is_not_found(browse):
    assert browse("ines").get(page("audits.nothing")).status_code == 404


def test_every_place_of_every_shipped_value_has_words():
    for declared in policy.declared():
        for part in parts_of(declared):
            assert "{" not in part.said(declared.value), (declared.key, part.path)
            assert "_" not in part.title, (declared.key, part.path)


def test_a_difference_names_the_part_and_both_values():
    declared = policy.declaration(FINDING_DUES)
    after = {**declared.value, "major": {**declared.value["major"], "action": {"days": 60}}}

    [found] = differences(declared, declared.value, after)

    assert (found.part.title, found.before, found.after) == ("Major: corrective action", "90 days", "60 days")


# A new version.


def test_one_sees_what_it_changes_before_one_can_ask(browse):
    adam = browse("adam")

    first = adam.post(f"{page()}propose/", form(preview="yes"))

    assert "1, 4, 10, 21 days" in first.content.decode()
    assert "1, 3, 7, 14 days" in first.content.decode()
    assert not Approval.objects.exists()
    answer = adam.post(f"{page()}propose/", form(ask="yes", seen=first.context["preview"].seal))
    assert answer["Location"] == page()
    assert Approval.objects.get().parameters["value"] == STEEPER


def test_what_was_not_seen_is_not_asked_for(browse):
    adam = browse("adam")
    seen = adam.post(f"{page()}propose/", form(preview="yes")).context["preview"].seal

    answer = adam.post(f"{page()}propose/", form(value="2, 3", ask="yes", seen=seen))

    assert answer.status_code == 200
    assert "2, 3 days" in answer.content.decode()
    assert not Approval.objects.exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"part__major": "4, 1"}, "Each rung of a ladder is later than the one below it."),
        ({"part__major": "soon"}, "Give whole numbers, separated by commas"),
        ({"part__major": "0, 4"}, "Give whole numbers of at least 1."),
        ({"part__major": ""}, "This field is required."),
        ({"reason": ""}, "This field is required."),
        ({"effective_from": "2026-11-19"}, "A policy cannot start in the past"),
    ],
)
def test_a_value_without_sense_is_sent_back_with_a_sentence(browse, changes, sentence):
    answer = browse("adam").post(f"{page()}propose/", form(preview="yes", **changes))

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_a_period_is_changed_in_number_and_unit(browse):
    adam, where = browse("adam"), f"{page(FINDING_DUES)}propose/"
    fields = adam.get(where).context["form"]
    typed = {name: fields[name].initial for name in fields.fields if name.startswith("part")}
    typed |= {"part__major__plan": "14", "part__major__plan__unit": "days", "reason": "Simpler."}

    shown = adam.post(where, {**typed, "effective_from": NEXT_MONTH.isoformat(), "preview": "yes"}).context["preview"]

    assert [(one.part.title, one.before, one.after) for one in shown.changed] == [
        ("Major: plan with cause", "10 working days", "14 days")
    ]


def test_the_value_that_holds_is_not_asked_for(cast):
    with pytest.raises(ValidationError, match="holds on that day already"):
        ask(cast, value=LADDER)


def test_only_administrators_and_officers_ask(cast):
    for who in ("tobias", "helena", "samir", "petra"):
        with pytest.raises(PermissionDenied):
            ask(cast, who)


def test_two_policies_may_wait_at_once_but_each_only_once(cast):
    ask(cast)
    ask(cast, key=CLOCKS, value={**policy.declaration(CLOCKS).value, "independence_months": 36})

    with pytest.raises(ValidationError, match="waits for a decision"):
        ask(cast, "ines", value={**LADDER, "ofi": [2]})


# The second person.


def test_an_officer_approves_and_the_version_holds_from_its_day(cast, browse):
    asked = ask(cast, effective_from=NEXT_MONTH)

    approve(cast, asked)

    assert policy.current(ESCALATION, NEXT_MONTH - timedelta(days=1)).version == 1
    assert policy.current(ESCALATION, NEXT_MONTH) == policy.Current(STEEPER, 2)
    text = browse("tobias").get(page()).content.decode()
    assert "Announced" in text
    assert "Asked for by Adam Root, approved by Ines Moreau." in text
    assert "Quicker help." in text


def test_a_no_changes_nothing(cast):
    approve(cast, ask(cast), yes=False)

    assert not Policy.objects.exists()


def test_an_officer_does_not_approve_what_they_asked_for_themselves(cast):
    asked = ask(cast, "ines")

    with pytest.raises(Refused, match="Another person has to decide"):
        approve(cast, asked, "ines")
    assert approve(cast, asked, "carla").policy.version == 2


@pytest.mark.parametrize("who", ["adam", "helena", "tobias", "petra"])
def test_nobody_but_an_officer_approves(cast, who):
    asked = ask(cast, "ines")

    with pytest.raises(PermissionDenied):
        approve(cast, asked, who)


def test_nobody_changes_a_policy_alone(cast):
    with pytest.raises(Refused, match="second person"):
        change_policy(actor=cast["ines"], key=ESCALATION, value=STEEPER, effective_from=TODAY, reason="Alone.")


def test_decided_late_it_holds_from_the_decision_and_never_before(cast, monkeypatch):
    asked = ask(cast, effective_from=TODAY)
    decided = TODAY + timedelta(days=9)
    monkeypatch.setattr("foundation.policies.today", lambda: decided)

    version = approve(cast, asked).policy

    assert version.effective_from == decided
    assert policy.current(ESCALATION, TODAY + timedelta(days=8)).version == 1
    details = Event.objects.get(kind="policy.changed").content.details
    assert (details["asked_for"], details["effective_from"]) == ("2026-11-20", "2026-11-29")


def test_a_newer_version_that_begins_earlier_takes_the_place_of_an_announced_one(cast):
    approve(cast, ask(cast, effective_from=date(2027, 6, 1)))
    sheet = versions.sheet(ESCALATION, TODAY)
    warned = versions.preview(sheet, {**LADDER, "ofi": [2]}, NEXT_MONTH, TODAY)

    approve(cast, ask(cast, value={**LADDER, "ofi": [2]}, effective_from=NEXT_MONTH))

    assert warned.replaces.number == 2
    standings = {one.number: str(one.standing) for one in versions.sheet(ESCALATION, TODAY).versions}
    assert standings == {3: "announced", 2: "never", 1: "in_force"}
    assert policy.current(ESCALATION, date(2027, 6, 2)).version == 3


def test_whoever_decides_sees_the_difference_and_its_effects_counted_anew(browse, cast, finding):
    asked = ask(cast, effective_from=date(2026, 12, 10))

    text = browse("ines").get(reverse("foundation:approval", args=[asked.uuid])).content.decode()

    assert "1, 4, 10, 21 days" in text
    assert "1, 3, 7, 14 days" in text
    assert "What people were told already is not told again" in text
    assert "&#x27;major&#x27;" not in text


def test_whoever_asked_sees_it_too_but_has_no_button(browse, cast):
    asked = ask(cast)

    text = browse("adam").get(reverse("foundation:approval", args=[asked.uuid])).content.decode()

    assert "What this changes" in text
    assert "Another person has to decide" in text


def test_the_pages_need_few_queries(browse, cast, finding, django_assert_max_num_queries):
    approve(cast, ask(cast))
    asked = ask(cast, key=FINDING_DUES, value=shorter(), effective_from=NEXT_MONTH)
    ines = browse("ines")
    for where in (LIST, page(), f"{page()}propose/", page(VERIFICATION)):
        with django_assert_max_num_queries(12):
            assert ines.get(where).status_code == 200
    with django_assert_max_num_queries(12):  # an approval that counts what it touches
        assert ines.get(reverse("foundation:approval", args=[asked.uuid])).status_code == 200


def shorter():
    value = policy.declaration(FINDING_DUES).value
    return {**value, "major": {**value["major"], "action": {"days": 60}}}
