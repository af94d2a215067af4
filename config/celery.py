"""The clock: which sweep runs how often. A sweep finds its work in the database, so a missed beat loses nothing."""

import os
from typing import Any

import structlog
from billiard import current_process
from celery import Celery
from celery.signals import beat_embedded_init, setup_logging, worker_init, worker_ready
from django.dispatch import receiver
from django_structlog.celery.signals import bind_extra_task_metadata
from django_structlog.celery.steps import DjangoStructLogInitStep

from foundation.processes.kinship import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("attest")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.steps["worker"].add(DjangoStructLogInitStep)

app.conf.beat_scheduler = "celery.beat:Scheduler"  # keeps nothing: see make_up_for_the_outage

MINUTE = 60.0  # seconds
NICE = 10  # of 19: a tenth of what a page gets

app.conf.beat_schedule = {
    "send notifications": {"task": "foundation.tasks.send_notifications", "schedule": MINUTE},
    "take up jobs": {"task": "foundation.tasks.take_up_jobs", "schedule": MINUTE},
    "send webhooks": {"task": "foundation.tasks.send_webhooks", "schedule": MINUTE},
    "tidy webhooks": {"task": "foundation.tasks.tidy_webhooks", "schedule": 24 * 60 * MINUTE},
    "reconcile search": {"task": "foundation.tasks.reconcile_search", "schedule": 24 * 60 * MINUTE},
    "pulse": {"task": "foundation.tasks.pulse", "schedule": MINUTE},
    "seal events": {"task": "foundation.tasks.seal_events", "schedule": 5.0},
    "seal stragglers": {"task": "foundation.tasks.seal_stragglers", "schedule": 5 * MINUTE},
    "ask witnesses": {"task": "foundation.tasks.ask_witnesses", "schedule": 5.0},
    "tell of ledger": {"task": "foundation.tasks.tell_of_ledger", "schedule": MINUTE},
    "keep boards": {"task": "foundation.tasks.keep_boards", "schedule": 5 * MINUTE},
    "sweep": {"task": "foundation.tasks.sweep", "schedule": 15 * MINUTE},
    "scan files": {"task": "assurance.tasks.scan_pending", "schedule": MINUTE},
    "scan files of cases": {"task": "people.cases.tasks.scan_pending", "schedule": MINUTE},
    "tidy incoming": {"task": "foundation.tasks.tidy_incoming", "schedule": 60 * MINUTE},
    "tidy sign-in": {"task": "foundation.tasks.tidy_sign_in", "schedule": 60 * MINUTE},
    "tidy answers": {"task": "foundation.tasks.tidy_answers", "schedule": 60 * MINUTE},
    "tidy pages": {"task": "foundation.tasks.tidy_pages", "schedule": 60 * MINUTE},
    "tidy store": {"task": "foundation.tasks.tidy_store", "schedule": 24 * 60 * MINUTE},
    "scan files of people": {"task": "people.tasks.scan_pending", "schedule": MINUTE},
}
for entry in app.conf.beat_schedule.values():
    entry["options"] = {"expires": entry["schedule"]}  # beats that nobody took do not pile up


@worker_init.connect
def let_pages_come_first(**_signal: Any) -> None:
    """Where work in the background shares the processor with pages, it takes what they leave, and a little in any case."""
    os.nice(NICE)


@setup_logging.connect
def keep_our_logging(**_signal: Any) -> None:
    """Stops Celery from setting up logging of its own: Django's LOGGING stands."""


@receiver(bind_extra_task_metadata)
def name_the_task_in_logs(task: Any, **_signal: Any) -> None:
    """Every line that a task logs, its last one included, says which task it was."""
    structlog.contextvars.bind_contextvars(task=task.name)


@worker_ready.connect
def make_up_for_the_outage(sender: Any, **_signal: Any) -> None:
    """Asks for every sweep once when a worker starts, so that what was missed does not wait for the next beat."""
    for entry in app.conf.beat_schedule.values():
        sender.app.send_task(entry["task"], **entry["options"])


@beat_embedded_init.connect
def beat_dies_with_its_worker(**_signal: Any) -> None:
    """Beat runs as a child of the worker; without this it would outlive a worker that is killed."""
    die_with_parent(parent=current_process()._parent_pid)
