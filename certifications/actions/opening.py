"""The verbs that open and close a room: the only code that writes what outsiders may see."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from certifications.models import Grant
from certifications.permissions import KEEP_GRANTS, REVOKE_GRANT
from certifications.scope import scope_of
from certifications.spans import judged_before
from certifications.workflows import GRANT
from foundation.access import require, robot
from foundation.directory.models import User
from foundation.models.rooms import GrantedObject, RoomNetwork
from foundation.networks import ranges_of
from foundation.rows import pointer
from foundation.signin.ending import end_access
from foundation.trail import record
from foundation.verbs import verb


def open_room(grant: Grant, *, now: datetime, on: date) -> None:
    """Writes a granted object for the room itself and for each row of its scope; begins it when its time has come."""
    write_networks(grant)
    write_objects(grant)
    if grant.from_at is not None and grant.from_at <= now:
        start_grant(actor=robot(), grant=grant, on=on)


def write_networks(grant: Grant) -> None:
    """Writes from where the room is entered, where the grant says so."""
    ranges = ranges_of(grant.networks)
    RoomNetwork.objects.bulk_create(
        [RoomNetwork(grant_uuid=grant.uuid, first=one, last=other) for one, other in ranges]
    )


def write_objects(grant: Grant) -> int:
    """Writes what the grant shows, the room itself included; returns how many rows are new.

    What it comes to show later is opened as far as the officer who approved it answers for that then.
    """
    rows = scope_of(grant).rows(grant.approved_by) if grant.approved_by else []
    return write_rows(grant, [grant]) + sum(write_rows(grant, one) for one in rows)


def write_rows(grant: Grant, rows: "models.QuerySet | Sequence[models.Model]") -> int:
    """Opens rows to the grant. What is open already stays as it is; returns how many are new."""
    facts = {
        "grant_uuid": grant.uuid,
        "user": grant.grantee,
        "from_at": grant.from_at,
        "until_at": grant.until_at,
        "max_grading": grant.max_grading,
        "may_download": grant.allow_download,
        "follow": grant.follow,
        "cut_off": grant.cut_off,
        "judged_before": judged_before(grant.cut_off, grant.unit.zone) if grant.cut_off else None,
        "from_anywhere": not grant.networks.strip(),
    }
    known = set(GrantedObject.objects.filter(grant_uuid=grant.uuid).values_list("subject_type", "subject_uuid"))
    pointers = [pointer(row) for row in rows]
    new = [one for one in pointers if (one["subject_type"].pk, one["subject_uuid"]) not in known]
    GrantedObject.objects.bulk_create([GrantedObject(**one, **facts) for one in new])
    return len(new)


@verb("certifications.start_grant")
def start_grant(*, actor: User, grant: Grant, on: date) -> Grant:
    """Says that the room has begun, for lists and mails; what is open is decided by the moments alone."""
    require(actor, KEEP_GRANTS, grant)
    GRANT.move(grant, "start", actor=actor, on=on, notify=[grant.grantee, grant.requested_by])
    return grant


@verb("certifications.end_grant")
def end_grant(*, actor: User, grant: Grant, on: date) -> Grant:
    """Says that the room is over. The account's sessions end unless another room is open to it."""
    GRANT.move(grant, "end", actor=actor, on=on, notify=[grant.requested_by])
    if not GrantedObject.objects.live(grant.grantee, timezone.now()).exists():
        end_access(grant.grantee)
    return grant


@verb("certifications.revoke_grant")
def revoke_grant(*, actor: User, grant: Grant, on: date, reason: str) -> Grant:
    """Closes the room at once: nothing of it is visible any more, and every session of the account ends."""
    require(actor, REVOKE_GRANT, grant)
    now = timezone.now()
    end = min(now, grant.until_at) if grant.until_at else now
    told = [one for one in (grant.requested_by, grant.approved_by) if one is not None]
    GRANT.move(grant, "revoke", actor=actor, on=on, reason=reason, notify=told, changes={"until_at": end})
    GrantedObject.objects.filter(grant_uuid=grant.uuid, until_at__gt=end).update(until_at=end)
    end_access(grant.grantee)
    return grant


@verb("certifications.follow_evidence")
def follow_evidence(*, actor: User, grant: Grant) -> int:
    """Adds to a room that follows what its rules have come to show since; returns how many rows are new."""
    require(actor, KEEP_GRANTS, grant)
    if not grant.follow or grant.state not in (Grant.State.APPROVED, Grant.State.LIVE):
        return 0
    added = write_objects(grant)
    if added:
        summary = _("added %(number)d rows that its rules show now") % {"number": added}
        record(actor=actor, kind="grant.followed", subject=grant, summary=summary, details={"added": added})
    return added
