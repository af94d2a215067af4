"""Works out until when evidence has to be kept, and says when its time is over. Source: T-60."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Count, Max, Q, QuerySet
from django.utils.translation import gettext as _

from assurance.models import Evidence, EvidenceLink
from assurance.permissions import RELEASE_EVIDENCE
from assurance.policies import RETENTION
from assurance.querysets import Proven, proven
from foundation import policy
from foundation.access import require
from foundation.dates import add_months
from foundation.directory.models import User
from foundation.trail import record
from foundation.verbs import verb

BATCH = 500
MONTHS_A_YEAR = 12
Periods = dict[str, int]


def periods(on: date) -> Periods:
    """The years of each retention class by the policy in force on a day."""
    return policy.current(RETENTION, on).value


def add_years(day: date, years: int) -> date:
    return add_months(day, years * MONTHS_A_YEAR)


def settle(evidence: Evidence, *, on: date) -> date | None:
    """Works out `disposal_due` anew after a link came or went, or before a disposal; returns it."""
    renew_dues(Evidence.objects.filter(pk=evidence.pk), on=on)
    evidence.refresh_from_db(fields=["disposal_due", "proposed_on"])
    return evidence.disposal_due


@transaction.atomic
def renew_dues(rows: QuerySet[Evidence], *, on: date) -> int:
    """The latest day over all links, none while one has no end; for what proves nothing, by its class and last version.

    A proposal whose day moved on is taken back. Returns how many changed; constant memory.
    """
    changed, years = 0, periods(on)
    wide = rows.order_by("pk").annotate(
        last_upload=Max("versions__created_at"),
        link_count=Count("versions__links", distinct=True),
        open_count=Count("versions__links", filter=Q(versions__links__keep_until=None), distinct=True),
        last_day=Max("versions__links__keep_until"),
    )
    for batch in _batches(wide.iterator(chunk_size=BATCH)):
        moved = [row for row in batch if _moved(row, _due(row, years), on)]
        Evidence.objects.bulk_update(moved, ["disposal_due", "proposed_on"])
        changed += len(moved)
    return changed


def _due(row: Evidence, years: Periods) -> date | None:
    facts = vars(row)
    if facts["open_count"] or facts["last_upload"] is None:
        return None
    if facts["link_count"]:
        return facts["last_day"]
    return add_years(facts["last_upload"].date(), years[row.retention])


def _moved(row: Evidence, due: date | None, on: date) -> bool:
    """Puts the day on the row; whether anything changed."""
    is_over = due is not None and due < on
    proposed = row.proposed_on if is_over else None
    if (row.disposal_due, row.proposed_on) == (due, proposed):
        return False
    row.disposal_due, row.proposed_on = due, proposed
    return True


@transaction.atomic
def renew_ends(*, on: date, zone: str) -> int:
    """Gives links an end when what they are about has ended, and takes it away when that is open again."""
    return sum(_renew_kind(kind, on=on, zone=zone) for kind in proven() if kind.ended is not None)


def _renew_kind(kind: Proven, *, on: date, zone: str) -> int:
    about = ContentType.objects.get_for_model(kind.model())
    links = EvidenceLink.objects.filter(subject_type=about, version__evidence__unit__zone=zone).order_by("pk")
    changed, years = 0, periods(on)[kind.retention]
    for batch in _batches(links.iterator(chunk_size=BATCH)):
        ends = kind.ended(link.subject_uuid for link in batch) if kind.ended else {}
        own = kind.years(ends) if kind.years and ends else {}
        moved = []
        for link in batch:
            end = ends.get(link.subject_uuid)
            until = None if end is None else add_years(end, max(years, own.get(link.subject_uuid, 0)))
            if until != link.keep_until:
                link.keep_until = until
                moved.append(link)
        EvidenceLink.objects.bulk_update(moved, ["keep_until"])
        changed += len(moved)
    return changed


def _batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    batch: list[Any] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def to_propose(*, on: date, zone: str) -> QuerySet[Evidence]:
    """What has been kept long enough, is not held, is not disposed of and has not been proposed yet."""
    return Evidence.objects.to_dispose(on).filter(unit__zone=zone, proposed_on=None)


@verb("assurance.propose_disposal")
def propose_disposal(*, actor: User, evidence: Evidence, on: date) -> Evidence:
    """Puts evidence on the list of what may be disposed of; two persons decide about it."""
    require(actor, RELEASE_EVIDENCE, evidence)
    if Evidence.objects.filter(pk=evidence.pk, proposed_on=None).update(proposed_on=on):
        evidence.proposed_on = on
        summary = _("Has been kept long enough; its disposal is proposed")
        record(actor=actor, kind="evidence.disposal_proposed", subject=evidence, summary=summary)
    return evidence
