"""The clock's door: training and signing follow people."""

from collections.abc import Callable
from datetime import date
from typing import Any

from celery import shared_task
from django.db.models import QuerySet

from foundation import files
from foundation.access import robot
from foundation.directory.models import Person
from foundation.sweeps import each, rule
from people.actions import ask_people, end_waivers, move_dues, release_assignments, renew_assignments, scan_file
from people.models import Assignment, Course, PageFile, ProofFile
from people.querysets import away_when_due, not_asked_any_more, not_asked_yet, to_renew, waived_too_long

# Training: courses follow whoever joins, moves, is away, and leaves.

BATCH = 500
FOUND = (  # in this order: what is not asked any more is not renewed, and what is released can be asked anew
    ("released", not_asked_any_more, release_assignments),
    ("asked_again", waived_too_long, end_waivers),
    ("renewed", to_renew, renew_assignments),
    ("dues_moved", away_when_due, move_dues),
)


@rule("people.training", replays=True)
def sweep_training(*, on: date, zone: str) -> dict[str, Any]:
    """Asks the people of a zone for what courses catch them for, renews what runs out, and asks no more of who left.

    Set by set, in batches: a night costs the same few queries for one person as for five hundred. Source: M-19, T-31.
    """
    done = dict.fromkeys((*(name for name, _found, _act in FOUND), "asked"), 0)
    for course in Course.objects.all().with_audience():
        for name, found, act in FOUND:
            done[name] += _in_batches(found(course, on=on, zone=zone), _assignments(act, on), name)
        done["asked"] += _in_batches(not_asked_yet(course, on=on, zone=zone), _people(course, on), "asked")
    return done


def _in_batches(rows: QuerySet, act: Callable[[list[int]], int], what: str) -> int:
    """Acts on the rows in the order of their keys, each batch in a transaction of its own; how many changed."""
    counts, last = list[int](), 0
    while keys := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        last = keys[-1]
        each([keys], lambda batch: counts.append(act(batch)), f"training {what}")
    return sum(counts)


def _assignments(act: Callable[..., int], on: date) -> Callable[[list[int]], int]:
    def take(keys: list[int]) -> int:
        rows = Assignment.objects.filter(pk__in=keys).select_for_update(of=("self",)).order_by("pk")
        people = rows.select_related("course", "completion", "person__unit__calendar")
        return act(actor=robot(), assignments=list(people), on=on)

    return take


def _people(course: Course, on: date) -> Callable[[list[int]], int]:
    def take(keys: list[int]) -> int:
        people = Person.objects.filter(pk__in=keys).select_related("unit__calendar").order_by("pk")
        return ask_people(actor=robot(), course=course, people=list(people), on=on)

    return take


# Files of courses and proofs.


@shared_task
def scan_pending() -> int:
    """Scans what waits, one file per transaction; returns how many were judged. Without an answer a file waits on."""
    return sum(_scan_all(model) for model in (PageFile, ProofFile))


def _scan_all(model: type[PageFile] | type[ProofFile]) -> int:
    waiting = model.objects.filter(scan=model.Scan.PENDING).order_by("pk").values_list("pk", flat=True)[:100]
    return len(each(list(waiting), lambda pk: _scan(model, pk), "people.scan_pending"))


def _scan(model: type[PageFile] | type[ProofFile], pk: int) -> bool:
    file = model.objects.get(pk=pk)
    try:
        result = files.scan(file.sha256)
    except files.ScannerUnavailable:
        return False
    scan_file(actor=robot(), file=file, result=result)
    return True
