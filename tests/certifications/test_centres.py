"""Needs assessments and centres: who takes which step from which state, and what an operational centre rests on."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from certifications.actions import (
    add_agreement,
    add_room,
    add_seat,
    approve_centre,
    assess_centre,
    call_back,
    change_assessment,
    change_authority,
    change_centre,
    change_room,
    end_agreement,
    end_seat,
    find_needed,
    find_not_needed,
    look_again,
    propose_centre,
    put_off,
    submit_assessment,
    write_assessment,
)
from certifications.models import Centre, NeedsAssessment
from certifications.workflows import ASSESSMENT, CENTRE
from certifications.workflows.centre_rules import missing
from foundation.access import robot
from foundation.approvals import take_step
from foundation.directory.models import Site
from foundation.models.trail import Event, Notification
from foundation.refusals import Conflict, Refused, WrongState
from tests.centre import agree, authority, booked, building, concept, need, needed, operational, proposed
from tests.company import TODAY, grant

N, S = NeedsAssessment.State, Centre.State
PEOPLE = ("ines", "carla", "emma", "tobias", "leo", "samir", "omar", "petra", "helena", "adam", "claire", "igor")
LATER = TODAY + timedelta(days=200)
KEPT = {"change_centre", "add_agreement", "end_agreement", "add_seat", "end_seat", "add_room", "change_room"}


@pytest.fixture
def host(company):
    """Emma is a host of centres in her unit."""
    grant(company.cast["emma"], ("CHOST", company.units["TS"]))
    return company.cast["emma"]


def both(steps: set[str]) -> dict[str, set[str]]:
    return {"ines": steps, "carla": steps}


DECIDES = {"return", "find_needed", "find_not_needed", "put_off"}
OF_NEED = {
    N.DRAFT: both({"change", "submit"}) | {"emma": {"change", "submit"}},
    N.SUBMITTED: both(DECIDES),
    N.NEEDED: {},
    N.NOT_NEEDED: both({"look_again"}) | {"emma": {"look_again"}},
    N.LATER: both({"look_again"}) | {"emma": {"look_again"}},
}
# Emma is a host and not the head; Ines is both officer and head.
OF_CENTRE = {
    S.PROPOSED: both({"assess", "close"} | KEPT) | {"emma": {"assess"} | KEPT},
    S.NEEDS_ASSESSED: both({"approve", "close"} | KEPT) | {"emma": KEPT},
    S.APPROVED: both({"build", "close"} | KEPT) | {"emma": {"build"} | KEPT},
    S.BUILDING: both({"open", "close"} | KEPT) | {"emma": KEPT},
    S.OPERATIONAL: both({"suspend", "close"} | KEPT) | {"emma": KEPT},
    S.SUSPENDED: both({"resume", "close"} | KEPT) | {"emma": KEPT},
    S.CLOSED: {},
}


def stood(row: NeedsAssessment, state: str, cast) -> NeedsAssessment:
    if state in (N.NEEDED, N.NOT_NEEDED, N.LATER):
        row.decided_by, row.decided_on, row.decision, row.revisit_on = cast["carla"], TODAY, "So it is.", LATER
        row.save()
    return ASSESSMENT.place(row, state, actor=robot(), on=TODAY, source="the tests")


@pytest.mark.parametrize("state", N)
def test_everybody_is_offered_their_own_steps_of_an_assessment(company, cast, host, state):
    row = stood(need(company), state, cast)

    offered = {who: {move.step.name for move in ASSESSMENT.available(row, cast[who], TODAY)} for who in PEOPLE}

    assert {who: steps for who, steps in offered.items() if steps} == OF_NEED[state]


@pytest.mark.parametrize("state", S)
def test_everybody_is_offered_their_own_steps_of_a_centre(company, cast, host, state):
    row = CENTRE.place(operational(company), state, actor=robot(), on=TODAY, source="the tests")

    offered = {who: {move.step.name for move in CENTRE.available(row, cast[who], TODAY)} for who in PEOPLE}

    assert {who: steps for who, steps in offered.items() if steps} == OF_CENTRE[state]


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("step", [step.name for step in CENTRE.steps if step.verb is None])
def test_nobody_takes_a_step_of_a_centre_that_is_not_theirs_or_not_from_here(company, cast, host, state, step):
    row = CENTRE.place(operational(company), state, actor=robot(), on=TODAY, source="the tests")

    for who in PEOPLE:
        if step in OF_CENTRE[state].get(who, set()):
            continue
        with pytest.raises((PermissionDenied, WrongState, Conflict)):
            take_step(actor=cast[who], subject=row, step=step, on=TODAY, reason="Because.")
        assert Centre.objects.get(pk=row.pk).state == state


# Needs.


def test_who_wrote_an_assessment_does_not_decide_on_it(company, cast):
    row = submit_assessment(actor=cast["ines"], assessment=need(company), on=TODAY)

    for verb in (find_needed, find_not_needed):
        with pytest.raises(Refused) as refused:
            verb(actor=cast["ines"], assessment=row, decision="Yes.", on=TODAY)
        assert refused.value.code == "M-26"


def test_the_officers_are_asked_and_the_author_is_told(company, cast):
    row = submit_assessment(actor=cast["ines"], assessment=need(company), on=TODAY)
    find_needed(actor=cast["carla"], assessment=row, decision="The law.", on=TODAY)

    asked = Notification.objects.filter(event__kind="assessment.submit").values_list("user__name", flat=True)
    told = Notification.objects.filter(event__kind="assessment.find_needed").values_list("user__name", flat=True)
    assert (set(asked), set(told)) == ({"Carla Stone"}, {"Ines Moreau"})


def test_that_no_centre_is_needed_is_an_outcome_with_its_reason(company, cast):
    row = submit_assessment(actor=cast["ines"], assessment=need(company), on=TODAY)

    find_not_needed(actor=cast["carla"], assessment=row, decision="One visit a year.", revisit_on=LATER, on=TODAY)

    assert (row.state, row.decided_by, row.revisit_on) == (N.NOT_NEEDED, cast["carla"], LATER)
    assert list(NeedsAssessment.objects.without_need()) == [row]


def test_a_decision_is_put_off_to_a_later_day_only(company, cast):
    row = submit_assessment(actor=cast["ines"], assessment=need(company), on=TODAY)

    with pytest.raises(ValidationError) as refused:
        put_off(actor=cast["carla"], assessment=row, decision="Wait.", revisit_on=TODAY, on=TODAY)

    assert refused.value.message_dict == {"revisit_on": ["Choose a day after today."]}


def test_looking_again_is_a_new_draft_once_and_the_old_decision_stays(company, cast):
    old = stood(need(company), N.NOT_NEEDED, cast)

    new = look_again(actor=cast["ines"], assessment=old, on=LATER)

    assert (new.state, new.follows, new.reasons) == (N.DRAFT, old, old.reasons)
    assert NeedsAssessment.objects.get(pk=old.pk).state == N.NOT_NEEDED
    assert not NeedsAssessment.objects.to_revisit(by=LATER).exists()
    with pytest.raises(Refused):
        look_again(actor=cast["ines"], assessment=old, on=LATER)


def test_an_assessment_names_what_asks_for_a_centre(company, cast):
    facts = {"unit": company.units["TS"], "reasons": "Law.", "options": "None.", "on": TODAY}
    for drivers in ([], ["weather"]):
        with pytest.raises(ValidationError) as refused:
            write_assessment(actor=cast["ines"], drivers=drivers, **facts)
        assert set(refused.value.message_dict) == {"drivers"}


# The way of a centre.


def test_a_centre_stands_at_a_certification_centre_and_once(company, cast):
    centre = proposed(company)
    lab = Site.objects.create(code="LAB", name="Lab", kind="lab", unit=company.units["HQ"], country="XA")
    facts = {"unit": company.units["TS"], "functions": ["test"], "head": company.person("ines")}

    with pytest.raises(ValidationError) as wrong_kind:
        propose_centre(actor=cast["ines"], site=lab, name="Lab centre", **facts)
    with pytest.raises(ValidationError) as taken:
        propose_centre(actor=cast["ines"], site=centre.site, name="Second centre", **facts)

    assert "site" in wrong_kind.value.message_dict
    assert "There is a centre at this site already." in taken.value.messages


def test_a_centre_rests_on_an_assessment_of_its_region_that_found_it_needed(company, cast):
    centre = proposed(company)
    wrong = [need(company), needed(company, unit="MEADEL"), stood(need(company), N.NOT_NEEDED, cast)]

    for assessment in wrong:
        with pytest.raises(Refused) as refused:
            assess_centre(actor=cast["ines"], centre=centre, assessment=assessment, on=TODAY)
        assert refused.value.code == "M-26"
    assess_centre(actor=cast["ines"], centre=centre, assessment=needed(company, unit="HQ"), on=TODAY)

    assert centre.state == S.NEEDS_ASSESSED


def test_who_proposed_a_centre_does_not_approve_it(company, cast):
    centre = proposed(company)
    assess_centre(actor=cast["ines"], centre=centre, assessment=needed(company), on=TODAY)

    with pytest.raises(Refused):
        approve_centre(actor=cast["ines"], centre=centre, on=TODAY)
    approve_centre(actor=cast["carla"], centre=centre, on=TODAY)

    assert (centre.state, centre.approved_by) == (S.APPROVED, cast["carla"])


def test_a_centre_does_not_open_before_it_has_all_it_rests_on(company, cast):
    centre, said = building(company), {"head": company.person("ines"), "functions": ["test"], "independence": ""}
    words = []

    def try_to_open() -> None:
        with pytest.raises(Refused) as refused:
            CENTRE.move(centre, "open", actor=cast["ines"], on=TODAY)
        words.append((refused.value.code, len(missing(centre, on=TODAY))))

    try_to_open()
    change_centre(actor=cast["ines"], centre=centre, security_concept=concept(company), rules="", on=TODAY, **said)
    try_to_open()
    agree(company, centre)
    try_to_open()
    change_centre(
        actor=cast["ines"],
        centre=centre,
        security_concept=centre.security_concept,
        rules="No phones.",
        on=TODAY,
        **said,
    )
    CENTRE.move(centre, "open", actor=cast["ines"], on=TODAY)

    assert words == [("M-26", 3), ("M-26", 2), ("M-26", 1)]
    assert centre.state == S.OPERATIONAL


def test_an_agreement_that_has_ended_or_not_begun_opens_nothing(company, cast):
    centre = operational(company)
    CENTRE.move(centre, "suspend", actor=cast["ines"], on=TODAY, reason="Water in the clean room.")

    with pytest.raises(Refused):
        CENTRE.move(centre, "resume", actor=cast["ines"], on=TODAY - timedelta(days=1))
    end_agreement(actor=cast["ines"], centre=centre, agreement=centre.agreements.get(), until_on=TODAY, on=TODAY)
    with pytest.raises(Refused):
        CENTRE.move(centre, "resume", actor=cast["ines"], on=TODAY + timedelta(days=1))
    CENTRE.move(centre, "resume", actor=cast["ines"], on=TODAY)

    assert centre.state == S.OPERATIONAL


def test_an_open_centre_keeps_its_security_concept(company, cast):
    centre = operational(company)
    facts = {"head": centre.head, "functions": ["test"], "independence": "", "rules": centre.rules}

    with pytest.raises(ValidationError) as refused:
        change_centre(actor=cast["ines"], centre=centre, security_concept=None, on=TODAY, **facts)

    assert "A centre opens with an approval and a security concept." in refused.value.messages


def test_other_rules_are_a_new_edition(company, cast):
    centre = operational(company)
    facts = {"head": centre.head, "functions": ["test", "exchange"], "independence": ""}

    for rules in (centre.rules, "No phones, no watches."):
        change_centre(
            actor=cast["ines"], centre=centre, security_concept=centre.security_concept, rules=rules, on=TODAY, **facts
        )

    assert (centre.rules_edition, centre.functions) == (2, ["test", "exchange"])
    assert Event.objects.about(centre).filter(kind="centre.change_centre").count() == 3


def test_a_centre_closes_when_nobody_is_expected(company, cast):
    centre = operational(company)
    visit = booked(company, centre)

    with pytest.raises(Refused) as refused:
        CENTRE.move(centre, "close", actor=cast["carla"], on=TODAY, reason="The law has changed.")
    take_step(actor=cast["ines"], subject=visit, step="cancel", on=TODAY, reason="The centre closes.")
    CENTRE.move(centre, "close", actor=cast["carla"], on=TODAY, reason="The law has changed.")

    assert refused.value.code == "M-27"
    assert centre.state == S.CLOSED


def test_an_agreement_is_with_an_authority_or_a_customer(company, cast):
    centre = operational(company)

    for named in ({"customer": ""}, {"customer": "Telvia", "authority": authority(company)}):
        with pytest.raises(ValidationError) as refused:
            add_agreement(actor=cast["ines"], centre=centre, agreed="Tests", from_on=TODAY, on=TODAY, **named)
        assert "Name an authority or a customer, one of the two." in refused.value.messages


def test_the_board_has_one_chair(company, cast):
    centre = operational(company)
    seat = {"party": "customer", "organisation": "Telvia", "name": "Bo Lind", "from_on": TODAY, "is_chair": True}

    with pytest.raises(ValidationError):
        add_seat(actor=cast["ines"], centre=centre, on=TODAY, **seat)
    end_seat(actor=cast["ines"], centre=centre, seat=centre.seats.get(), until_on=TODAY, on=TODAY)
    add_seat(actor=cast["ines"], centre=centre, on=TODAY, **seat)

    assert [one.name for one in centre.seats.held(on=TODAY + timedelta(days=1))] == ["Bo Lind"]


def test_a_part_of_another_centre_is_not_changed(company, cast):
    centre, other = operational(company), operational(company, "Centre South", unit="MEADEL", at="MEA")

    for verb, given in (
        (end_agreement, {"agreement": other.agreements.get(), "until_on": TODAY}),
        (end_seat, {"seat": other.seats.get(), "until_on": TODAY}),
        (change_room, {"room": other.rooms.get(), "is_open": False, "seats": 2}),
    ):
        with pytest.raises(Refused):
            verb(actor=cast["ines"], centre=centre, on=TODAY, **given)


def test_a_room_has_places_and_a_name_of_its_own(company, cast):
    centre = operational(company)

    for facts in ({"name": "Clean room", "seats": 2}, {"name": "Hall", "seats": 0}):
        with pytest.raises(ValidationError):
            add_room(actor=cast["ines"], centre=centre, on=TODAY, **facts)


def test_the_database_refuses_what_a_verb_does(company, cast):
    centre, author = operational(company), cast["ines"]

    for change in (
        {"security_concept": None},
        {"approved_by": author},
        {"assessment": None},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Centre.objects.filter(pk=centre.pk).update(**change)


# Authorities.


def test_another_contact_is_called_back_anew(company, cast):
    row = authority(company)
    row = call_back(actor=cast["ines"], authority=row, called_on=TODAY, number_from="Public register", on=TODAY)
    assert (row.is_verified, row.called_by) == (True, company.person("ines"))

    same = change_authority(actor=cast["ines"], authority=row, name="Other", country="XB", contact=row.contact)
    assert same.is_verified
    other = change_authority(actor=cast["ines"], authority=row, name="Other", country="XB", contact="Front desk")

    assert not other.is_verified


def test_nobody_has_called_back_tomorrow(company, cast):
    with pytest.raises(ValidationError) as refused:
        call_back(
            actor=cast["ines"],
            authority=authority(company),
            called_on=TODAY + timedelta(days=1),
            number_from="Register",
            on=TODAY,
        )

    assert "called_on" in refused.value.message_dict


@pytest.mark.parametrize("who", ["tobias", "samir", "helena", "adam", "claire"])
def test_only_officers_and_hosts_keep_centres(company, cast, who):
    centre = operational(company)

    with pytest.raises(PermissionDenied):
        add_room(actor=cast[who], centre=centre, name="Hall", seats=2, on=TODAY)


def test_a_host_keeps_the_centres_of_the_own_unit_only(company, host):
    near, far = operational(company), operational(company, "Centre South", unit="MEADEL", at="MEA")

    add_room(actor=host, centre=near, name="Hall", seats=20, on=TODAY)
    with pytest.raises(PermissionDenied):
        add_room(actor=host, centre=far, name="Hall", seats=20, on=TODAY)

    assert list(Centre.objects.visible_to(host)) == [near]


def test_who_changed_an_assessment_does_not_decide_on_it_either(company, cast):
    ines, carla = cast["ines"], cast["carla"]
    grant(cast["emma"], ("CO", company.units["TS"]))
    row = change_assessment(actor=carla, assessment=need(company), reasons="Carla says so.", on=TODAY)
    submit_assessment(actor=carla, assessment=row, on=TODAY)

    for verb, who in ((find_needed, carla), (find_not_needed, carla), (find_needed, ines)):
        with pytest.raises(Refused, match="Another person has to decide"):
            verb(actor=who, assessment=row, decision="As I wrote.", on=TODAY)
    assert find_needed(actor=cast["emma"], assessment=row, decision="It is so.", on=TODAY).state == N.NEEDED
