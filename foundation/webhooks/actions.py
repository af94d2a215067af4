"""The verbs of webhooks: add, put into operation, change, resume, end, replace the secret, test, send again."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation import permissions as may
from foundation.access import require
from foundation.approvals import take_step
from foundation.directory.models import Unit, User
from foundation.models.webhooks import Delivery, Webhook, WebhookSecret
from foundation.refusals import Refused, WrongState
from foundation.trail import record
from foundation.verbs import verb
from foundation.webhooks import kinds as known
from foundation.webhooks.deliveries import call_off, newest_event, put_back, wake
from foundation.webhooks.querysets import TESTED
from foundation.webhooks.secrets import add_secret, drop_old, replace_secret
from foundation.webhooks.targets import target_of
from foundation.webhooks.workflow import WEBHOOK


@dataclass(frozen=True)
class NewSecret:
    """A webhook with the secret it got just now, in the only moment in which that can be shown."""

    webhook: Webhook
    secret: str

    def __repr__(self) -> str:
        return f"NewSecret({self.webhook})"


@verb("webhooks.add")
def add_webhook(*, actor: User, name: str, url: str, kinds: list[str], unit: Unit, owner: User, on: date) -> NewSecret:
    """Proposes a webhook and asks a compliance officer to put it into operation; its secret is returned this once."""
    require(actor, may.MANAGE_WEBHOOKS, unit)
    webhook = Webhook(name=name, url=url, kinds=sorted(set(kinds)), unit=unit, owner=owner)
    _check(webhook)
    webhook.save()
    secret = add_secret(webhook)
    facts = {"url": url, "kinds": webhook.kinds, "unit": unit, "owner": owner}
    record(
        actor=actor,
        kind="webhook.added",
        subject=webhook,
        summary=_("added the webhook"),
        details=facts,
        notify=[owner],
    )
    take_step(actor=actor, subject=webhook, step="activate", on=on)
    return NewSecret(webhook, secret)


def _check(webhook: Webhook) -> None:
    """Raises ValidationError by field: an address one may not send to, kinds nobody offers, an owner who is not ours."""
    webhook.full_clean()
    try:
        target_of(webhook.url)
    except ValidationError as refusal:
        raise ValidationError({"url": refusal.messages}) from refusal
    if not webhook.kinds or known.unknown(webhook.kinds):
        raise ValidationError({"kinds": _("Choose at least one of the kinds of event that are offered.")})
    if not webhook.owner.is_active or webhook.owner.kind != User.Kind.INSIDE:
        raise ValidationError({"owner": _("The owner is a member of staff with an open account.")})


@verb("webhooks.activate")
def activate_webhook(*, actor: User, webhook: Webhook, on: date) -> Webhook:
    """Puts it into operation: it tells of what happens from now on. Runs when the second person agrees."""
    _check(webhook)
    newest = newest_event()
    start = {"active_from": timezone.now(), "after_event": newest, "marks": dict.fromkeys(webhook.kinds, newest)}
    return WEBHOOK.move(webhook, "activate", actor=actor, on=on, changes=start, notify=[webhook.owner])


@verb("webhooks.change")
def change_webhook(
    *, actor: User, webhook: Webhook, name: str, url: str, kinds: list[str], owner: User, on: date
) -> Webhook:
    """Changes what is told to whom, when the second person agrees; what waits is sent by the new rules."""
    wanted: dict[str, Any] = {"name": name, "url": url, "kinds": sorted(set(kinds)), "owner": owner}
    before = {field: getattr(webhook, field) for field in wanted}
    for field, value in wanted.items():
        setattr(webhook, field, value)
    _check(webhook)
    changed = {field: [before[field], value] for field, value in wanted.items() if before[field] != value}
    marks = {kind: webhook.marks.get(kind, newest_event()) for kind in wanted["kinds"]}
    told: dict[str, Any] = {"given": {"url": url}, "details": {"changed": changed}, "notify": [owner, before["owner"]]}
    return WEBHOOK.move(webhook, "change", actor=actor, on=on, changes={**wanted, "marks": marks}, **told)


@verb("webhooks.resume")
def resume_webhook(*, actor: User, webhook: Webhook, on: date) -> Webhook:
    """Sends again, beginning with what waited; each message has all its tries anew."""
    now = timezone.now()
    moved = WEBHOOK.move(webhook, "resume", actor=actor, on=on, changes={"active_from": now}, notify=[webhook.owner])
    put_back(Delivery.objects.filter(webhook=webhook, state=Delivery.State.WAITING), now)
    transaction.on_commit(wake)
    return moved


@verb("webhooks.end")
def end_webhook(*, actor: User, webhook: Webhook, on: date, reason: str) -> Webhook:
    """Ends it for good: what waits is not sent, and its secrets sign nothing any more."""
    now = timezone.now()
    moved = WEBHOOK.move(webhook, "end", actor=actor, on=on, reason=reason, notify=[webhook.owner])
    call_off(webhook, now, _("The webhook was ended."))
    WebhookSecret.objects.filter(webhook=webhook).update(until=now)
    return moved


@verb("webhooks.replace_secret")
def replace_webhook_secret(*, actor: User, webhook: Webhook) -> NewSecret:
    """Makes a new secret and returns it this once; for a day messages carry signatures of both.

    Refused while an earlier replacement lasts: end that first, so that nothing signs that nobody knows of.
    """
    locked = _locked(actor, webhook)
    now = timezone.now()
    if WebhookSecret.objects.live(now).filter(webhook=locked).count() > 1:
        raise Refused("secret", _("The last replacement still lasts. End the old secret first."))
    secret = replace_secret(locked, now)
    record(
        actor=actor,
        kind="webhook.secret_replaced",
        subject=locked,
        summary=_("replaced the secret"),
        notify=[locked.owner],
    )
    return NewSecret(locked, secret)


@verb("webhooks.drop_old_secret")
def drop_old_secret(*, actor: User, webhook: Webhook) -> Webhook:
    """Ends the overlap: from now on only the new secret signs."""
    locked = _locked(actor, webhook)
    if not drop_old(locked, timezone.now()):
        raise WrongState(_("There is no old secret any more."))
    record(actor=actor, kind="webhook.old_secret_ended", subject=locked, summary=_("ended the old secret"))
    return locked


def _locked(actor: User, webhook: Webhook) -> Webhook:
    """The row under its lock, where `actor` manages it and it has not ended."""
    require(actor, may.MANAGE_WEBHOOKS, webhook)
    locked = Webhook.objects.select_for_update().get(pk=webhook.pk)
    if locked.state == Webhook.State.ENDED:
        raise WrongState(_("This webhook has ended."))
    return locked


@verb("webhooks.test")
def send_test(*, actor: User, webhook: Webhook) -> Delivery:
    """Sends a message about the webhook itself, tried once; a webhook nobody approved yet sends nothing."""
    locked = _locked(actor, webhook)
    if locked.state == Webhook.State.PROPOSED:
        raise WrongState(_("A test leaves the house too: it waits for the approval of a compliance officer."))
    event = record(actor=actor, kind=TESTED, subject=locked, summary=_("asked for a test"))
    transaction.on_commit(wake)
    return Delivery.objects.create(webhook=locked, event=event, next_try_at=timezone.now())


@verb("webhooks.send_again")
def send_again(*, actor: User, webhook: Webhook, delivery: Delivery | None = None) -> int:
    """Lets one delivery that has ended start over, or all that were given up; returns how many.

    Whether it may leave is asked anew when it is sent.
    """
    locked = _locked(actor, webhook)
    ended: Any = Delivery.objects.filter(webhook=locked).exclude(event__kind=TESTED)
    chosen = ended.settled().filter(pk=delivery.pk) if delivery else ended.filter(state=Delivery.State.DEAD)
    count = put_back(chosen, timezone.now())
    if not count:
        raise WrongState(_("There is nothing to send again: it waits already, or was a test."))
    transaction.on_commit(wake)
    details = {"count": count, **({"delivery": delivery} if delivery else {})}
    record(
        actor=actor,
        kind="webhook.sent_again",
        subject=locked,
        summary=_("asked to send again"),
        details=details,
    )
    return count
