"""Campaigns and signatures: their life cycles, what a signature needs, and that nothing of one ever changes."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import Error, IntegrityError, transaction
from django.utils import timezone

from assurance.actions import withdraw_document
from foundation.access import permits, robot
from foundation.approvals import take_step
from foundation.directory.models import Person, User
from foundation.models.trail import Event, Notification
from foundation.refusals import Refused, WrongState
from people.actions import change_campaign, open_text, remind_signer, sign, take_up_again
from people.models import Attestation, Campaign
from people.texts import text_of
from people.workflows import ATTESTATION, CAMPAIGN
from tests import attested
from tests.attested import STATEMENT, TOMORROW, asked, opened, planned, refused, signed
from tests.company import CAST, TODAY, Company

DAY = timedelta(days=1)
OFFICERS = {"ines", "carla"}


def attempt(row: Any, name: str, actor: User, **given: Any) -> str:
    """What comes of it: the new state, or what refused it; nothing of it stays."""
    fresh = type(row).objects.for_page().get(pk=row.pk)
    with transaction.atomic():
        point = transaction.savepoint()
        try:
            words: dict[str, Any] = {"step": name, "on": TODAY, "reason": "Because."}
            return str(take_step(actor=actor, subject=fresh, given=given, **words).state)
        except (PermissionDenied, WrongState) as refusal:
            return type(refusal).__name__
        except Refused as refusal:
            return refusal.code
        finally:
            transaction.savepoint_rollback(point)


# The tables of states, steps and people.

CAMPAIGNS: dict[str, Callable[[Company], Campaign]] = {
    "draft": planned,
    "open": opened,
    "closed": attested.closed,
    "superseded": attested.superseded,
}
CAMPAIGN_STEPS = {
    "open": ({"draft"}, OFFICERS),
    "close": ({"draft", "open"}, OFFICERS),
    "supersede": ({"open"}, set()),
}


@pytest.mark.parametrize("state", CAMPAIGNS)
def test_every_step_of_a_campaign_is_taken_by_its_people_from_its_states_alone(company, cast, state):
    campaign = CAMPAIGNS[state](company)
    assert campaign.state == state
    assert set(CAMPAIGN_STEPS) == {step.name for step in CAMPAIGN.steps}

    for name, (sources, who) in CAMPAIGN_STEPS.items():
        step = CAMPAIGN.step(name)
        assert {member for member in cast if permits(cast[member], step.permission, campaign)} == who, name
        for member in cast:
            come = attempt(campaign, name, cast[member])
            wanted = step.target if state in sources else "WrongState"
            assert come == (wanted if member in who else "PermissionDenied"), (name, member)


ANSWERS: dict[str, Callable[[Company, str], Attestation]] = {
    "open": asked,
    "signed": signed,
    "refused": refused,
    "cancelled": attested.cancelled,
}
SELF = {"emma"}
ANSWER_STEPS = {
    "sign": ("open", SELF),
    "refuse": ("open", SELF),
    "take_up": ("refused", SELF | OFFICERS),
    "remind": ("open", OFFICERS | {"helena"}),
    "cancel": ("open refused", set()),
}


@pytest.mark.parametrize("state", ANSWERS)
def test_every_step_of_an_answer_is_taken_by_its_people_from_its_states_alone(company, cast, state):
    row = ANSWERS[state](company, "emma")
    assert row.state == state
    assert set(ANSWER_STEPS) == {step.name for step in ATTESTATION.steps}
    text = text_of(row.version)
    given = {"sign": {"shown": text.sha256, "proved_at": timezone.now()}}

    for name, (sources, who) in ANSWER_STEPS.items():
        step = ATTESTATION.step(name)
        assert {member for member in cast if permits(cast[member], step.permission, row)} == who, name
        for member in cast:
            come = attempt(row, name, cast[member], **given.get(name, {}))
            wanted = (step.target or state) if state in sources.split() else "WrongState"
            assert come == (wanted if member in who else "PermissionDenied"), (name, member)


def test_the_clock_alone_cancels(company):
    row = attested.cancelled(company, "emma")

    assert (row.state, Event.objects.about(row).filter(kind="attestation.cancel").count()) == ("cancelled", 1)


# Campaigns.


def test_opening_asks_everybody_whom_the_audience_catches(company, cast):
    campaign = opened(company, units=[company.units["TS"]])

    rows = campaign.attestations.order_by("person__name")
    assert [row.person.name for row in rows] == ["Emma Cole", "Samir Haddad"]
    assert {(row.state, row.entered_on, row.due_on) for row in rows} == {("open", TODAY, TODAY + 30 * DAY)}
    told = Notification.objects.filter(event__kind="attestation.asked").values_list("user__name", flat=True)
    assert set(told) == {"Emma Cole", "Samir Haddad"}


def test_an_audience_by_job_and_kind_catches_those_who_are_both(company):
    role = company.person("emma").spells.get().role
    Person.objects.filter(pk=company.person("samir").pk).update(
        kind="partner", sponsor=company.person("ines"), contract_end=TODAY + 90 * DAY
    )

    campaign = opened(company, roles=[role], kinds=["employee"])

    assert [row.person.name for row in campaign.attestations.all()] == ["Emma Cole"]


def test_an_audience_that_catches_nobody_is_not_opened(company):
    with pytest.raises(Refused, match="catches nobody"):
        opened(company, kinds=["consultant"])


def test_only_a_version_in_effect_is_signed(company, cast):
    campaign = planned(company)
    withdraw_document(actor=cast["ines"], document=campaign.version, on=TODAY, reason="A mistake.")

    with pytest.raises(Refused, match="not in effect"):
        take_step(actor=cast["ines"], subject=Campaign.objects.get(pk=campaign.pk), step="open", on=TODAY)


def test_a_version_is_signed_in_one_campaign_at_a_time(company):
    opened(company)

    with pytest.raises(ValidationError, match="another campaign"):
        planned(company)


def test_a_campaign_opens_today_or_later(company):
    with pytest.raises(ValidationError, match="today or later"):
        planned(company, opens_on=TODAY - DAY)


def test_a_draft_is_changed_and_an_open_campaign_is_not(company, cast):
    campaign = planned(company)
    facts = {name: getattr(campaign, name) for name in ("version", "statement", "opens_on", "yearly")}
    given = {**facts, "title": "Conduct", "unit": company.units["MN"], "roles": [], "kinds": ["employee"], "units": []}

    changed = change_campaign(actor=cast["carla"], campaign=campaign, on=TODAY, **given)
    take_step(actor=cast["ines"], subject=changed, step="open", on=TODAY)

    assert (changed.title, changed.audience.kinds) == ("Conduct", ["employee"])
    with pytest.raises(ValidationError, match="sign what they were shown"):
        change_campaign(actor=cast["carla"], campaign=changed, on=TODAY, **given)


def test_closing_lets_go_of_what_is_open_and_keeps_what_is_signed(company, cast):
    campaign = opened(company)
    signed(company, "emma")

    take_step(actor=cast["ines"], subject=campaign, step="close", on=TODAY, reason="Merged with training.")

    states = campaign.attestations.values_list("person__name", "state")
    assert set(states) == {(person.name, "cancelled") for person in Person.objects.exclude(name="Emma Cole")} | {
        ("Emma Cole", "signed")
    }


# Signatures.


def test_a_signature_keeps_the_text_the_sentence_the_moment_and_the_account(company, cast):
    row = signed(company, "emma")

    text = text_of(row.version)
    assert (row.state, row.sha256, row.sentence) == ("signed", text.sha256, STATEMENT)
    assert (row.account, row.signed_on) == (cast["emma"], TODAY)
    event = Event.objects.about(row).get(kind="attestation.sign")
    assert event.content.details["sha256"] == text.sha256
    assert event.content.details["sentence"] == STATEMENT


def test_nothing_is_signed_that_this_session_has_not_shown(company, cast):
    row = asked(company, "emma")

    for shown in ("", "0" * 64):
        with pytest.raises(Refused, match="Open the text first"):
            sign(actor=cast["emma"], attestation=row, on=TODAY, shown=shown, proved_at=timezone.now())


@pytest.mark.parametrize(("minutes", "outcome"), [(14, "signed"), (16, "refused"), (None, "refused")])
def test_a_signature_needs_a_proof_of_the_last_fifteen_minutes(company, cast, minutes, outcome):
    row = asked(company, "emma")
    proved = None if minutes is None else timezone.now() - timedelta(minutes=minutes)
    given = {"actor": cast["emma"], "attestation": row, "on": TODAY, "shown": text_of(row.version).sha256}

    if outcome == "signed":
        assert sign(**given, proved_at=proved).state == "signed"
    else:
        with pytest.raises(Refused, match="last 15 minutes"):
            sign(**given, proved_at=proved)


def test_nobody_signs_for_somebody_else(company, cast):
    row = asked(company, "emma")
    given = {"attestation": row, "on": TODAY, "shown": text_of(row.version).sha256, "proved_at": timezone.now()}

    for name in set(CAST) - {"emma"}:
        with pytest.raises(PermissionDenied):
            sign(actor=cast[name], **given)


def test_a_partner_whose_contract_has_ended_signs_nothing(company, cast):
    row = asked(company, "emma")
    ended = {"kind": "partner", "sponsor": company.person("ines"), "contract_end": TODAY - DAY}
    Person.objects.filter(pk=row.person_id).update(**ended)

    with pytest.raises(Refused, match="contract ended on 19 Nov 2026"):
        signed(company, "emma", row=row)
    with pytest.raises(Refused, match="contract ended"):
        refused(company, "emma")


def test_a_text_that_counts_no_longer_is_not_signed(company, cast):
    row = asked(company, "emma")
    withdraw_document(actor=cast["ines"], document=row.version, on=TODAY, reason="A mistake.")

    with pytest.raises(Refused, match="counts no longer"):
        signed(company, "emma", row=row)


def test_the_database_keeps_a_signature_as_it_is(company):
    row = signed(company, "emma")
    rows = Attestation.objects.filter(pk=row.pk)

    for change in ({"sentence": "I agree."}, {"sha256": "0" * 64}, {"signed_on": TOMORROW}, {"refusal": "No."}):
        with pytest.raises(Error), transaction.atomic():
            rows.update(**change)
    with pytest.raises(Error), transaction.atomic():
        Attestation.objects.bulk_update([_as("open", row)], ["state"])
    with pytest.raises(Error), transaction.atomic():
        rows._raw_delete(rows.db)


def _as(state: str, row: Attestation) -> Attestation:
    return Attestation(pk=row.pk, state=state)


def test_nobody_is_asked_twice_at_a_time(company):
    row = asked(company, "emma")
    twice = Attestation(
        person=row.person, campaign=row.campaign, version=row.version, entered_on=TODAY, due_on=row.due_on
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        twice.save()


def test_opening_the_text_is_noted(company, cast):
    row = asked(company, "emma")

    text = open_text(actor=cast["emma"], attestation=row)

    event = Event.objects.about(row).get(kind="attestation.opened")
    assert event.content.details["sha256"] == text.sha256


# Refusals.


def test_a_refusal_asks_manager_and_officers_to_talk_and_is_no_case(company, cast):
    Person.objects.filter(pk=company.person("emma").pk).update(manager=company.person("samir"))
    row = refused(company, "emma")

    assert (row.state, row.refusal, row.refused_on) == ("refused", "Rule 4 is not clear.", TODAY)
    told = Notification.objects.filter(event__kind="attestation.refuse").values_list("user", flat=True)
    assert set(told) == {cast[name].pk for name in ("samir", "ines", "carla")}


def test_a_refusal_says_why(company, cast):
    row = asked(company, "emma")

    with pytest.raises(ValidationError, match="Say why"):
        take_step(actor=cast["emma"], subject=row, step="refuse", on=TODAY, reason=" ")


def test_whoever_refused_takes_it_up_again_and_the_day_stays(company, cast):
    row = refused(company, "emma")

    again = take_up_again(actor=cast["emma"], attestation=row, on=TODAY)

    assert (again.state, again.refusal, again.refused_on) == ("open", "", None)
    assert again.due_on == TODAY + 30 * DAY
    assert signed(company, "emma").state == "signed"


# Reminders.


def test_a_reminder_goes_out_once_a_week_whoever_sends_it(company, cast):
    row = remind_signer(actor=cast["helena"], attestation=asked(company, "emma"), on=TODAY)

    told = Notification.objects.filter(event__kind="attestation.remind").values_list("user__name", flat=True)
    assert list(told) == ["Emma Cole"]
    with pytest.raises(Refused, match="Reminded on 20 Nov 2026"):
        remind_signer(actor=cast["ines"], attestation=row, on=TODAY + 6 * DAY)
    assert remind_signer(actor=cast["ines"], attestation=row, on=TODAY + 7 * DAY).reminded_on == TODAY + 7 * DAY


def test_nobody_on_leave_or_without_an_account_is_reminded(company, cast):
    away, nowhere = asked(company, "emma"), asked(company, "samir")
    away.person.leaves.create(from_on=TODAY - DAY, to_on=TODAY + DAY)
    User.objects.filter(person=nowhere.person).update(is_active=False)

    with pytest.raises(Refused, match="On leave"):
        remind_signer(actor=cast["ines"], attestation=away, on=TODAY)
    with pytest.raises(Refused, match="no account"):
        remind_signer(actor=robot(), attestation=nowhere, on=TODAY)
