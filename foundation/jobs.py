"""Long work in the background: asked for by a person, run with that person's rights, with progress a page can show.

The row is the queue. A message to the worker only wakes it; a sweep finds what no message reached. A job is claimed by
one conditional update, so two workers never run the same try; a worker that died is noticed by its silence and another
takes the job up again, at most `TRIES` times. A job's function is therefore safe to run again from the start.
"""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from celery import current_app
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError as BrokerDown

from foundation.access import Permission, require, robot
from foundation.directory.models import User
from foundation.models.work import Job
from foundation.permissions import RUN_OPERATION, SEND_REPORTS
from foundation.refusals import Conflict, WrongState
from foundation.trail import record
from foundation.verbs import pack, unpack, verb

log = logging.getLogger(__name__)

TRIES = 3
SILENCE = timedelta(minutes=3)  # a running job that said nothing for so long has lost its worker
UNHEARD = timedelta(seconds=30)  # a waiting job whose message should have arrived long ago
BETWEEN_HEARTBEATS = 1.0  # seconds
WAKES_PER_SWEEP = 50
OPEN = (Job.State.WAITING, Job.State.RUNNING)
TASK = "foundation.tasks.run_job"


@dataclass(frozen=True)
class Result:
    """What a job leaves behind: a sentence for its owner, and name, SHA-256 and size of a file in the store, if any."""

    message: str | Promise = ""
    name: str = ""
    sha256: str = ""
    size: int = 0


@dataclass(frozen=True)
class Kind:
    """A kind of work: its name for people, who may ask for it, what does it, and whether in a process of its own (large)."""

    name: str
    label: str | Promise
    function: Callable[..., Result | None]
    permission: Permission | None
    apart: bool


class TakenOver(Exception):
    """This worker was silent for too long and another one runs the job now: stop, and leave the row alone."""


_kinds: dict[str, Kind] = {}


def job(name: str, *, label: str | Promise, permission: Permission | None = None, apart: bool = False) -> Any:
    """Registers `function(job, *, actor, **parameters) -> Result | None` as a kind of work.

    The function reads through `visible_to(actor)` and writes through verbs, each in a transaction of its own; between
    them it calls `progress` at least once a minute. It may be run again from the start after a crash.
    """

    def register(function: Callable[..., Result | None]) -> Callable[..., Result | None]:
        if name in _kinds:
            raise RuntimeError(f"The job {name} is registered twice.")
        _kinds[name] = Kind(name, label, function, permission, apart)
        return function

    return register


def label_of(found: Job) -> str:
    """What people call this work; its technical name when the kind is gone."""
    kind = _kinds.get(found.kind)
    return str(kind.label) if kind else found.kind


def is_apart(uuid: UUID | str) -> bool:
    """Whether this job is for a process of its own."""
    return Job.objects.filter(uuid=uuid, kind__in=[kind.name for kind in _kinds.values() if kind.apart]).exists()


@verb("foundation.start_job")
def start(*, actor: User, kind: str, parameters: Mapping[str, Any] | None = None, owner: User | None = None) -> Job:
    """Asks for long work and returns its row at once; rows and dates among the parameters are kept as such.

    With `owner` scheduled work asks for it for somebody: it runs with their rights and is theirs.
    Raises PermissionDenied when `actor` may not ask for it, KeyError for an unknown kind.
    """
    if owner is not None:
        require(actor, SEND_REPORTS)
    known = _kinds[kind]
    if known.permission is not None:
        require(actor, known.permission)
    asked = Job(kind=kind, owner=owner or actor, parameters=pack(parameters or {}))
    asked.full_clean(exclude=["parameters"])  # may be empty
    asked.save()
    record(
        actor=actor,
        kind="job.asked",
        subject=asked,
        summary=_("Asked for: %(label)s") % {"label": known.label},
        details={"kind": kind, "parameters": asked.parameters},
    )
    transaction.on_commit(partial(wake, asked.uuid))
    return asked


