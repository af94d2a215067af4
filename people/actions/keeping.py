"""Files of courses and proofs: what is said of each, and what the scanner says."""

from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation import files
from foundation.access import require
from foundation.directory.models import User
from foundation.models import StoredFile
from foundation.trail import record
from foundation.verbs import verb
from people.models import PageFile, ProofFile
from people.permissions import KEEP_CONTENT

Scanned = PageFile | ProofFile


def facts_of(kept: files.FileFacts) -> dict[str, Any]:
    """The fields of a stored file; without a scanner nothing is waited for."""
    scan = StoredFile.Scan.NOT_SCANNED if settings.CLAMD_URL is None else StoredFile.Scan.PENDING
    told = ("name", "size", "declared_type", "detected_type", "sha256", "active_content")
    return {name: getattr(kept, name) for name in told} | {"scan": scan}


@verb("people.scan_file")
def scan_file(*, actor: User, file: Scanned, result: files.ScanResult) -> Scanned:
    """Notes what the scanner said; what it did not pass is never shown."""
    require(actor, KEEP_CONTENT, file)
    locked: Scanned = type(file)._default_manager.select_for_update().get(pk=file.pk)
    if locked.scan != StoredFile.Scan.PENDING:
        return locked
    locked.scan, locked.scanned_at = result.scan, timezone.now()
    locked.save(update_fields=["scan", "scanned_at", "updated_at"])
    subject = locked.course if isinstance(locked, PageFile) else locked.proof
    told = {"name": locked.name, "said": locked.get_scan_display()}
    summary = _("Scanner on %(name)s: %(said)s") % told
    record(actor=actor, kind="file.scanned", subject=subject, summary=summary, details={"scan": locked.scan})
    return locked
