"""Which events of a record go along, opened or closed: what the room shows of it, and nothing besides.

Opened are the steps that say since when something stands and who judged it by account, not by name. Closed ones prove that
something was done, and when; what was said stays with the house. Everything else about a record stays away: how others
looked at it, whom it was shown to, holds, drafts and versions that the room does not show.
"""

from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from assurance.models import Evidence, EvidenceVersion
from certifications.models import Grant
from certifications.rooms import Room
from foundation.ledger.sources import source_of
from foundation.models.trail import Event
from foundation.trail import said_by

ABOUT_PIECES = ("evidence.uploaded", "evidence.damaged", "evidence.repaired")
ABOUT_VERSIONS = ("evidence.release", "evidence.accept", "evidence.revoke", "evidence.supersede")
OWN_LOOKS = ("evidence.viewed", "evidence.downloaded")
ABOUT_FINDINGS = ("finding.issue", "finding.note", "finding.publish")
RESULTS = ("finding.correct", "finding.verify", "finding.accept", "finding.decline", "finding.settle")
ABOUT_AUDITS = ("audit.issue",)
ABOUT_STATEMENTS = ("soa.approve",)
CLOSED = ("evidence.repaired", "evidence.revoke", *RESULTS)


def of_piece(room: Room, piece: Evidence, versions: Sequence[EvidenceVersion]) -> list[Event]:
    """What happened to the versions that the room shows, and how its grantee looked at them, the oldest first."""
    shown = [str(version.uuid) for version in versions]
    pieces = _about(Event.objects.about(piece).filter(content__details__version__in=shown))
    steps = Event.objects.about_any(EvidenceVersion, [version.uuid for version in versions])
    own = Q(kind__in=OWN_LOOKS, grant_uuid=room.uuid, content__actor=room.user)
    found = [
        *pieces.filter(Q(kind__in=ABOUT_PIECES, grant_uuid=None) | own),
        *_about(steps.filter(kind__in=ABOUT_VERSIONS)),
    ]
    return sorted(found, key=lambda event: (event.at, event.pk))


def of_finding(room: Room, finding: Any) -> list[Event]:
    """That it was issued; to who is told what came of it, that this was done."""
    tells = room.grant.kind != Grant.Kind.INSPECTOR
    return _told(finding, (*ABOUT_FINDINGS, *(RESULTS if tells else ())))


def of_audit(audit: Any) -> list[Event]:
    return _told(audit, ABOUT_AUDITS)


def of_statement(soa: Any) -> list[Event]:
    return _told(soa, ABOUT_STATEMENTS)


def _told(row: Any, kinds: Collection[str]) -> list[Event]:
    return list(_about(Event.objects.about(row).filter(kind__in=kinds, grant_uuid=None)).order_by("at", "pk"))


def _about(events: QuerySet[Event]) -> QuerySet[Event]:
    return events.select_related("content__actor", "subject_type").order_by("at", "pk")


def row_of(event: Event, *, shown: Collection[str] = ()) -> dict[str, Any]:
    """An event as it lies in the pack: its entry as it was sealed, and what it says with the salt, where it is opened.

    What names other evidence with the same bytes is opened only where all of that is among `shown`, by reference.
    """
    source = source_of(event)
    entry = source.waits(event.pk, event.at, event.kind, event.digest).entry.decode()
    row: dict[str, Any] = {"content": None, "entry": entry, "proof": proof_path(event), "salt": None}
    content = getattr(event, "content", None)
    if content is not None and _is_open(event, content.details, shown):
        row |= {"content": said_by(event, content).decode(), "salt": bytes(content.salt).hex()}
    return row


def _is_open(event: Event, details: dict[str, Any], shown: Collection[str]) -> bool:
    return event.kind not in CLOSED and set(details.get("same_as", ())) <= set(shown)


def proof_path(event: Event) -> str:
    return f"proofs/{event.pk}.tlog-proof"
