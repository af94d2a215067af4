"""A grant from the request to its end: who takes which step from which state, and what stands in the way."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from assurance.workflows import EVIDENCE
from audits.models import Audit
from certifications.actions import (
    approve_grant,
    change_grant,
    clear_grant,
    end_grant,
    request_grant,
    return_grant,
    revoke_grant,
    submit_grant,
)
from certifications.models import Grant
from certifications.tasks import sweep_grants
from certifications.workflows import GRANT
from foundation.access import robot
from foundation.approvals import take_step
from foundation.directory.models import RoleGrant, User
from foundation.models.rooms import GrantedObject
from foundation.models.signin import Invitation, Session
from foundation.models.trail import Event, Notification
from foundation.refusals import Conflict, Refused, WrongState
from tests.company import TODAY, grant, plan_audit
from tests.room import K, agreement, approved, requested

S = Grant.State
PEOPLE = ("ines", "carla", "emma", "tobias", "leo", "samir", "omar", "petra", "helena", "adam", "claire", "igor")
MAY = {  # state → person → the steps they are offered; emma is counsel, ines asked
    S.DRAFT: {"ines": {"submit", "withdraw"}},
    S.SUBMITTED: {
        "ines": {"approve", "return", "withdraw"},
        "carla": {"approve", "return"},
        "emma": {"clear"},
    },
    S.APPROVED: {"ines": {"revoke"}, "carla": {"revoke"}},
    S.LIVE: {"ines": {"revoke"}, "carla": {"revoke"}},
    S.EXPIRED: {},
    S.REVOKED: {},
    S.WITHDRAWN: {},
}


@pytest.fixture
def draft(company, finding) -> Grant:
    return requested(company, [(K.AUDIT, finding.audit)])


def put(row: Grant, state: str, cast) -> Grant:
    """The grant as it stands in a state, as if its steps had been taken."""
    if state in (S.APPROVED, S.LIVE, S.EXPIRED, S.REVOKED):
        row.approved_by = cast["carla"]
        row.from_at, row.until_at = row.created_at, row.created_at + timedelta(days=11)
        row.save()
    return GRANT.place(row, state, actor=robot(), on=TODAY, source="the tests")


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("who", PEOPLE)
def test_everybody_is_offered_their_own_steps_and_no_others(draft, cast, counsel, state, who):
    row = put(draft, state, cast)

    offered = {move.step.name for move in GRANT.available(row, cast[who], TODAY)}

    assert offered == MAY[state].get(who, set())


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("step", [step.name for step in GRANT.steps])
def test_nobody_takes_a_step_that_is_not_theirs_or_not_from_here(draft, cast, counsel, state, step):
    row = put(draft, state, cast)

    for who in PEOPLE:
        if step in MAY[state].get(who, set()):
            continue
        with pytest.raises((PermissionDenied, WrongState, Conflict)):
            take_step(actor=cast[who], subject=row, step=step, on=TODAY, reason="Because.")
        assert Grant.objects.get(pk=row.pk).state == state


# Asking.


def test_a_request_is_a_draft_that_shows_nothing(draft, cast):
    assert (draft.ref, draft.state, draft.organisation) == ("G-2026-0001", S.DRAFT, "Kestrel Certification")
    assert not GrantedObject.objects.exists()


@pytest.mark.parametrize("who", ["samir", "petra", "helena", "adam", "claire"])
def test_only_officers_and_lead_auditors_ask(company, cast, finding, who):
    facts = {"kind": "certifier", "purpose": "x", "organisation": "K", "valid_from": TODAY, "valid_until": TODAY}

    with pytest.raises(PermissionDenied):
        request_grant(
            actor=cast[who], unit=finding.unit, grantee=cast["claire"], rules=[(K.FINDING, finding)], on=TODAY, **facts
        )


def test_a_room_is_for_somebody_outside(company, cast, finding):
    with pytest.raises(ValidationError, match="somebody outside"):
        requested(company, [(K.FINDING, finding)], grantee=cast["samir"])


@pytest.mark.parametrize(("days", "there"), [(90, True), (91, False)])
def test_a_grant_lasts_ninety_days_at_most(company, finding, days, there):
    until = TODAY + timedelta(days=days - 1)

    if there:
        assert requested(company, [(K.FINDING, finding)], valid_until=until).valid_until == until
    else:
        with pytest.raises(ValidationError, match="at most 90 days"):
            requested(company, [(K.FINDING, finding)], valid_until=until)


def test_the_report_of_another_body_is_refused(company, finding):
    foreign = plan_audit(company, kind=Audit.Kind.SURVEILLANCE, organisation="Aldane Assurance")

    with pytest.raises(ValidationError, match="another body"):
        requested(company, [(K.AUDIT, foreign)])


def test_the_own_audit_of_a_body_may_be_shown_to_it(company, finding):
    own = plan_audit(company, kind=Audit.Kind.SURVEILLANCE, organisation="Kestrel Certification")

    assert requested(company, [(K.AUDIT, own)]).rules.count() == 1


def test_a_draft_is_changed_and_a_request_is_not(draft, cast, finding):
    facts = {"actor": cast["ines"], "grant": draft, "on": TODAY, "rules": [(K.FINDING, finding)]}
    change_grant(purpose="Stage 1", **facts)
    draft.refresh_from_db()
    assert (draft.purpose, [rule.kind for rule in draft.rules.all()]) == ("Stage 1", [K.FINDING])

    submit_grant(actor=cast["ines"], grant=draft, on=TODAY)
    with pytest.raises(WrongState, match="Only a draft"):
        change_grant(purpose="Stage 2", **facts)


def test_another_officer_does_not_change_the_request(draft, cast, finding):
    with pytest.raises(PermissionDenied):
        change_grant(actor=cast["carla"], grant=draft, on=TODAY, rules=[(K.FINDING, finding)], purpose="Mine")


def test_officers_are_told_of_a_request(draft, cast):
    submit_grant(actor=cast["ines"], grant=draft, on=TODAY)

    event = Event.objects.about(draft).get(kind="grant.submit")
    assert {one.user for one in event.notifications.all()} == {cast["carla"]}


def refusal_of(row: Grant, step: str, actor: User) -> str:
    offered = {move.step.name: move.refusal for move in GRANT.available(row, actor, TODAY)}
    return offered[step].code if offered[step] else ""


def test_a_request_without_a_scope_goes_nowhere(company, cast):
    assert refusal_of(requested(company, []), "submit", cast["ines"]) == "scope"


def test_a_request_without_an_agreement_goes_nowhere(company, cast, finding):
    assert refusal_of(requested(company, [(K.FINDING, finding)], nda=None), "submit", cast["ines"]) == "nda"


def test_an_agreement_that_is_not_accepted_does_not_count(draft, cast):
    EVIDENCE.place(draft.nda, "submitted", actor=robot(), on=TODAY, source="the tests")
    draft.refresh_from_db()

    assert refusal_of(draft, "submit", cast["ines"]) == "nda"


@pytest.mark.parametrize(("last", "code"), [(date(2026, 11, 29), "nda"), (date(2026, 11, 30), ""), (None, "")])
def test_the_agreement_holds_through_the_last_day(company, cast, finding, last, code):
    nda = agreement(company, valid_until=last)

    assert refusal_of(requested(company, [(K.FINDING, finding)], nda=nda), "submit", cast["ines"]) == code


def test_a_closed_account_gets_no_room(draft, cast):
    User.objects.filter(pk=cast["claire"].pk).update(is_active=False)
    draft.refresh_from_db()

    assert refusal_of(draft, "submit", cast["ines"]) == "account"


# Deciding (S-07).


def test_another_officer_approves_and_the_room_is_open_at_once(draft, cast):
    submit_grant(actor=cast["ines"], grant=draft, on=TODAY)

    approve_grant(actor=cast["carla"], grant=draft, on=TODAY)

    assert (draft.state, draft.approved_by) == (S.LIVE, cast["carla"])
    assert [event.kind for event in Event.objects.about(draft)][:2] == ["grant.start", "grant.approve"]
    assert Notification.objects.filter(event__kind="grant.start", user=cast["claire"]).exists()


def test_who_asked_does_not_approve(draft, cast):
    submit_grant(actor=cast["ines"], grant=draft, on=TODAY)

    with pytest.raises(Refused, match="asked for this yourself") as refused:
        approve_grant(actor=cast["ines"], grant=draft, on=TODAY)

    assert refused.value.code == "S-07"
    assert not GrantedObject.objects.exists()


def test_who_asked_does_not_approve_with_another_account(draft, cast, company):
    other = User.objects.create_user(email="ines.two@meridane.example", name="I. Moreau", person=cast["ines"].person)
    grant(other, ("CO", company.units["MN"]))
    submit_grant(actor=cast["ines"], grant=draft, on=TODAY)

    with pytest.raises(Refused) as refused:
        approve_grant(actor=other, grant=draft, on=TODAY)

    assert refused.value.code == "S-07"


def test_nobody_approves_a_grant_for_their_own_account(draft, cast, company):
    RoleGrant.objects.create(user=cast["claire"], role="CO", unit=company.units["MN"], from_on=TODAY)
    submit_grant(actor=cast["ines"], grant=draft, on=TODAY)

    with pytest.raises(Refused, match="own account") as refused:
        approve_grant(actor=cast["claire"], grant=draft, on=TODAY)

    assert refused.value.code == "S-07"


def test_what_is_confidential_waits_for_counsel(company, cast, finding, counsel):
    row = requested(company, [(K.AUDIT, finding.audit)], max_grading="confidential")
    submit_grant(actor=cast["ines"], grant=row, on=TODAY)
    with pytest.raises(Refused, match="counsel"):
        approve_grant(actor=cast["carla"], grant=row, on=TODAY)

    clear_grant(actor=counsel, grant=row, on=TODAY)
    approve_grant(actor=cast["carla"], grant=row, on=TODAY)

    assert (row.state, row.cleared_by) == (S.LIVE, counsel)


def test_counsel_who_asked_does_not_clear(company, cast, finding):
    grant(cast["ines"], ("LEG", company.units["MN"]))
    row = requested(company, [(K.AUDIT, finding.audit)], max_grading="confidential")
    submit_grant(actor=cast["ines"], grant=row, on=TODAY)

    with pytest.raises(Refused) as refused:
        clear_grant(actor=cast["ines"], grant=row, on=TODAY)

    assert refused.value.code == "S-07"


def test_what_counsel_said_is_void_once_the_request_goes_back(company, cast, finding, counsel):
    row = requested(company, [(K.AUDIT, finding.audit)], max_grading="confidential")
    submit_grant(actor=cast["ines"], grant=row, on=TODAY)
    clear_grant(actor=counsel, grant=row, on=TODAY)

    return_grant(actor=cast["carla"], grant=row, on=TODAY, reason="Which certificate?")

    row.refresh_from_db()
    assert (row.state, row.cleared_by) == (S.DRAFT, None)


def test_nothing_secret_can_be_asked_for(company, finding):
    with pytest.raises(ValidationError):
        requested(company, [(K.AUDIT, finding.audit)], max_grading="secret")


def test_an_account_without_a_password_is_invited(draft, cast):
    submit_grant(actor=cast["ines"], grant=draft, on=TODAY)

    approve_grant(actor=cast["carla"], grant=draft, on=TODAY)

    assert Invitation.objects.get().user == cast["claire"]


# The end.


def test_revoking_closes_the_room_and_ends_every_session(room, cast, browse):
    claire = browse("claire")
    assert claire.get(f"/room/{room.uuid}/").status_code == 200

    revoke_grant(actor=cast["ines"], grant=room, on=TODAY, reason="The engagement is over.")

    assert claire.get(f"/room/{room.uuid}/")["Location"].startswith("/accounts/login/")
    assert browse("claire").get(f"/room/{room.uuid}/").status_code == 404
    assert Session.objects.filter(user=cast["claire"]).count() == 1  # the new one


def test_revoking_needs_a_reason_that_stays_inside(room, cast):
    with pytest.raises(ValidationError):
        revoke_grant(actor=cast["carla"], grant=room, on=TODAY, reason=" ")

    revoke_grant(actor=cast["carla"], grant=room, on=TODAY, reason="Doubts about the body.")

    event = Event.objects.get(kind="grant.revoke")
    assert "Doubts about the body." in event.content.summary
    assert cast["claire"] not in [one.user for one in event.notifications.all()]


def test_the_agreement_under_which_a_room_is_open_stays_accepted(room, cast):
    with pytest.raises(Refused, match="G-2026-0001 rests on this agreement"):
        take_step(actor=cast["carla"], subject=room.nda, step="revoke", on=TODAY, reason="Wrong file.")


def test_the_clock_begins_and_ends_rooms_for_lists_and_mails(company, finding, morning):
    later = approved(
        company,
        [(K.FINDING, finding)],
        valid_from=date(2026, 11, 23),
        valid_until=date(2026, 11, 24),
    )
    assert later.state == S.APPROVED

    for day, state in ((22, S.APPROVED), (23, S.LIVE), (24, S.LIVE), (25, S.EXPIRED)):
        morning.move_to(f"2026-11-{day}T00:05:00Z")
        sweep_grants(on=date(2026, 11, day), zone="Europe/Lisbon")
        later.refresh_from_db()
        assert later.state == state, day


def test_the_sweep_does_nothing_twice(company, finding, room, morning):
    morning.move_to("2026-12-01T00:05:00Z")

    first = sweep_grants(on=date(2026, 12, 1), zone="Europe/Lisbon")
    second = sweep_grants(on=date(2026, 12, 1), zone="Europe/Lisbon")

    assert (first["ended"], second["ended"]) == (1, 0)
    assert Event.objects.filter(kind="grant.end").count() == 1


def test_an_account_whose_last_room_ended_has_no_session_left(room, browse, cast, morning):
    browse("claire")
    morning.move_to("2026-12-01T00:05:00Z")

    end_grant(actor=robot(), grant=room, on=date(2026, 12, 1))

    assert not Session.objects.filter(user=cast["claire"]).exists()


def test_a_grant_is_renewed_by_a_new_one_and_stays_as_it_is(room, browse, company):
    ines = browse("ines")
    form = ines.get(f"/grants/{room.uuid}/renew/").context["form"]
    sent = {name: value for name, value in form.initial.items() if value not in (None, False)}
    sent |= {"valid_from": "2026-12-01", "valid_until": "2026-12-20"}

    answer = ines.post(f"/grants/{room.uuid}/renew/", sent)

    assert answer.status_code == 302, answer.context["form"].errors
    new = Grant.objects.get(renews=room)
    assert (new.state, new.valid_from) == (S.DRAFT, date(2026, 12, 1))
    assert set(new.rules.values_list("kind", "subject_uuid")) == set(room.rules.values_list("kind", "subject_uuid"))
    room.refresh_from_db()
    assert room.valid_until == date(2026, 11, 30)
