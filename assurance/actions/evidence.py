"""Evidence from upload to acceptance: files are kept first, rows are written next, the scan releases or bars."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assurance.actions import proof
from assurance.actions.disposal import lock_disposed
from assurance.actions.integrity import suspects_among
from assurance.actions.retention import settle
from assurance.models import Evidence, EvidenceFile, EvidenceLink, EvidenceVersion
from assurance.permissions import RELEASE_EVIDENCE, UPLOAD_EVIDENCE
from assurance.workflows import EVIDENCE
from foundation import files, viewer
from foundation.access import require, robot
from foundation.clock import today
from foundation.directory.models import Unit, User
from foundation.numbers import next_reference
from foundation.rows import pointer
from foundation.trail import record
from foundation.verbs import verb

Kept = tuple[files.ReceivedFile | None, files.FileFacts]


def receive_files(received: Iterable[files.ReceivedFile]) -> list[Kept]:
    """Judges and keeps uploaded files before any row exists. Raises ValidationError on “files” with one sentence each.

    Outside a transaction on purpose: bytes without a row are collected later, a row without bytes never exists.
    """
    judged = judge_files(received)
    keep_files(judged)
    return judged


def judge_files(received: Iterable[files.ReceivedFile]) -> list[Kept]:
    """The first half of it: nothing is kept yet, which keep_files() does once all else is valid too."""
    judged, faults = [], []
    for upload in received:
        try:
            facts = files.accept(upload)
        except ValidationError as error:
            faults.extend(error.messages)
            continue
        judged.append((upload, facts))
    if faults:
        for upload, _facts in judged:
            upload.close()
        raise ValidationError({"files": faults})
    return [*judged]


def keep_files(judged: Iterable[Kept]) -> None:
    """Makes the bytes of judged files permanent. Those of a damaged file that come once more take the place of the damage.

    Such a file stays suspect until clear_damage() has read it.
    """
    sent = [(received, facts) for received, facts in judged if received is not None]
    suspects = suspects_among([facts.sha256 for _received, facts in sent])
    for received, facts in sent:
        if files.keep(received, facts, afresh=facts.sha256 in suspects):
            viewer.forget(facts.sha256)


@verb("assurance.upload_evidence")
def upload_evidence(
    *,
    actor: User,
    unit: Unit,
    title: str,
    as_of: date,
    kept: Sequence[Kept],
    kind: str = Evidence.Kind.RECORD,
    valid_until: date | None = None,
    **fields: Any,
) -> EvidenceVersion:
    """New evidence with its first version, quarantined until the scan. `kept` comes from receive_files().

    Raises ValidationError without files, or when `as_of` lies in the future.
    """
    require(actor, UPLOAD_EVIDENCE, None)
    evidence = Evidence(ref=next_reference("EV", today(unit).year), unit=unit, title=title, kind=kind, **fields)
    evidence.full_clean()
    evidence.save()
    return _write_version(actor=actor, evidence=evidence, number=1, as_of=as_of, valid_until=valid_until, kept=kept)


@verb("assurance.add_version")
def add_version(
    *, actor: User, evidence: Evidence, as_of: date, kept: Sequence[Kept], valid_until: date | None = None
) -> EvidenceVersion:
    """The next version, quarantined; links stay on the version they name."""
    require(actor, UPLOAD_EVIDENCE, None)
    locked = Evidence.objects.select_for_update().get(pk=evidence.pk)
    if locked.versions.filter(state=EvidenceVersion.State.DISPOSED).exists():
        raise ValidationError({"files": _("This evidence was disposed of. Add the file as new evidence.")})
    number = locked.versions.all().latest_number() + 1
    return _write_version(actor=actor, evidence=locked, number=number, as_of=as_of, valid_until=valid_until, kept=kept)


def _write_version(
    *, actor: User, evidence: Evidence, number: int, as_of: date, valid_until: date | None, kept: Sequence[Kept]
) -> EvidenceVersion:
    if not kept:
        raise ValidationError({"files": _("Attach at least one file.")})
    if as_of > today(evidence.unit):
        raise ValidationError({"as_of": _("Evidence cannot speak for a day that has not come.")})
    version = EvidenceVersion(evidence=evidence, number=number, as_of=as_of, valid_until=valid_until, uploaded_by=actor)
    version.full_clean()
    version.save()
    for upload, facts in kept:
        _write_file(version, facts, actor=actor)
        if upload is not None:
            upload.taken()
    hashes = [facts.sha256 for _upload, facts in kept]
    _insist_on_bytes(hashes)
    settle(evidence, on=today(evidence.unit))
    record(
        actor=actor,
        kind="evidence.uploaded",
        subject=evidence,
        summary=_("Version %(number)d uploaded, as of %(day)s")
        % {"number": number, "day": date_format(as_of, "j M Y")},
        details={"version": version, "sha256": hashes, "same_as": _same_bytes(version, hashes)},
    )
    if settings.CLAMD_URL is None:
        _release_unscanned(version)
    return version


def _insist_on_bytes(hashes: list[str]) -> None:
    """The same bytes may have been disposed of between the receipt of the file and its row."""
    if not all(files.exists(sha256) for sha256 in lock_disposed(hashes)):
        raise ValidationError({"files": _("The file did not arrive whole. Send it once more.")})


def _write_file(version: EvidenceVersion, facts: files.FileFacts, *, actor: User) -> None:
    row = EvidenceFile(
        version=version,
        name=facts.name,
        size=facts.size,
        declared_type=facts.declared_type,
        detected_type=facts.detected_type,
        sha256=facts.sha256,
        active_content=facts.active_content,
        uploaded_by=actor,
    )
    row.full_clean()
    row.save()


def _release_unscanned(version: EvidenceVersion) -> None:
    """Without a scanner nothing is waited for; the files say “not scanned” for ever."""
    for file in version.files.all():
        scan_file(actor=robot(), file=file, result=files.ScanResult(EvidenceFile.Scan.NOT_SCANNED))
    version.refresh_from_db(fields=["state"])


def _same_bytes(version: EvidenceVersion, hashes: list[str]) -> list[str]:
    """References of other evidence with the same bytes, for the duplicate notice."""
    twins = EvidenceFile.objects.filter(sha256__in=hashes, disposed_at=None).exclude(
        version__evidence=version.evidence_id
    )
    return sorted(set(twins.values_list("version__evidence__ref", flat=True)))


@verb("assurance.link_evidence")
def link_evidence(
    *, actor: User, version: EvidenceVersion, subject: models.Model, purpose: str, keep_until: date | None = None
) -> EvidenceLink:
    """Says that this version proves something about `subject`. The caller has checked the right on the subject."""
    if (
        not EvidenceVersion.objects.visible_to(actor).filter(pk=version.pk).exists()
        and version.uploaded_by_id != actor.pk
    ):
        raise ValidationError({"evidence": _("You cannot see this evidence.")})
    if version.state == EvidenceVersion.State.DISPOSED:
        raise ValidationError({"evidence": _("This evidence was disposed of; nothing is left that could prove it.")})
    link = EvidenceLink(version=version, purpose=purpose, keep_until=keep_until, added_by=actor, **pointer(subject))
    link.full_clean(exclude=["subject_type", "subject_uuid"])
    link.validate_constraints()  # what is excluded above would leave out that a version is linked once
    link.save()
    settle(version.evidence, on=today(version.unit))
    record(
        actor=actor,
        kind="evidence.linked",
        subject=subject,
        summary=_("Evidence attached: %(version)s") % {"version": version},
        details={"version": version, "purpose": purpose},
    )
    proof.renew_about(subject)
    return link


@verb("assurance.scan_file")
def scan_file(*, actor: User, file: EvidenceFile, result: files.ScanResult) -> EvidenceFile:
    """Notes what the scanner said. When every file of the version is known the version is released or barred."""
    require(actor, RELEASE_EVIDENCE, file.version)
    locked = EvidenceFile.objects.select_for_update().get(pk=file.pk)
    if locked.scan != EvidenceFile.Scan.PENDING:
        return locked
    locked.scan, locked.scanned_at = result.scan, timezone.now()
    locked.save(update_fields=["scan", "scanned_at", "updated_at"])
    version = EvidenceVersion.objects.select_for_update().get(pk=locked.version_id)
    states = set(version.files.values_list("scan", flat=True))
    on = today(version.unit)
    if states & {EvidenceFile.Scan.INFECTED, EvidenceFile.Scan.UNSCANNABLE}:
        if version.state == EvidenceVersion.State.QUARANTINED:
            why = _("The scanner did not pass %(name)s.") % {"name": locked.name}
            EVIDENCE.move(version, "bar", actor=actor, on=on, reason=why, notify=[version.uploaded_by])
    elif EvidenceFile.Scan.PENDING not in states and version.state == EvidenceVersion.State.QUARANTINED:
        EVIDENCE.move(version, "release", actor=actor, on=on)
    return locked


@verb("assurance.accept_evidence")
def accept_evidence(*, actor: User, evidence: EvidenceVersion, on: date) -> EvidenceVersion:
    """Accepts a version; the one accepted before is superseded, and links stay on the version they name."""
    before = EvidenceVersion.objects.filter(evidence=evidence.evidence_id, state=EvidenceVersion.State.ACCEPTED)
    EVIDENCE.move(evidence, "accept", actor=actor, on=on, notify=[evidence.uploaded_by])
    if evidence.first_accepted_at is None:
        evidence.first_accepted_at = timezone.now()
        evidence.save(update_fields=["first_accepted_at"])
    for version in before.exclude(pk=evidence.pk):
        EVIDENCE.move(version, "supersede", actor=robot(), on=on)
    proof.renew_for(evidence)
    return evidence


@verb("assurance.revoke_evidence")
def revoke_evidence(*, actor: User, evidence: EvidenceVersion, on: date, reason: str) -> EvidenceVersion:
    """Takes the acceptance back: the version waits for review again and proves nothing until then."""
    EVIDENCE.move(evidence, "revoke", actor=actor, on=on, reason=reason, notify=[evidence.uploaded_by])
    proof.renew_for(evidence)
    return evidence
