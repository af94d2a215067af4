"""The outbox of webhooks: one delivery per webhook and event, claimed by conditional update, tried for about three days.

Two sweeps: plan() makes deliveries of events that have none yet; send_due() sends what is due. Both may run twice at once.
A crash between the answer and its record sends a message a second time, under the same id, as the specification allows.
"""

import logging
import secrets
import time
from datetime import datetime, timedelta

from celery import current_app
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, Max, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError as BrokerDown

from foundation.models.trail import Event
from foundation.models.webhooks import Delivery, Webhook
from foundation.sealing import CannotUnseal
from foundation.webhooks import kinds
from foundation.webhooks.client import Answer, NotReached, post
from foundation.webhooks.health import gone, judge
from foundation.webhooks.payloads import KeptInside, body_of
from foundation.webhooks.querysets import TESTED
from foundation.webhooks.secrets import live_secrets
from foundation.webhooks.signing import headers
from foundation.webhooks.targets import Blocked, target_of

log = logging.getLogger(__name__)
State = Delivery.State

PLANNED_AT_ONCE = 1000  # per webhook and sweep
SENT_AT_ONCE = 100  # per webhook and sweep
SWEEP_SECONDS = 40.0  # with one last try of 15 seconds it ends before the next beat
CLAIM = timedelta(minutes=2)
TASK = "foundation.tasks.send_webhooks"
TRIES = 16
LONGEST_PAUSE = timedelta(hours=12)
PATIENCE = timedelta(days=4)  # since the first try, where a crowd of others kept it from being tried more often
SETTLES = timedelta(days=2)  # no transaction is open for so long: ids below have all been seen
KEPT = timedelta(days=30)
GONE = 410


def plan(now: datetime) -> int:
    """Makes a delivery of every event that a webhook wants and has none of; returns how many.

    An anti-join and no cursor: an event that is committed late, below others that were seen, is found all the same.
    """
    return sum(_plan_for(webhook, now) for webhook in Webhook.objects.listening())


def _plan_for(webhook: Webhook, now: datetime) -> int:
    made = Delivery.objects.filter(webhook=webhook, event=OuterRef("pk"))
    wanted = Event.objects.filter(~Exists(made), _wanted_by(webhook), pk__gt=webhook.after_event)
    missing = list(wanted.order_by("pk").values_list("pk", flat=True)[:PLANNED_AT_ONCE])
    rows = [Delivery(webhook=webhook, event_id=pk, next_try_at=now) for pk in missing]
    Delivery.objects.bulk_create(rows, ignore_conflicts=True)  # of two sweeps at once each event goes to one
    return len(rows)


def _wanted_by(webhook: Webhook) -> Q:
    """The kinds it wants, each from the event on after which it was approved."""
    term = Q(pk__in=[])
    for pattern in webhook.kinds:
        term |= Q(kind__in=kinds.expanded([pattern]), pk__gt=webhook.marks.get(pattern, 0))
    return term


def send_due() -> int:
    """Sends what is due, webhook by webhook in random order; returns how many were delivered.

    A receiver that fails is left alone until the next sweep, so that it cannot hold up the others.
    """
    until = time.monotonic() + SWEEP_SECONDS
    waiting = Delivery.objects.due(timezone.now()).order_by().values_list("webhook", flat=True).distinct()
    shuffled = secrets.SystemRandom().sample(list(waiting), k=len(waiting))
    return sum(_send_to(webhook, until) for webhook in shuffled)


def _send_to(webhook: int, until: float) -> int:
    due = Delivery.objects.due(timezone.now()).filter(webhook=webhook).order_by("next_try_at", "pk")
    sent = 0
    for pk, seen in list(due.values_list("pk", "next_try_at")[:SENT_AT_ONCE]):
        if time.monotonic() >= until:
            break
        ended = _send(pk, seen)
        sent += ended == State.DELIVERED
        if ended in (State.WAITING, State.DEAD):
            break
    return sent


def _send(pk: int, seen: datetime) -> str | None:
    """Tries one delivery if nobody else does and returns its state; in no transaction, since a receiver may be slow."""
    now = timezone.now()
    claimed = Delivery.objects.filter(pk=pk, state=State.WAITING, next_try_at=seen).update(
        next_try_at=now + CLAIM,
        tries=F("tries") + 1,
        first_try_at=Coalesce(F("first_try_at"), now, output_field=models.DateTimeField()),
    )
    if not claimed:
        return None
    delivery = Delivery.objects.select_related("event__subject_type", "webhook__unit").get(pk=pk)
    if delivery.webhook.state != Webhook.State.ACTIVE and not delivery.is_test:  # paused since it was looked at
        _mine(delivery).update(next_try_at=seen, tries=F("tries") - 1)
        return None
    started = time.monotonic()
    try:
        return _attempt(delivery, body_of(delivery), started)
    except KeptInside as reason:
        return _settle(delivery, State.WITHHELD, error=str(reason))
    except ValidationError as refusal:  # the address is no longer one of those this installation allows
        return _failed(delivery, " ".join(refusal.messages), took=_since(started))
    except (Blocked, NotReached, CannotUnseal) as failure:
        return _failed(delivery, str(failure), took=_since(started))
    except Exception:  # one row must not hold up the others
        log.exception("webhook failed", extra={"delivery": str(delivery.uuid)})
        return _failed(delivery, _("This failed here, not at the receiver; the log says why."), took=_since(started))


