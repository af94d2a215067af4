"""The proofs of a room: of what its reader did in it, and of the acceptance of the evidence it shows."""

from django.urls import reverse

from assurance.models import EvidenceVersion
from certifications.rooms import Room, looks_at
from certifications.seals import ACCEPTED
from foundation.ledger.proving import EntryRecord, entry_at
from foundation.models.trail import Event


def entry_in(room: Room, index: int) -> EntryRecord | None:
    """The entry, if the room shows a seal of it. What is said in it is told only of one's own; who accepted is not."""
    leaf = entry_at(index)
    if leaf is None or leaf.event is None:
        return None
    if leaf.event.kind != ACCEPTED:  # which nobody outside does
        return EntryRecord(leaf) if looks_at(room.grant).filter(pk=leaf.event.pk).exists() else None
    version = _version_of(room, leaf.event)
    if version is None:
        return None
    address = reverse("certifications:room_evidence", args=[room.uuid, version.evidence.uuid])
    about = (f"{version.evidence.ref} v{version.number}, {version.evidence.title}", address)
    return EntryRecord(leaf, about=about, tells=False)


def _version_of(room: Room, event: Event) -> EvidenceVersion | None:
    """The version whose acceptance it is, if that is open in the room."""
    return room.versions.filter(uuid=event.subject_uuid).select_related("evidence").first()
