"""The clock's door: every task finds its work in the database, so a lost message delays nothing beyond the next beat."""

import logging
import socket
from datetime import date, timedelta
from typing import Any

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from foundation import board_ahead, files, jobs, outbox, sweeps, viewer
from foundation.access import robot
from foundation.clock import today
from foundation.directory.models import Unit, User
from foundation.files import resumable
from foundation.ledger import asking, sequencer
from foundation.ledger.holding import held_back
from foundation.ledger.telling import tell_standing
from foundation.models.programs import IdempotencyKey
from foundation.processes.apart import run_apart
from foundation.pulse import leave_pulse
from foundation.refusals import Refused
from foundation.search import index
from foundation.signin import codes, sealing
from foundation.signin.sessions import SessionStore
from foundation.snapshots import keep_figures
from foundation.webhooks import deliveries
from foundation.webhooks import secrets as webhook_secrets

log = logging.getLogger(__name__)


@shared_task
def send_notifications() -> int:
    """Mails what waits in the outbox; the only code that e-mails. Returns how many went out."""
    return outbox.send_waiting() + outbox.send_gathered()


@shared_task
def sweep() -> int:
    """Runs the rules that are due in some zone; returns how many runs were made."""
    return sweeps.run_due(timezone.now())


@sweeps.rule("foundation.figures", replays=True)
def sweep_figures(*, on: date, zone: str) -> dict[str, Any]:
    """What every figure counts when the day of the whole organisation begins; of missed nights what is dated."""
    if not Unit.objects.filter(parent=None, zone=zone).exists():
        return {}
    return {"rows": keep_figures(actor=robot(), on=on, seen=on == today())}


@shared_task
def keep_boards() -> int:
    """Counts boards that take long ahead of who reads them, for a minute; returns how many."""
    return board_ahead.keep_round()


@shared_task
def keep_board(user: int) -> bool:
    """Counts the board of somebody who looks at older figures; returns whether they still have one."""
    return board_ahead.keep(User.objects.get(pk=user))


@shared_task
def run_job(uuid: str) -> bool:
    """Runs one job, unless another worker runs it or it has ended; returns whether this worker did."""
    return run_apart(uuid) if jobs.is_apart(uuid) else jobs.run(uuid)


@shared_task
def take_up_jobs() -> int:
    """Wakes workers for jobs that no message reached or whose worker died; returns how many."""
    return jobs.take_up(timezone.now())


@shared_task
def tidy_incoming() -> int:
    """Removes what killed uploads left behind a day ago, and resumable ones that have run out."""
    return files.sweep_incoming(timedelta(days=1)) + resumable.sweep(timezone.now())


@shared_task
def tidy_sign_in() -> int:
    """Removes sessions that have run out and codes that were used, and seals secrets anew after a change of key."""
    SessionStore.clear_expired()
    sealing.renew()
    return codes.tidy()


@shared_task
def tidy_store() -> int:
    """Removes stored bytes that no row has named for two weeks; returns how many."""
    return files.collect_garbage(files.named_by_rows, older_than=timedelta(days=7))


@shared_task
def tidy_pages() -> int:
    """Removes drawn pages that are old, too many, or of files that are gone; returns how many."""
    return viewer.tidy()


@shared_task
def send_webhooks() -> int:
    """Tells other systems what happened: makes the deliveries that are missing, sends what is due; returns how many."""
    deliveries.plan(timezone.now())
    return deliveries.send_due()


@shared_task
def tidy_webhooks() -> int:
    """Seals secrets under the present key, forgets old ones and deliveries of a month ago; returns how many went."""
    now = timezone.now()
    webhook_secrets.seal_anew()
    webhook_secrets.forget_old(now - timedelta(days=1))
    return deliveries.tidy(now)


@shared_task
def reconcile_search() -> dict[str, int]:
    """Puts right what search holds and records do not; returns how many rows were written and how many went."""
    return index.reconcile()


@shared_task
def pulse() -> str:
    """Leaves this worker's sign of life; returns the name of its machine."""
    return leave_pulse(socket.gethostname(), timezone.now())


@shared_task
def tidy_answers() -> int:
    """Forgets the answers of the API that were kept for a second call; returns how many."""
    old = IdempotencyKey.objects.filter(created_at__lt=timezone.now() - settings.API_KEEPS_ANSWERS)
    return old.delete()[0]


@shared_task
def seal_events() -> int:
    """Gives new events their places in the ledger, and signs; returns how many."""
    try:
        return sequencer.catch_up(timezone.now())
    except Refused:  # the page of the installation's state says why, and the next task says it to the log
        return 0


@shared_task
def seal_stragglers() -> int:
    """The same for events of whatever age: a long transaction commits them behind many others. Returns how many."""
    try:
        return sequencer.catch_up(timezone.now(), everything=True)
    except Refused as held:
        log.warning("The ledger signs nothing. %s", held.sentence, extra={"kind": held.code})
        return 0


@shared_task
def ask_witnesses() -> int:
    """Asks the witnesses of the ledger for cosignatures; returns how many there are more."""
    return asking.ask_all(timezone.now())


@shared_task
def tell_of_ledger() -> bool:
    """Tells officers and administrators when the ledger may not sign, and when it goes on; returns whether it told."""
    return tell_standing(actor=robot(), refusal=held_back(), on=today()) is not None
