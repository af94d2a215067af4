"""Whether the stored bytes are still those that were uploaded: a damaged file is marked, kept back, and counts for nothing."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from assurance.actions.proof import renew_for
from assurance.models import EvidenceFile
from assurance.permissions import CLEAR_EVIDENCE, RELEASE_EVIDENCE
from foundation import files, viewer
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
    """Notes what re-hashing a stored file said; `intact` comes from files.rehash(). Officers are told of damage, once.

    Damaged bytes are those of every file with this hash: all become suspect, each in its own record.
    """
    require(actor, RELEASE_EVIDENCE, file.version)
    locked = EvidenceFile.objects.select_for_update().get(pk=file.pk)
    if locked.disposed_at is not None:
        return locked
    locked.checked_at = timezone.now()
    locked.save(update_fields=["checked_at", "updated_at"])
    told: set[User] = set()  # whoever is told hears it once for the bytes, however many files stand on them
    for sharing in () if intact else _sharing(file.sha256).filter(suspect_since=None):
        _suspect(sharing, at=locked.checked_at)
        told |= _raise_alarm(actor, sharing, besides=told)
    locked.refresh_from_db(fields=["suspect_since", "updated_at"])
    return locked


def suspects_among(hashes: Iterable[str]) -> set[str]:
    """Those of the hashes whose stored bytes were found to be others."""
    rows = EvidenceFile.objects.filter(sha256__in=list(hashes), suspect_since__isnull=False, disposed_at=None)
    return set(rows.values_list("sha256", flat=True))


def _sharing(sha256: str) -> QuerySet[EvidenceFile]:
    """The files that stand on the same stored bytes, locked."""
    rows = EvidenceFile.objects.filter(sha256=sha256, disposed_at=None).select_for_update(of=("self",))
    return rows.select_related("version__evidence__unit", "version__uploaded_by").order_by("pk")


def _suspect(file: EvidenceFile, *, at: datetime) -> None:
    """Keeps the file back: it counts for nothing, and pages drawn of its bytes go."""
    file.suspect_since = file.checked_at = at
    file.save(update_fields=["checked_at", "suspect_since", "updated_at"])
    renew_for(file.version)
    transaction.on_commit(partial(viewer.forget, file.sha256), robust=True)


def _raise_alarm(actor: User, file: EvidenceFile, *, besides: set[User]) -> set[User]:
    """Writes the damage into the record of the evidence and tells its officers and sender; returns whom."""
    evidence = file.version.evidence
    on = today(evidence.unit)
    officers = {user for role in (Role.CO, Role.ADM) for user in User.objects.holding(role, evidence.unit, on)}
    people = {*officers, file.version.uploaded_by} - besides
    record(
        actor=actor,
        kind="evidence.damaged",
        subject=evidence,
        summary=_("The stored file %(name)s is no longer what was uploaded; it is kept back") % {"name": file.name},
        details={"file": file, "version": file.version, "sha256": file.sha256},
        notify=people,
    )
    return people


@verb("assurance.clear_damage")
def clear_damage(*, actor: User, file: EvidenceFile, reason: str) -> EvidenceFile:
    """Trusts a repaired file again, and every other one with the same bytes: they are read once more and have to have the hash.

    Raises WrongState when it is not suspect, Refused while the bytes are still others, ValidationError without a reason.
    """
    require(actor, CLEAR_EVIDENCE, file.version)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why: this step needs a reason.")})
    intact = files.rehash(file.sha256)
    suspects = {row.pk: row for row in _sharing(file.sha256).filter(suspect_since__isnull=False)}
    if file.pk not in suspects:
        raise WrongState(_("This file is not suspect."))
    if not intact:
        raise Refused("hash", _("The stored bytes are still not those that were uploaded. Restore them from a backup."))
    viewer.forget(file.sha256)
    told: set[User] = set()
    for row in suspects.values():
        _trust(actor, row, reason.strip(), besides=told)
        told.add(row.version.uploaded_by)
    return suspects[file.pk]


def _trust(actor: User, file: EvidenceFile, reason: str, *, besides: set[User]) -> None:
    file.suspect_since, file.checked_at = None, timezone.now()
    file.save(update_fields=["checked_at", "suspect_since", "updated_at"])
    record(
        actor=actor,
        kind="evidence.repaired",
        subject=file.version.evidence,
        summary=_("%(name)s is sound again: %(reason)s") % {"name": file.name, "reason": reason},
        details={"file": file, "version": file.version, "reason": reason},
        notify={file.version.uploaded_by} - besides,
    )
    renew_for(file.version)