@verb("foundation.retry_job")
def retry(*, actor: User, job: Job) -> Job:
    """Puts a failed job back into the queue with all its tries; it still runs with the rights of who asked for it."""
    require(actor, RUN_OPERATION)
    fresh = {"tries": 0, "finished_at": None, "heartbeat_at": None, "message": ""}
    if not Job.objects.filter(pk=job.pk, state=Job.State.FAILED).update(state=Job.State.WAITING, **fresh):
        raise WrongState(_("Only a job that failed can be tried again."))
    record(actor=actor, kind="job.retried", subject=job, summary=_("Retried: %(label)s") % {"label": label_of(job)})
    transaction.on_commit(partial(wake, job.uuid))
    return job


@verb("foundation.cancel_job")
def cancel(*, actor: User, job: Job) -> Job:
    """Ends a job that waits or runs; a worker that has it stops at its next sign of life. What it wrote stays."""
    require(actor, RUN_OPERATION)
    ended = {"finished_at": timezone.now(), "message": _("Cancelled by an administrator.")}
    if not Job.objects.filter(pk=job.pk, state__in=OPEN).update(state=Job.State.FAILED, **ended):
        raise WrongState(_("This job has ended already."))
    said = _("Cancelled: %(label)s") % {"label": label_of(job)}
    record(actor=actor, kind="job.cancelled", subject=job, summary=said, notify=[job.owner])
    return job


def wake(uuid: UUID) -> bool:
    """Tells a worker that there is work; False when the broker is down, and the sweep will find the row."""
    try:
        current_app.send_task(TASK, args=[str(uuid)], expires=60, retry=False, ignore_result=True)
    except (BrokerDown, OSError):
        log.warning("broker down, the job waits for the sweep", extra={"job": str(uuid)})
        return False
    return True


def take_up(now: datetime) -> int:
    """Wakes workers for jobs that wait unheard or have lost their worker; gives up those without tries left.

    Returns how many messages went out.
    """
    for uuid in Job.objects.filter(_abandoned(now), tries__gte=TRIES).values_list("uuid", flat=True):
        _give_up(uuid, now)
    unheard = models.Q(state=Job.State.WAITING, created_at__lt=now - UNHEARD)
    due = Job.objects.filter(unheard | _abandoned(now), tries__lt=TRIES).order_by("created_at")
    return sum(wake(uuid) for uuid in due.values_list("uuid", flat=True)[:WAKES_PER_SWEEP])


def run(uuid: UUID | str) -> bool:
    """Runs a job if it is to be run and nobody else runs it; returns whether this call did.

    Never raises for what the job's function refuses or fails at: the row and its owner are told.
    """
    claimed = _claim(uuid, timezone.now())
    if claimed is None:
        return False
    try:
        result = _carry_out(claimed) or Result()
    except TakenOver:
        log.warning("job was taken over by another worker", extra={"job": str(uuid), "tries": claimed.tries})
    except (PermissionDenied, ValidationError, Conflict) as refusal:
        _finish(claimed, Job.State.FAILED, Result(sentence_of(refusal)))
    except ObjectDoesNotExist:
        _finish(claimed, Job.State.FAILED, Result(_("Something this was about no longer exists.")))
    except Exception:  # whatever else went wrong may go right on the next try; the sweep starts it
        log.exception("job failed", extra={"job": str(uuid), "kind": claimed.kind, "tries": claimed.tries})
        _try_again(claimed)
    else:
        _finish(claimed, Job.State.DONE, result)
    return True


def progress(running: Job, done: int, total: int | None = None) -> None:
    """Shows how far the job is and that it is alive; writes at most once a second, and always at the end.

    Call it between transactions. Raises TakenOver when the job has been given to another worker.
    """
    now = time.monotonic()
    if done != total and now - running.__dict__.get("_heard_at", float("-inf")) < BETWEEN_HEARTBEATS:
        return
    running.__dict__["_heard_at"] = now
    running.done_count, running.total_count = done, total
    if not _mine(running).update(done_count=done, total_count=total, heartbeat_at=timezone.now()):
        raise TakenOver


