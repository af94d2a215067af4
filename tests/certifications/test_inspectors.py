"""An inspector's authorisation: two people verify it, its days begin and end it, and nobody inspects beyond them."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assurance.actions import revoke_evidence
from certifications.actions import (
    approve_grant,
    change_authorisation,
    check_authorisation,
    confirm_authorisation,
    end_authorisation,
    revoke_authorisation,
    submit_grant,
)
from certifications.models import Grant, Inspection, InspectorAuthorisation
from certifications.tasks import sweep_inspectors
from certifications.workflows import AUTHORISATION, INSPECTION
from foundation.access import robot
from foundation.approvals import take_step
from foundation.directory.models import User
from foundation.models.trail import Event, Notification
from foundation.refusals import Conflict, Refused, WrongState
from tests.certifications.inspecting import DAY, LAST, admitted, build, letter, received, scheduled, verified
from tests.company import TODAY, grant

S = InspectorAuthorisation.State
PEOPLE = ("ines", "carla", "emma", "tobias", "priya", "helena", "samir", "omar", "petra", "adam", "claire", "igor")
KEEPERS = ("ines", "carla", "emma")  # emma is the host of the centre
MAY = {
    S.RECEIVED: {"check", "confirm", "revoke"},
    S.VERIFIED: {"revoke"},
    S.ACTIVE: {"revoke"},
    S.EXPIRED: set(),
    S.REVOKED: set(),
}
LISBON = "Europe/Lisbon"


@pytest.fixture
def host(company) -> User:
    """Emma hosts the inspections of her unit."""
    grant(company.cast["emma"], ("CHOST", company.units["TS"]))
    return company.cast["emma"]


@pytest.mark.parametrize("state", S)
def test_officers_and_hosts_are_offered_its_steps_and_nobody_else(company, cast, host, state):
    row = AUTHORISATION.place(verified(company), state, actor=robot(), on=TODAY, source="the tests")

    offered = {who: {move.step.name for move in AUTHORISATION.available(row, cast[who], TODAY)} for who in PEOPLE}

    assert offered == {who: MAY[state] if who in KEEPERS else set() for who in PEOPLE}


@pytest.mark.parametrize("state", S)
def test_nobody_takes_a_step_that_is_not_theirs_or_not_from_here(company, cast, host, state):
    row = AUTHORISATION.place(verified(company), state, actor=robot(), on=TODAY, source="the tests")

    for step in (one.name for one in AUTHORISATION.steps):
        given = {"how": "By telephone."} if step == "check" else {}
        for who in (one for one in PEOPLE if one not in KEEPERS or step not in MAY[state]):
            with pytest.raises((PermissionDenied, WrongState, Conflict)):
                take_step(actor=cast[who], subject=row, step=step, on=TODAY, reason="Because.", given=given)
            assert InspectorAuthorisation.objects.get(pk=row.pk).state == state, (step, who)


# Verifying.


def test_two_people_verify_and_it_is_active_from_its_first_day(company):
    row = verified(company)

    assert (row.state, row.checked_by.name, row.confirmed_by.name) == (S.ACTIVE, "Ines Moreau", "Carla Stone")
    kinds = Event.objects.about(row).order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == [
        "authorisation.entered",
        "authorisation.check",
        "authorisation.confirm",
        "authorisation.begin",
    ]


def test_one_person_does_not_verify_alone_by_whatever_account(company, cast):
    row = received(company)
    check_authorisation(actor=cast["ines"], authorisation=row, how="By telephone.", on=TODAY)
    other = User.objects.create_user(email="ines.two@meridane.example", name="Ines again", person=cast["ines"].person)
    grant(other, ("CO", company.units["MN"]))

    for actor in (cast["ines"], other):
        with pytest.raises(Refused, match="second person"):
            confirm_authorisation(actor=actor, authorisation=row, on=TODAY)


def test_the_database_knows_of_the_second_person_too(company):
    row = verified(company)

    with pytest.raises(IntegrityError), transaction.atomic():
        InspectorAuthorisation.objects.filter(pk=row.pk).update(confirmed_by=row.checked_by)


def test_nobody_confirms_what_nobody_has_checked(company, cast):
    with pytest.raises(Refused, match="check it first"):
        confirm_authorisation(actor=cast["carla"], authorisation=received(company), on=TODAY)


def test_a_letter_that_nobody_accepted_verifies_nobody(company, cast):
    row = received(company, letter=letter(company, "Draft letter", accepted=False))

    with pytest.raises(Refused) as refused:
        check_authorisation(actor=cast["ines"], authorisation=row, how="By telephone.", on=TODAY)
    assert refused.value.code == "S-16"


def test_without_an_agreement_on_confidentiality_nobody_is_verified(company, cast):
    row = received(company, nda=None)

    with pytest.raises(Refused, match="no accepted agreement"):
        check_authorisation(actor=cast["ines"], authorisation=row, how="By telephone.", on=TODAY)


def test_a_correction_takes_the_check_back(company, cast):
    row = received(company)
    check_authorisation(actor=cast["ines"], authorisation=row, how="By telephone.", on=TODAY)

    changed = change_authorisation(
        actor=cast["carla"], authorisation=row, number="V-2", products=row.products.all(), sites=row.sites.all()
    )

    assert (changed.number, changed.checked_by) == ("V-2", None)
    with pytest.raises(Refused):
        confirm_authorisation(actor=cast["carla"], authorisation=changed, on=TODAY)


def test_what_is_verified_is_not_corrected(company, cast):
    row = verified(company)

    with pytest.raises(WrongState, match="not changed"):
        change_authorisation(actor=cast["ines"], authorisation=row, number="V-2")


def test_an_authorisation_covers_something(company):
    with pytest.raises(ValidationError, match="covers"):
        received(company, products=[])


def test_only_an_account_of_somebody_outside_is_linked(company, cast):
    with pytest.raises(ValidationError, match="somebody outside"):
        received(company, account=cast["samir"])


# Its days.


def test_it_begins_on_its_first_day_and_ends_the_day_after_its_last(company):
    row = verified(company, valid_from=TODAY + DAY, valid_until=TODAY + 2 * DAY)
    states = []

    for days in range(4):
        sweep_inspectors(on=TODAY + days * DAY, zone=LISBON)
        row.refresh_from_db()
        states.append(row.state)

    assert states == [S.VERIFIED, S.ACTIVE, S.ACTIVE, S.EXPIRED]


def test_a_night_that_is_run_twice_changes_nothing(company):
    verified(company, valid_until=TODAY)
    sweep_inspectors(on=TODAY + DAY, zone=LISBON)
    before = Event.objects.count()

    assert sweep_inspectors(on=TODAY + DAY, zone=LISBON) == {"ended": 0, "begun": 0, "paused": 0}
    assert Event.objects.count() == before


def test_the_end_of_an_authorisation_pauses_what_runs_on_it(company):
    short, long = verified(company, valid_until=TODAY + 5 * DAY), verified(company, "Piotr Lasker")
    row = admitted(company, short, long)

    end_authorisation(actor=robot(), authorisation=short, on=TODAY + 6 * DAY)

    row.refresh_from_db()
    assert row.state == Inspection.State.PAUSED
    told = Notification.objects.filter(event__kind="inspection.pause").values_list("user__name", flat=True)
    assert set(told) == {"Samir Haddad", "Ines Moreau", "Carla Stone"}


def test_the_papers_of_who_may_inspect_stay_accepted_until_that_is_revoked(company, cast):
    one = verified(company, papers=letter(company))
    facts = {"actor": cast["carla"], "evidence": one.letter, "on": TODAY, "reason": "It is forged."}

    with pytest.raises(Refused, match=f"{one.ref} rests on this paper"):
        revoke_evidence(**facts)
    revoke_authorisation(actor=cast["ines"], authorisation=one, on=TODAY, reason="The letter is forged.")
    assert revoke_evidence(**facts).state == "submitted"


def test_revoking_pauses_at_once_and_tells_the_hosts_of_what_is_ahead(company, cast):
    one = verified(company)
    running, ahead = admitted(company, one), scheduled(company, one, build=build(company, "5.2.0.121"))

    revoke_authorisation(actor=cast["ines"], authorisation=one, on=TODAY, reason="The authority took it back.")

    running.refresh_from_db()
    assert (running.state, one.state) == (Inspection.State.PAUSED, S.REVOKED)
    assert Event.objects.about(ahead).filter(kind="inspection.lost").exists()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ends=st.lists(st.integers(min_value=5, max_value=12), min_size=1, max_size=3), nights=st.integers(0, 14))
def test_no_inspection_is_in_progress_on_a_day_outside_an_authorisation(company, ends, nights):
    """Whatever ends when: once the night of a day has run, nobody inspects on an authorisation that does not hold."""
    with transaction.atomic():
        papers = letter(company)
        named = [
            verified(company, f"Inspector {at}", valid_until=TODAY + end * DAY, papers=papers)
            for at, end in enumerate(ends)
        ]
        admitted(company, *named)
        on: date = TODAY
        for _night in range(nights):
            on += timedelta(days=1)
            sweep_inspectors(on=on, zone=LISBON)

        for row in Inspection.objects.filter(state=Inspection.State.IN_PROGRESS):
            assert all(
                one.state == S.ACTIVE and one.valid_from <= on <= one.valid_until for one in row.inspectors.all()
            )
        expected = Inspection.State.IN_PROGRESS if on <= min(one.valid_until for one in named) else "paused"
        assert Inspection.objects.get().state == expected
        transaction.set_rollback(True)


def test_the_last_day_is_the_last(company):
    assert verified(company).valid_until == LAST


@pytest.mark.parametrize("state", ["scheduled", "in_progress", "paused", "result_pending"])
def test_revoking_closes_the_room_of_that_inspector_wherever_the_inspection_stands(company, cast, state):
    one = verified(company, account=cast["igor"])
    row = scheduled(company, one, verified(company, "Piotr Lasker", account=cast["claire"]))
    for room in Grant.objects.filter(audit=row.audit):
        submit_grant(actor=cast["ines"], grant=room, on=TODAY)
        approve_grant(actor=cast["carla"], grant=room, on=TODAY)
    INSPECTION.place(row, state, actor=robot(), on=TODAY, source="the tests")

    revoke_authorisation(actor=cast["carla"], authorisation=one, on=TODAY, reason="Taken back.")

    rooms = dict(Grant.objects.filter(audit=row.audit).values_list("grantee__name", "state"))
    assert rooms == {"Igor Petrov": Grant.State.REVOKED, "Claire Duval": Grant.State.LIVE}
    assert not Inspection.objects.visible_to(cast["igor"]).exists()
