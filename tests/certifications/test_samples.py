"""Samples: picked from what the room shows, drawn with a seed, answered with evidence that a second officer opens."""

import pytest
from django.core.exceptions import PermissionDenied

from assurance.models import Evidence
from certifications.actions import agree_sample, open_for_sample, pick_sample, propose_sample, show_sample
from certifications.actions.samples import drawn
from certifications.models import Sample
from foundation.approvals import decide_approval
from foundation.models.trail import Notification
from foundation.models.work import Approval
from foundation.refusals import Refused, WrongState
from tests.company import TODAY
from tests.room import K, accepted, entered, shown_for


@pytest.fixture
def pieces(company, finding) -> list[Evidence]:
    return [shown_for(company, finding, f"Register {number}").evidence for number in range(6)]


@pytest.fixture
def room(company, finding, pieces):
    return entered(company, [(K.AUDIT, finding.audit), (K.AUDIT_EVIDENCE, finding.audit)])


@pytest.fixture
def agreed(room, cast) -> Sample:
    sample = propose_sample(actor=cast["claire"], grant=room, population="Sessions of October", items="Five", on=TODAY)
    return agree_sample(actor=cast["ines"], sample=sample, on=TODAY)


def picked(room, cast, pieces, picks, **more) -> Sample:
    facts = {"actor": cast["claire"], "grant": room, "on": TODAY}
    return pick_sample(**facts, source="evidence", members=pieces, picks=picks, **more)


def test_rows_are_picked_by_judgement(room, cast, pieces):
    sample = picked(room, cast, pieces, pieces[:2], note="The two that are the oldest.")

    assert sample.items == "2 of 6, picked by judgement\nThe two that are the oldest."
    assert [pick.label for pick in sample.picks.all()] == [str(one) for one in pieces[:2]]
    assert Notification.objects.filter(user=cast["ines"], event__kind="sample.proposed").exists()


def test_a_draw_says_its_seed_and_what_was_changed_after_it_is_judgement(room, cast, pieces):
    chosen = [one for one in pieces if str(one.uuid) in drawn(pieces, 3, "4471")]
    other = [one for one in pieces if one not in chosen][:1] + chosen[1:]

    assert picked(room, cast, pieces, chosen, seed="4471").items == "3 of 6, drawn with the seed 4471"
    assert picked(room, cast, pieces, other, seed="4471").items == "3 of 6, picked by judgement"


def test_the_page_ticks_what_the_seed_draws_and_the_form_sends_it(room, browse, pieces):
    claire, address = browse("claire"), f"/room/{room.uuid}/samples/evidence/"
    page = claire.get(address, {"n": 2, "seed": "4471"})
    wanted = drawn(pieces, 2, "4471")

    assert set(page.context["form"].initial["picks"]) == wanted
    assert page.content.decode().count(" checked") == 2
    sent = claire.post(address, {"picks": sorted(wanted), "seed": "4471"})

    assert sent["Location"] == f"/room/{room.uuid}/samples/"
    assert Sample.objects.get().items == "2 of 6, drawn with the seed 4471"


def test_the_page_says_how_many_there_are_of_each_kind(room, browse, pieces):
    page = browse("claire").get(f"/room/{room.uuid}/samples/")

    assert [(source, n) for source, _label, n in page.context["populations"]] == [("evidence", 6), ("findings", 1)]


@pytest.mark.parametrize("n", ["0", "501", "x", "-1"])
def test_a_draw_that_makes_no_sense_ticks_nothing(room, browse, n):
    page = browse("claire").get(f"/room/{room.uuid}/samples/evidence/", {"n": n, "seed": "1"})

    assert page.status_code == 200
    assert " checked" not in page.content.decode()


def test_what_the_room_does_not_show_is_not_picked(company, room, browse, pieces):
    hidden = accepted(company, "Hidden").evidence
    claire = browse("claire")

    answer = claire.post(f"/room/{room.uuid}/samples/evidence/", {"picks": [hidden.uuid]})

    assert answer.status_code == 422
    assert not Sample.objects.exists()
    assert claire.get(f"/room/{room.uuid}/samples/people/").status_code == 404


def test_evidence_of_the_room_answers_at_once(agreed, room, cast, pieces, browse):
    show_sample(actor=cast["ines"], sample=agreed, evidence=pieces[:1], on=TODAY)

    assert list(agreed.shown.all()) == pieces[:1]
    assert pieces[0].title in browse("claire").get(f"/room/{room.uuid}/samples/").content.decode()
    assert Notification.objects.filter(user=cast["claire"], event__kind="sample.shown").exists()
    assert not Approval.objects.exists()


def test_new_evidence_waits_for_a_second_officer(company, agreed, cast):
    new = accepted(company, "Recordings").evidence
    show_sample(actor=cast["ines"], sample=agreed, evidence=[new], on=TODAY)
    approval = Approval.objects.get()
    assert new.ref in approval.label
    assert new not in Evidence.objects.visible_to(cast["claire"])

    with pytest.raises(Refused, match="asked for this yourself"):
        decide_approval(actor=cast["ines"], approval=approval, yes=True)
    decide_approval(actor=cast["carla"], approval=approval, yes=True)

    assert new in Evidence.objects.visible_to(cast["claire"])
    assert list(agreed.shown.all()) == [new]


def test_nobody_opens_anything_alone(company, agreed, cast):
    new = accepted(company, "Recordings").evidence

    with pytest.raises(Refused, match="another officer"):
        open_for_sample(actor=cast["ines"], sample=agreed, evidence=[new], on=TODAY)


@pytest.mark.parametrize("facts", [{"grading": "confidential"}, {"kind": "opinion"}])
def test_what_the_grant_never_shows_is_refused(company, agreed, cast, facts):
    new = accepted(company, "Too much", **facts).evidence

    with pytest.raises(Refused, match=new.ref):
        show_sample(actor=cast["ines"], sample=agreed, evidence=[new], on=TODAY)


@pytest.mark.parametrize("who", ["claire", "samir", "tobias", "igor"])
def test_only_who_answers_the_room_shows(agreed, cast, pieces, who):
    with pytest.raises(PermissionDenied):
        show_sample(actor=cast[who], sample=agreed, evidence=pieces[:1], on=TODAY)


def test_a_sample_that_waits_is_agreed_to_first(room, cast, pieces):
    sample = picked(room, cast, pieces, pieces[:1])

    with pytest.raises(WrongState):
        show_sample(actor=cast["ines"], sample=sample, evidence=pieces[:1], on=TODAY)