def _attempt(delivery: Delivery, body: bytes, started: float) -> str:
    now = timezone.now()
    signed = headers(live_secrets(delivery.webhook, now), message=message_id(delivery), at=now, body=body)
    answer = post(target_of(delivery.webhook.url), body=body, headers={"Content-Type": "application/json", **signed})
    if 200 <= answer.status < 300:
        return _settle(delivery, State.DELIVERED, status=answer.status, took=_since(started))
    return _failed(delivery, "", answer=answer, took=_since(started))


def message_id(delivery: Delivery) -> str:
    """The `webhook-id`: the same for every try, so that a receiver can tell a repetition."""
    return f"msg_{delivery.uuid.hex}"


def _since(started: float) -> timedelta:
    return timedelta(milliseconds=round((time.monotonic() - started) * 1000))


def _failed(delivery: Delivery, error: str, *, answer: Answer | None = None, took: timedelta) -> str:
    """Puts off the next try, or gives up: a test at once, others when their tries or days are used up."""
    status = answer.status if answer else None
    log.warning(
        "webhook not delivered", extra={"delivery": str(delivery.uuid), "tries": delivery.tries, "status": status}
    )
    waited = timezone.now() - (delivery.first_try_at or timezone.now())
    if delivery.is_test or status == GONE or delivery.tries >= TRIES or waited > PATIENCE:
        ended = _settle(delivery, State.DEAD, error=error, status=status, took=took)
        if not delivery.is_test:
            gone(delivery.webhook) if status == GONE else judge(delivery.webhook)
        return ended
    asked = timedelta(seconds=answer.retry_after) if answer and answer.retry_after else timedelta()
    pause = max(pause_after(delivery.tries), min(asked, LONGEST_PAUSE))
    _mine(delivery).update(next_try_at=timezone.now() + pause, error=error, status=status, duration=took)
    return State.WAITING


def pause_after(tries: int) -> timedelta:
    """One minute, two, four … up to twelve hours, each a tenth shorter or longer by chance: three days in all."""
    pause = min(timedelta(minutes=2 ** (tries - 1)), LONGEST_PAUSE)
    return pause * secrets.SystemRandom().uniform(0.9, 1.1)


def _settle(
    delivery: Delivery, state: str, *, error: str = "", status: int | None = None, took: timedelta | None = None
) -> str:
    told = {"error": error[:300], "status": status, "duration": took}
    _mine(delivery).update(state=state, finished_at=timezone.now(), **told)
    return state


def _mine(delivery: Delivery) -> models.QuerySet[Delivery]:
    """The row as long as this try is its last one."""
    return Delivery.objects.filter(pk=delivery.pk, state=State.WAITING, tries=delivery.tries)


def put_back(deliveries: models.QuerySet[Delivery], now: datetime) -> int:
    """Lets deliveries start over, with all their tries; returns how many."""
    fresh = {"tries": 0, "first_try_at": None, "next_try_at": now, "finished_at": None}
    return deliveries.update(state=State.WAITING, error="", status=None, duration=None, **fresh)


def wake() -> None:
    """Lets somebody who waits for it not wait for the next beat; without a broker that comes within a minute."""
    try:
        current_app.send_task(TASK, expires=60, retry=False, ignore_result=True)
    except (BrokerDown, OSError):
        log.warning("broker down, webhooks wait for the sweep")


def call_off(webhook: Webhook, now: datetime, why: str) -> int:
    """Ends what still waits for a webhook that is ended; returns how many."""
    waiting = Delivery.objects.filter(webhook=webhook, state=State.WAITING)
    return waiting.update(state=State.WITHHELD, finished_at=now, error=why[:300])


def newest_event() -> int:
    """The highest id of an event so far, 0 for none."""
    return Event.objects.aggregate(newest=Max("pk"))["newest"] or 0


def tidy(now: datetime) -> int:
    """Moves the mark up to which events are settled, and removes deliveries a month after; returns how many went."""
    plan(now)  # whatever was committed late comes before the mark moves over it
    removed = 0
    for webhook in Webhook.objects.listening():
        old = Delivery.objects.filter(webhook=webhook, created_at__lt=now - SETTLES).exclude(event__kind=TESTED)
        settled = old.aggregate(newest=Max("event"))["newest"]
        if settled is not None:
            Webhook.objects.filter(pk=webhook.pk, after_event__lt=settled).update(after_event=settled)
    for pk, mark in Webhook.objects.exclude(after_event=None).values_list("pk", "after_event"):
        past = Delivery.objects.filter(webhook=pk, event__lte=mark, created_at__lt=now - KEPT)
        removed += past.delete()[0]
    return removed