def sentence_of(refusal: Exception) -> str:
    """A refusal as one text for the owner of the job."""
    words = " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)
    return words or _("You are not allowed to do this.")


def _abandoned(now: datetime) -> models.Q:
    return models.Q(state=Job.State.RUNNING, heartbeat_at__lt=now - SILENCE)


def _mine(running: Job) -> models.QuerySet[Job]:
    """The row as long as this try is the one that runs."""
    return Job.objects.filter(pk=running.pk, state=Job.State.RUNNING, tries=running.tries)


def _claim(uuid: UUID | str, now: datetime) -> Job | None:
    """One conditional update: of several workers one gets the row, the others None."""
    open_to_me = models.Q(state=Job.State.WAITING) | _abandoned(now)
    seen = Job.objects.filter(open_to_me, uuid=uuid, tries__lt=TRIES).values_list("tries", flat=True).first()
    if seen is None:
        return None
    claimed = Job.objects.filter(open_to_me, uuid=uuid, tries=seen).update(
        state=Job.State.RUNNING,
        tries=seen + 1,
        heartbeat_at=now,
        started_at=Coalesce(F("started_at"), now, output_field=models.DateTimeField()),
        message="",
    )
    return Job.objects.select_related("owner").get(uuid=uuid) if claimed else None


def _carry_out(claimed: Job) -> Result | None:
    """Runs the function as the owner, with the rights the owner has now."""
    kind = _kinds.get(claimed.kind)
    if kind is None:
        raise Conflict("job", _("This installation no longer knows this kind of work."))
    actor = claimed.owner
    if not actor.is_active:
        raise PermissionDenied(_("The account that asked for this is closed."))
    if kind.permission is not None:
        require(actor, kind.permission)
    return kind.function(claimed, actor=actor, **unpack(claimed.parameters))


@transaction.atomic
def _finish(running: Job, state: str, result: Result) -> None:
    """Ends the job and tells its owner, unless another worker has taken it over meanwhile."""
    told = {"message": str(result.message), "result_name": result.name}
    file = {"result_sha256": result.sha256, "result_size": result.size}
    if not _mine(running).update(state=state, finished_at=timezone.now(), **told, **file):
        log.warning("job was taken over before it ended", extra={"job": str(running.uuid), "tries": running.tries})
        return
    running.refresh_from_db()
    _tell_owner(running)


def _tell_owner(ended: Job) -> None:
    words = _("Finished: %(label)s") if ended.state == Job.State.DONE else _("Did not work: %(label)s")
    said = words % {"label": label_of(ended)}
    record(
        actor=robot(),
        kind=f"job.{ended.state}",
        subject=ended,
        summary=f"{said}. {ended.message}".strip() if ended.message else said,
        details={"kind": ended.kind, "tries": ended.tries, "done": ended.done_count, "file": ended.result_sha256},
        notify=[ended.owner],
    )


def _try_again(running: Job) -> None:
    """Puts the job back for the sweep, or ends it when its tries are used up."""
    if running.tries < TRIES:
        _mine(running).update(state=Job.State.WAITING, heartbeat_at=None)
    else:
        _finish(running, Job.State.FAILED, Result(given_up()))


@transaction.atomic
def _give_up(uuid: UUID, now: datetime) -> None:
    """Ends a job whose last worker has died too."""
    ended = Job.objects.filter(_abandoned(now), uuid=uuid, tries__gte=TRIES).update(
        state=Job.State.FAILED, finished_at=now, message=given_up()
    )
    if ended:
        _tell_owner(Job.objects.select_related("owner").get(uuid=uuid))


def given_up() -> str:
    words = _("This was tried %(tries)s times and broke off each time. Your administrator finds why in the log.")
    return words % {"tries": TRIES}
