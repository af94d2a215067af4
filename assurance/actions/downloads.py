"""A stored file leaves the house or is looked at: who may, which files nobody may, and the line in its custody."""

from datetime import timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from assurance.models import EvidenceFile, EvidenceVersion
from foundation.directory.models import User
from foundation.models.trail import Event
from foundation.openings import Openings
from foundation.refusals import Gone, Refused
from foundation.trail import record
from foundation.verbs import verb

BARRED = (EvidenceFile.Scan.INFECTED, EvidenceFile.Scan.UNSCANNABLE)


NOTED_FOR = timedelta(days=1)
IN_A_ROOM = timedelta(minutes=1)  # the same look of somebody outside


def require_seeable(*, actor: User, file: EvidenceFile) -> None:
    """Refuses a file that `actor` may not look at.

    Nobody gets a file that was disposed of (Gone), was found damaged, or that the scanner barred or has not judged
    yet, its uploader included: what we hand out, we answer for. Without a scanner files are marked “not scanned” and
    may be taken. Outsiders see files of accepted versions only. Raises PermissionDenied, Gone or Refused.
    """
    if not EvidenceVersion.objects.visible_to(actor).filter(pk=file.version_id).exists():
        raise PermissionDenied(_("You cannot see this evidence."))
    if file.disposed_at is not None:
        raise Gone("disposed", _("This file was disposed of. Its record, its hash and its custody stay."))
    if file.suspect_since is not None:
        raise Refused("damaged", _("This file is no longer what was uploaded. It is kept back until it is repaired."))
    if file.scan in BARRED:
        raise Refused("scan", _("The scanner did not pass this file. It is kept as a record and never handed out."))
    if file.scan == EvidenceFile.Scan.PENDING:
        raise Refused("scan", _("This file is still being scanned. Try again in a few minutes."))


def require_takeable(*, actor: User, file: EvidenceFile, room: UUID | None = None) -> None:
    """Refuses a file that `actor` may not take away; an outsider takes it out of a `room`, the grant showing it.

    Whoever may look at it may take it, but outsiders only where their grant includes downloads.
    """
    require_seeable(actor=actor, file=file)
    if actor.kind == User.Kind.OUTSIDE and not _may_take_away(actor, file, room):
        raise PermissionDenied(_("Your access does not include taking files away."))


@verb("assurance.take_file")
def take_file(*, actor: User, file: EvidenceFile, goes_on: bool = False, room: UUID | None = None) -> EvidenceFile:
    """Notes in the custody of the evidence that `actor` takes the file; the caller then streams it.

    `room` is the grant by which an outsider takes it. `goes_on` is a further piece of a download: noted only where its
    beginning was not, within a day. Refuses as require_takeable() does.
    """
    require_takeable(actor=actor, file=file, room=room)
    evidence = file.version.evidence
    if goes_on and _is_noted(actor, file, "evidence.downloaded"):
        return file
    record(
        actor=actor,
        kind="evidence.downloaded",
        subject=evidence,
        summary=_("File taken: %(name)s") % {"name": file.name},
        details={"file": file, "version": file.version, "sha256": file.sha256},
        grant_uuid=room,
    )
    return file


@verb("assurance.view_file")
def view_file(*, actor: User, file: EvidenceFile, room: UUID | None = None) -> EvidenceFile:
    """Notes in the custody of the evidence that `actor` looks at the file, once a day; the caller then shows it.

    `room` is the grant by which an outsider sees it, noted once a minute. Refuses as require_seeable() does.
    Source: domain.md 2.5.
    """
    require_seeable(actor=actor, file=file)
    if viewed_lately(actor, file, room=room):
        return file
    record(
        actor=actor,
        kind="evidence.viewed",
        subject=file.version.evidence,
        summary=_("File viewed: %(name)s") % {"name": file.name},
        details={"file": file, "version": file.version, "sha256": file.sha256},
        grant_uuid=room,
    )
    return file


def viewed_lately(actor: User, file: EvidenceFile, *, room: UUID | None = None) -> bool:
    """Whether this look is in the custody already, so that turning a page writes nothing (one query)."""
    return _is_noted(actor, file, "evidence.viewed", within=NOTED_FOR if room is None else IN_A_ROOM)


def _is_noted(actor: User, file: EvidenceFile, kind: str, within: timedelta = NOTED_FOR) -> bool:
    taken = Event.objects.about(file.version.evidence).filter(kind=kind, at__gte=timezone.now() - within)
    return taken.filter(content__actor=actor, content__details__file=str(file.uuid)).exists()


def _may_take_away(actor: User, file: EvidenceFile, room: UUID | None) -> bool:
    if room is None:
        return False
    return EvidenceVersion.objects.opened_by(Openings(actor, room), to_take=True).filter(pk=file.version_id).exists()
