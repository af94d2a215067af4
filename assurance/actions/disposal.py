"""Disposal of evidence: its bytes go for good, the record, the hashes and the custody stay."""

from collections.abc import Iterable
from datetime import date
from functools import partial

from django.db import transaction
from django.utils import timezone

from assurance.actions.proof import renew_for
from assurance.actions.retention import settle
from assurance.models import Evidence, EvidenceFile, EvidenceVersion
from assurance.workflows import EVIDENCE
from foundation import files, viewer
from foundation.directory.models import User
from foundation.verbs import verb


@verb("assurance.dispose_of_evidence")
def dispose_of_evidence(*, actor: User, evidence: EvidenceVersion, on: date, reason: str) -> EvidenceVersion:
    """Disposes of a piece of evidence with all its versions, after a second person agreed. Source: S-15, T-60.

    Refused while it is held, by whomever, before its day, and while it proves something that is open.
    """
    piece = Evidence.objects.select_for_update().get(pk=evidence.evidence_id)
    settle(piece, on=on)
    stored = EvidenceFile.objects.filter(version__evidence=piece, disposed_at=None)
    hashes = list(stored.values_list("sha256", flat=True).distinct())
    details = {"sha256": hashes}
    EVIDENCE.move(evidence, "dispose", actor=actor, on=on, reason=reason, details=details)
    for version in piece.versions.exclude(state=EvidenceVersion.State.DISPOSED):
        EVIDENCE.move(version, "dispose", actor=actor, on=on, reason=reason)
    stored.update(disposed_at=timezone.now())
    for version in piece.versions.all():
        renew_for(version)
    transaction.on_commit(partial(remove_bytes, hashes), robust=True)
    return evidence


def remove_bytes(hashes: Iterable[str]) -> None:
    """Takes from the store what no row needs any more; what fails here is collected by the sweep of the store.

    The disposed rows are locked meanwhile: an upload of the same bytes waits, and then sees that they are gone.
    """
    for sha256 in hashes:
        with transaction.atomic():
            lock_disposed([sha256])
            if not files.named_by_rows([sha256]):
                files.delete_stored(sha256)
                viewer.forget(sha256)


def lock_disposed(hashes: Iterable[str]) -> list[str]:
    """Those of the hashes that were disposed of once, locked until the end of the transaction."""
    rows = EvidenceFile.objects.select_for_update().filter(sha256__in=hashes, disposed_at__isnull=False)
    return list(rows.order_by("pk").values_list("sha256", flat=True))
