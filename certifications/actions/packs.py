"""The verbs of evidence packs: asked for in the room or by an officer, made by a job, sealed, taken. Source: M-12."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assurance.models import Evidence
from certifications.actions.rooms import insist_on_rules
from certifications.models import EvidencePack, Grant
from certifications.permissions import MAKE_PACK
from certifications.rooms import Room
from certifications.scope import scope_of
from foundation import files, jobs
from foundation.access import require
from foundation.directory.models import User
from foundation.models.trail import Event
from foundation.models.work import Job
from foundation.networks import first_address
from foundation.origin import address, coming_from
from foundation.refusals import Gone, Refused
from foundation.trail import Told, record, record_each
from foundation.verbs import verb

KIND = "certifications.evidence_pack"
SEALED, TAKEN, PACKED = "room.pack_sealed", "room.pack_taken", "evidence.packed"
KEPT_FOR = timedelta(days=14)  # as long as the store keeps what no row names
A_DAY = timedelta(days=1)
MOST_A_DAY = 6  # of one room: each may be gigabytes
SHOWN = {  # what lies in a pack, by kind: how the room names it
    "audits": "audits",
    "findings": "findings",
    "versions": "versions",
    "statements": "soas",
    "certificates": "certificates",
}


def insist_on_pack(*, actor: User, grant: Grant) -> None:
    """Refuses who may not have the pack of a room: it has to be open, and an officer has to answer for all it shows.

    Raises PermissionDenied or Refused. Source: S-08.
    """
    require(actor, MAKE_PACK, grant)
    if actor.kind == User.Kind.OUTSIDE:
        insist_on_rules(actor, grant)
    elif not scope_of(grant).is_within(actor):
        raise Refused("S-08", _("It shows things outside the units you answer for. An officer above has to make it."))
    now = timezone.now()
    if grant.from_at is None or grant.until_at is None or not grant.from_at <= now < grant.until_at:
        raise Refused("closed", _("The room is not open. A pack holds what a room shows now."))


@verb("certifications.ask_for_pack")
def ask_for_pack(*, actor: User, grant: Grant) -> EvidencePack:
    """Starts the job that makes the pack of a room, or gives the one that is at it already for this person."""
    require(actor, MAKE_PACK, grant)
    insist_on_pack(actor=actor, grant=grant)
    under_way = grant.packs.filter(asked_by=actor).under_way().first()
    if under_way is not None:
        return under_way
    if grant.packs.filter(created_at__gt=timezone.now() - A_DAY).count() >= MOST_A_DAY:
        raise Refused(
            "often", _("That is a lot of packs within a day. Take one of those that are made, or wait a while.")
        )
    job = jobs.start(actor=actor, kind=KIND, parameters={"grant": grant, "address": address()})
    pack = EvidencePack(grant=grant, asked_by=actor, job=job)
    pack.full_clean(exclude=["shown"])
    pack.save()
    return pack


@verb("certifications.seal_pack")
def seal_pack(*, actor: User, pack: EvidencePack, pieces: Sequence[Evidence], sealed: dict[str, str]) -> Event:
    """Records that the pack was put together, with the hashes of its list of files and of what stands beside it.

    The ledger seals the event, and with it the whole pack. Each piece of evidence has it in its custody.
    """
    require(actor, MAKE_PACK, pack.grant)
    words = {"n": len(pieces), "who": pack.grant.organisation}
    summary = ngettext(
        "packed %(n)d piece of evidence for %(who)s", "packed %(n)d pieces of evidence for %(who)s", len(pieces)
    )
    told = _("Packed for %(who)s, %(ref)s") % {"who": pack.grant.organisation, "ref": pack.grant.ref}
    record_each(actor=actor, kind=PACKED, told=[Told(piece, told, {"pack": pack}) for piece in pieces])
    return record(
        actor=actor,
        kind=SEALED,
        subject=pack.grant,
        summary=summary % words,
        details={"pack": pack, "sealed": sealed},
        grant_uuid=pack.grant.uuid,
    )


@verb("certifications.finish_pack")
def finish_pack(
    *,
    actor: User,
    pack: EvidencePack,
    sha256: str,
    shown: dict[str, list[str]],
    count: int,
    left_out: int,
    ledger_size: int,
    at: datetime,
) -> EvidencePack:
    """Notes what the finished pack holds; its grantee is told that it can be taken, where the grant says so."""
    require(actor, MAKE_PACK, pack.grant)
    pack.made_at, pack.files, pack.left_out = at, count, left_out
    pack.ledger_size, pack.shown = ledger_size, shown
    pack.full_clean(exclude=["shown"])
    pack.save()
    record(
        actor=actor,
        kind="room.pack_made",
        subject=pack.grant,
        summary=_("made an evidence pack"),
        details={"pack": pack, "sha256": sha256, "files": count, "left_out": left_out, "ledger_size": ledger_size},
        notify=[pack.grant.grantee] if pack.grant.allow_download else [],
        grant_uuid=pack.grant.uuid,
    )
    return pack


def insist_on_file(*, actor: User, pack: EvidencePack) -> None:
    """Refuses a pack that cannot be taken: not made, no longer kept, or with something that the room shows no more."""
    insist_on_pack(actor=actor, grant=pack.grant)
    job = pack.job
    if job.state != Job.State.DONE or pack.made_at is None:
        raise Refused("unmade", _("This pack is not made yet."))
    if pack.made_at + KEPT_FOR < timezone.now() or not files.exists(job.result_sha256):
        raise Gone("gone", _("This pack is no longer kept. Ask for a new one."))
    if not still_shows(pack):
        raise Gone("closed", _("Something in this pack is not shown any more. Ask for a new one."))


def still_shows(pack: EvidencePack) -> bool:
    """Whether the room still shows all that lies in it: what was graded up or taken back stays here from then on."""
    with coming_from(first_address(pack.grant.networks)):
        room = Room(pack.grant, pack.grant.grantee, now=timezone.now())
        return all(_are_in(getattr(room, name), pack.shown.get(kind, ())) for kind, name in SHOWN.items())


def _are_in(rows: models.QuerySet, uuids: Collection[str]) -> bool:
    return rows.filter(uuid__in=uuids).order_by().values("uuid").distinct().count() == len(uuids) if uuids else True


@verb("certifications.take_pack")
def take_pack(*, actor: User, pack: EvidencePack, goes_on: bool = False) -> EvidencePack:
    """Notes that `actor` takes the pack; the caller then streams it. `goes_on` is a further piece of a download.

    Refuses as insist_on_file() does.
    """
    require(actor, MAKE_PACK, pack.grant)
    insist_on_file(actor=actor, pack=pack)
    if goes_on and _is_noted(actor, pack):
        return pack
    record(
        actor=actor,
        kind=TAKEN,
        subject=pack.grant,
        summary=_("took the evidence pack %(name)s") % {"name": pack.job.result_name},
        details={"pack": pack, "sha256": pack.job.result_sha256},
        grant_uuid=pack.grant.uuid,
    )
    return pack


def _is_noted(actor: User, pack: EvidencePack) -> bool:
    taken = Event.objects.about(pack.grant).filter(kind=TAKEN, at__gt=timezone.now() - A_DAY)
    return taken.filter(content__actor=actor, content__details__pack=str(pack.uuid)).exists()
