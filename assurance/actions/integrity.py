"""Whether the stored bytes are still those that were uploaded: a damaged file is marked, kept back, and counts for nothing."""

from django.core.exceptions import ValidationError
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from assurance.actions.proof import renew_for
from assurance.models import EvidenceFile
from assurance.permissions import CLEAR_EVIDENCE, RELEASE_EVIDENCE
from foundation import files
from foundation.access import Role, require
from foundation.clock import today
from foundation.directory.models import User
from foundation.refusals import Refused, WrongState
from foundation.trail import record
from foundation.verbs import verb

NIGHTS = 30


def stored_files(zone: str = "") -> QuerySet[EvidenceFile]:
    """What is in the store, the longest unchecked first; of the units of a zone, or all."""
    rows = EvidenceFile.objects.filter(disposed_at=None)
    rows = rows.filter(version__evidence__unit__zone=zone) if zone else rows
    return rows.order_by(F("checked_at").asc(nulls_first=True), "pk")


def tonight(zone: str) -> list[int]:
    """The ids of a thirtieth of a zone's files, rounded up: after thirty nights each was read once."""
    rows = stored_files(zone)
    share = -(-rows.count() // NIGHTS)
    return list(rows.values_list("pk", flat=True)[:share])


@verb("assurance.check_file")
def check_file(*, actor: User, file: EvidenceFile, intact: bool) -> EvidenceFile:
    """Notes what re-hashing a stored file said; `intact` comes from files.rehash(). Officers are told of damage, once."""
    require(actor, RELEASE_EVIDENCE, file.version)
    locked = EvidenceFile.objects.select_for_update().get(pk=file.pk)
    if locked.disposed_at is not None:
        return locked
    now = timezone.now()
    is_news = not intact and locked.suspect_since is None
    locked.checked_at = now
    locked.suspect_since = now if is_news else locked.suspect_since
    locked.save(update_fields=["checked_at", "suspect_since", "updated_at"])
    if is_news:
        _raise_alarm(actor, locked)
        renew_for(locked.version)
    return locked


def _raise_alarm(actor: User, file: EvidenceFile) -> None:
    evidence = file.version.evidence
    on = today(evidence.unit)
    officers = [user for role in (Role.CO, Role.ADM) for user in User.objects.holding(role, evidence.unit, on)]
    record(
        actor=actor,
        kind="evidence.damaged",
        subject=evidence,
        summary=_("The stored file %(name)s is no longer what was uploaded; it is kept back") % {"name": file.name},
        details={"file": file, "version": file.version, "sha256": file.sha256},
        notify=[*officers, file.version.uploaded_by],
    )


@verb("assurance.clear_damage")
def clear_damage(*, actor: User, file: EvidenceFile, reason: str) -> EvidenceFile:
    """Trusts a repaired file again: its bytes are read once more and have to have the hash of the upload.

    Raises WrongState when it is not suspect, Refused while the bytes are still others, ValidationError without a reason.
    """
    require(actor, CLEAR_EVIDENCE, file.version)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why: this step needs a reason.")})
    intact = files.rehash(file.sha256)
    locked = EvidenceFile.objects.select_for_update().get(pk=file.pk)
    if locked.suspect_since is None:
        raise WrongState(_("This file is not suspect."))
    if not intact:
        raise Refused("hash", _("The stored bytes are still not those that were uploaded. Restore them from a backup."))
    locked.suspect_since, locked.checked_at = None, timezone.now()
    locked.save(update_fields=["checked_at", "suspect_since", "updated_at"])
    record(
        actor=actor,
        kind="evidence.repaired",
        subject=locked.version.evidence,
        summary=_("%(name)s is sound again: %(reason)s") % {"name": locked.name, "reason": reason.strip()},
        details={"file": locked, "version": locked.version, "reason": reason.strip()},
        notify=[locked.version.uploaded_by],
    )
    renew_for(locked.version)
    return locked
