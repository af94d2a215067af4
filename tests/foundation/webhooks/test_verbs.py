"""Who may have other systems told of what: two persons, the owner's rights, and what is refused with which sentence."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from foundation.approvals import decide_approval, take_step
from foundation.directory.models import User
from foundation.models.trail import Event, Notification
from foundation.models.webhooks import Delivery, Webhook, WebhookSecret
from foundation.models.work import Approval
from foundation.refusals import Refused, WrongState
from foundation.webhooks import actions, deliveries, kinds
from foundation.webhooks.secrets import forget_old
from tests.company import TODAY, grant

State = Webhook.State


def test_a_new_webhook_waits_for_a_second_person(propose, cast):
    new = propose()

    approval = Approval.objects.get()
    assert new.webhook.state == State.PROPOSED
    assert (approval.verb, approval.asked_by, approval.subject) == (
        "webhooks.activate",
        cast["adam"].person,
        new.webhook,
    )
    told = Notification.objects.filter(event__kind="approval.asked").values_list("user", flat=True)
    assert set(told) == {cast["ines"].pk, cast["carla"].pk}


def test_its_owner_is_told_of_it(propose, cast):
    propose()

    assert Notification.objects.filter(event__kind="webhook.added", user=cast["ines"]).exists()


def test_an_officers_yes_puts_it_into_operation_from_now_on(propose, cast):
    new = propose()

    decide_approval(actor=cast["carla"], approval=Approval.objects.get(), yes=True)

    new.webhook.refresh_from_db()
    assert new.webhook.state == State.ACTIVE
    assert new.webhook.after_event > 0
    assert Event.objects.filter(kind="webhook.activate").exists()


def test_a_no_leaves_it_proposed_and_one_may_ask_again(propose, cast):
    new = propose()
    decide_approval(actor=cast["carla"], approval=Approval.objects.get(), yes=False)

    take_step(actor=cast["adam"], subject=new.webhook, step="activate", on=TODAY)

    new.webhook.refresh_from_db()
    assert new.webhook.state == State.PROPOSED
    assert Approval.objects.waiting().count() == 1


def test_who_asked_cannot_agree_even_as_an_officer(propose, cast, company):
    propose()
    grant(cast["adam"], ("CO", company.units["MN"]))

    with pytest.raises(Refused, match="Another person"):
        decide_approval(actor=cast["adam"], approval=Approval.objects.get(), yes=True)


def test_nobody_goes_round_the_second_person(propose, cast):
    new = propose()

    with pytest.raises(RuntimeError, match="second person"):
        actions.activate_webhook(actor=cast["adam"], webhook=new.webhook, on=TODAY)


def test_the_same_is_not_asked_twice(propose, cast):
    new = propose()

    with pytest.raises(Refused, match="waits for a compliance officer"):
        take_step(actor=cast["adam"], subject=new.webhook, step="activate", on=TODAY)


@pytest.mark.parametrize("name", ["ines", "helena", "samir", "tobias", "emma", "claire"])
def test_only_administrators_add_one(cast, company, name, receiver):
    facts = {"name": "Mine", "url": receiver.url, "kinds": ["finding.*"], "unit": company.units["TS"]}

    with pytest.raises(PermissionDenied):
        actions.add_webhook(actor=cast[name], owner=cast["ines"], on=TODAY, **facts)

    assert not Webhook.objects.exists()


def test_an_administrator_of_one_unit_adds_none_for_another(cast, company, propose):
    grant(cast["malik"], ("ADM", company.units["MEA"]))
    facts = {"name": "Mine", "url": "https://hooks.example.com/", "kinds": ["finding.*"], "owner": cast["malik"]}

    with pytest.raises(PermissionDenied):
        actions.add_webhook(actor=cast["malik"], unit=company.units["MN"], on=TODAY, **facts)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("url", "https://user:secret@hooks.example.com/"),
        ("url", "https://10.0.0.5/"),
        ("url", "https://0x7f000001/"),
        ("kinds", []),
        ("kinds", ["evidence.downloaded"]),
        ("kinds", ["*"]),
        ("kinds", ["account.signed_in"]),
        ("name", ""),
    ],
)
def test_what_makes_no_sense_goes_back_onto_its_field(propose, field, value):
    with pytest.raises(ValidationError) as refusal:
        propose(**{field: value})

    assert field in refusal.value.error_dict
    assert not WebhookSecret.objects.exists()


@pytest.mark.parametrize("who", ["claire", "igor"])
def test_an_outsider_owns_none(propose, cast, who):
    with pytest.raises(ValidationError) as refusal:
        propose(owner=cast[who])

    assert "owner" in refusal.value.error_dict


def test_two_in_use_have_two_names(propose):
    propose()

    with pytest.raises(ValidationError, match="of this name"):
        propose()


# Changes.


@pytest.fixture
def changed(webhook, cast, receiver):
    """Adam asked to tell another address of other kinds."""
    given = {"name": "Tickets", "url": receiver.url + "/2", "kinds": ["finding.*", "audit.*"], "owner": cast["helena"]}
    return take_step(actor=cast["adam"], subject=webhook, step="change", on=TODAY, given=given)


def test_a_change_counts_only_when_the_second_person_agrees(webhook, changed, cast, receiver):
    webhook.refresh_from_db()
    assert webhook.url == receiver.url

    decide_approval(actor=cast["ines"], approval=changed, yes=True)

    webhook.refresh_from_db()
    assert (webhook.url, webhook.owner, webhook.state) == (receiver.url + "/2", cast["helena"], State.ACTIVE)
    assert webhook.kinds == ["audit.*", "finding.*"]


def test_what_happened_before_a_kind_was_approved_is_not_told(webhook, finding, changed, cast, tell):
    tell(finding.audit, "audit.issue")
    decide_approval(actor=cast["ines"], approval=changed, yes=True)
    tell(finding.audit, "audit.close")

    deliveries.plan(timezone.now())

    assert sorted(Delivery.objects.values_list("event__kind", flat=True)) == ["audit.close", "finding.issue"]


def test_a_change_to_an_inner_address_is_refused_before_anybody_is_asked(webhook, cast):
    given = {"name": "Tickets", "url": "https://169.254.169.254/", "kinds": ["finding.*"], "owner": cast["ines"]}

    with pytest.raises(Refused, match="not a public address") as refusal:
        take_step(actor=cast["adam"], subject=webhook, step="change", on=TODAY, given=given)

    assert refusal.value.field == "url"
    assert not Approval.objects.waiting().exists()


def test_an_address_that_turned_bad_since_it_was_asked_for_is_not_agreed_to(webhook, changed, cast, settings):
    settings.WEBHOOK_NETWORKS = []

    with pytest.raises(ValidationError, match="not a public address"):
        decide_approval(actor=cast["carla"], approval=changed, yes=True)

    webhook.refresh_from_db()
    assert (webhook.name, Approval.objects.get(pk=changed.pk).decision) == ("Tickets", "waiting")


# Steps and secrets.


def test_an_officer_stops_it_alone_and_an_administrator_resumes_it(webhook, cast):
    take_step(actor=cast["carla"], subject=webhook, step="pause", on=TODAY, reason="Too much is told.")
    with pytest.raises(PermissionDenied):
        take_step(actor=cast["carla"], subject=webhook, step="resume", on=TODAY)

    take_step(actor=cast["adam"], subject=webhook, step="resume", on=TODAY)

    webhook.refresh_from_db()
    assert webhook.state == State.ACTIVE


def test_no_person_takes_the_step_of_the_clock(webhook, cast):
    for name in ("adam", "ines"):
        with pytest.raises(PermissionDenied):
            take_step(actor=cast[name], subject=webhook, step="give_up", on=TODAY, reason="Enough.")


def test_it_does_not_resume_for_an_owner_who_left(webhook, cast):
    take_step(actor=cast["adam"], subject=webhook, step="pause", on=TODAY, reason="Moved.")
    User.objects.filter(pk=cast["ines"].pk).update(is_active=False)
    webhook.refresh_from_db()

    with pytest.raises(Refused, match="Name another owner"):
        take_step(actor=cast["adam"], subject=webhook, step="resume", on=TODAY)


def test_an_ended_one_stays_ended(webhook, cast):
    take_step(actor=cast["carla"], subject=webhook, step="end", on=TODAY, reason="Not needed any more.")
    webhook.refresh_from_db()

    for verb in (actions.send_test, actions.replace_webhook_secret, actions.send_again):
        with pytest.raises(WrongState, match="has ended"):
            verb(actor=cast["adam"], webhook=webhook)
    with pytest.raises(WrongState):
        take_step(actor=cast["adam"], subject=webhook, step="resume", on=TODAY)


def test_a_test_leaves_the_house_too_and_waits_for_the_approval(propose, cast):
    with pytest.raises(WrongState, match="approval"):
        actions.send_test(actor=cast["adam"], webhook=propose().webhook)


def test_a_secret_is_not_replaced_twice_at_once(webhook, cast):
    actions.replace_webhook_secret(actor=cast["adam"], webhook=webhook)
    with pytest.raises(Refused, match="End the old secret first"):
        actions.replace_webhook_secret(actor=cast["adam"], webhook=webhook)

    actions.drop_old_secret(actor=cast["adam"], webhook=webhook)

    assert WebhookSecret.objects.live(timezone.now()).count() == 1
    actions.replace_webhook_secret(actor=cast["adam"], webhook=webhook)


def test_old_secrets_are_forgotten(webhook, cast):
    actions.replace_webhook_secret(actor=cast["adam"], webhook=webhook)
    WebhookSecret.objects.exclude(until=None).update(until=timezone.now() - timedelta(days=2))

    assert forget_old(timezone.now() - timedelta(days=1)) == 1


@pytest.mark.parametrize("verb", ["replace_webhook_secret", "drop_old_secret", "send_test", "send_again"])
@pytest.mark.parametrize("name", ["ines", "helena", "samir", "malik", "claire"])
def test_others_do_nothing_with_it(webhook, cast, verb, name):
    with pytest.raises(PermissionDenied):
        getattr(actions, verb)(actor=cast[name], webhook=webhook)


# What is offered.


def test_patterns_stand_for_the_kinds_that_are_offered():
    assert kinds.expanded(["action.*", "audit.open"]) == {
        "action.added",
        "action.handed_on",
        "action.implemented",
        "audit.open",
    }
    assert kinds.unknown(["finding.*", "finding.dream", "people.*", "*"]) == ["*", "finding.dream", "people.*"]


def test_nothing_about_people_accounts_or_downloads_is_offered():
    offered = {family.name for family in kinds.families()}

    assert not offered & {"account", "person", "role", "unit", "case", "policy", "approval", "job", "comment", "mail"}
    assert "evidence.downloaded" not in kinds.expanded(["evidence.*"])


# Recorded under a family that is offered, and kept inside all the same.
KEPT_INSIDE = {
    "evidence.downloaded",  # who read what is nobody else's business
    "evidence.viewed",
    "finding.changed",  # drafts are the team's own
    "finding.logged",
    "audit.attendance",  # who sat where and when they met is between the team and the audited
    "audit.seat_accepted",
    "audit.seat_added",
    "audit.seat_planned",
    "audit.seat_removed",
    "audit.session_added",
    "audit.session_cancelled",
    "audit.session_changed",
    "audit.limited",  # the limit is told with the certificate that sets it
    "certificate.audit_linked",  # how the house plans its audits
    "certificate.audit_unlinked",
    "certificate.audits_planned",
    "certificate.changed",  # before it is granted it is a plan
    "certificate.noted",
    "certificate.soa_cited",
    "framework.added",  # an edition by its name alone
    "finding.risk_review",  # a reminder to one person
    "framework.read",  # nothing has changed until it is taken over
}


def test_whatever_an_offered_family_records_is_offered_or_kept_inside_on_purpose():
    """A new kind of event in the code has to be offered by its app (offer_events), or named above with the reason."""
    literal = re.compile(r"kind=\"([a-z_]+\.[a-z_]+)\"")
    code = [path for app in ("assurance", "audits", "certifications", "people") for path in Path(app).rglob("*.py")]
    recorded = {kind for path in code if "demo" not in path.parts for kind in literal.findall(path.read_text())}
    families = {family.name for family in kinds.families()}

    forgotten = {kind for kind in recorded if kind.partition(".")[0] in families} - kinds.expanded(
        {f"{family}.*" for family in families}
    )

    assert forgotten == KEPT_INSIDE
