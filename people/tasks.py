"""The clock's door: training and signing follow people."""

from collections.abc import Callable
from datetime import date
from typing import Any

from celery import shared_task
from django.db.models import QuerySet

from assurance.models import DocumentVersion
from foundation import files
from foundation.access import robot
from foundation.directory.models import Person
from foundation.steps import standing
from foundation.sweeps import each, rule
from people.actions import (
    ask_anew,
    ask_people,
    ask_signers,
    begin_campaign,
    end_waivers,
    move_dues,
    move_signing_days,
    open_campaign,
    release_assignments,
    release_signers,
    remind_signer,
    renew_assignments,
    scan_file,
    supersede_campaign,
)
from people.clocks import asked_anew_from
from people.models import Assignment, Attestation, Campaign, Course, PageFile, ProofFile
from people.querysets import (
    away_when_due,
    not_asked_any_more,
    not_asked_yet,
    not_caught_any_more,
    not_caught_yet,
    to_renew,
    waived_too_long,
)
from people.workflows import ATTESTATION, CAMPAIGN

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
            done[name] += _in_batches(found(course, on=on, zone=zone), _assignments(act, on), f"training {name}")
        done["asked"] += _in_batches(not_asked_yet(course, on=on, zone=zone), _people(course, on), "training asked")
    return done


def _in_batches(rows: QuerySet, act: Callable[[list[int]], int], what: str) -> int:
    """Acts on the rows in the order of their keys, each batch in a transaction of its own; how many changed."""
    counts, last = list[int](), 0
    while keys := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        last = keys[-1]
        each([keys], lambda batch: counts.append(act(batch)), what)
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


# Signing: campaigns follow the versions of documents, and what is asked follows people.


@rule("people.signing", replays=True)
def sweep_signing(*, on: date, zone: str) -> dict[str, Any]:
    """Ends campaigns whose text counts no more, begins those of new texts, and asks the people of a zone.

    Set by set, in batches, as training does. Source: M-18, T-32.
    """
    here = Campaign.objects.filter(unit__zone=zone)
    unsigned = DocumentVersion.objects.effective().filter(document__requires_attestation=True, campaigns=None)
    done = {
        "ended": each(_ids(here.outdated()), lambda pk: _campaign(pk, supersede_campaign, on), "campaigns end"),
        "begun": each(_ids(unsigned.filter(document__unit__zone=zone)), lambda pk: _begin(pk, on), "campaigns begin"),
        "opened": each(_ids(here.to_open(on)), lambda pk: _open(pk, on), "campaigns open"),
    }
    asked = [_follow_signers(pk, on=on, zone=zone) for pk in _ids(Campaign.objects.open())]
    told = {name: sum(one[name] for one in asked) for name in ("released", "asked", "asked_anew", "days_moved")}
    return {name: len(rows) for name, rows in done.items()} | told


def _follow_signers(pk: int, *, on: date, zone: str) -> dict[str, int]:
    """What the people of a zone are asked in one campaign: in this order, so that who has left is not asked anew."""
    campaign = Campaign.objects.for_page().get(pk=pk)
    rows = campaign.attestations.filter(person__unit__zone=zone)
    found: dict[str, tuple[QuerySet, Callable[..., int]]] = {
        "released": (not_caught_any_more(campaign, on=on, zone=zone), release_signers),
        "asked_anew": (rows.to_ask_anew(asked_anew_from(on)), ask_anew),
        "days_moved": (rows.back_from_leave(on), move_signing_days),
    }
    done = {name: _in_batches(rows, _signers(act, on), f"signing {name}") for name, (rows, act) in found.items()}
    people = not_caught_yet(campaign, on=on, zone=zone)
    return done | {"asked": _in_batches(people, _new_signers(campaign, on), "signing asked")}


def _signers(act: Callable[..., int], on: date) -> Callable[[list[int]], int]:
    def take(keys: list[int]) -> int:
        rows = Attestation.objects.filter(pk__in=keys).select_for_update(of=("self",)).order_by("pk")
        near = rows.select_related("campaign", "version__document", "person__unit__calendar")
        return act(actor=robot(), attestations=list(near), on=on)

    return take


def _new_signers(campaign: Campaign, on: date) -> Callable[[list[int]], int]:
    def take(keys: list[int]) -> int:
        people = Person.objects.filter(pk__in=keys).select_related("unit__calendar").order_by("pk")
        return ask_signers(actor=robot(), campaign=campaign, people=list(people), on=on)

    return take


def _campaign(pk: int, act: Callable[..., Campaign], on: date) -> Campaign:
    return act(actor=robot(), campaign=Campaign.objects.for_page().get(pk=pk), on=on)


def _begin(pk: int, on: date) -> Campaign:
    return begin_campaign(actor=robot(), version=DocumentVersion.objects.for_list().get(pk=pk), on=on)


def _open(pk: int, on: date) -> bool:
    campaign = Campaign.objects.for_page().get(pk=pk)
    if standing(campaign, CAMPAIGN.step("open"), actor=robot(), on=on) is not None:
        return False
    return bool(open_campaign(actor=robot(), campaign=campaign, on=on))


@rule("people.signing_reminders", replays=False)
def sweep_signing_reminders(*, on: date, zone: str) -> dict[str, Any]:
    """Reminds a week before the day to sign, and a week after it. Source: M-18."""
    rows = Attestation.objects.to_remind(on).filter(person__unit__zone=zone)
    return {"reminded": len(each(_ids(rows), lambda pk: _remind(pk, on), "reminders to sign"))}


def _remind(pk: int, on: date) -> bool:
    row = Attestation.objects.for_page().get(pk=pk)
    if standing(row, ATTESTATION.step("remind"), actor=robot(), on=on) is not None:
        return False
    return bool(remind_signer(actor=robot(), attestation=row, on=on))


def _ids(rows: Any) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True))
