"""The job that makes a pack: it reads the room as its grantee does, and never holds more of a file than a block."""

import io
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO
from uuid import uuid4

import rfc8785
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from certifications.actions.packs import KIND, finish_pack, insist_on_pack, seal_pack
from certifications.handing import mark_of, marked
from certifications.models import EvidencePack, Grant
from certifications.pack.bag import BAGIT, MANIFEST, Bag, facts
from certifications.pack.contents import Contents
from certifications.pack.custody import proof_path, row_of
from certifications.pack.front import front_page
from certifications.pack.sealing import seal_now
from certifications.pack.verifier import verifier
from certifications.rooms import Room
from foundation import files, jobs
from foundation.directory.models import User
from foundation.files.facts import out_of_room
from foundation.files.uploads import OUT_OF_ROOM, open_new
from foundation.job_pages import shown_at
from foundation.jobs import Result
from foundation.models.trail import Event
from foundation.models.work import Job
from foundation.networks import first_address
from foundation.origin import coming_from

AFTERWARDS = 2  # sealed, kept
EARLIER = 20  # packs from whose checkpoint on the history is proven
SEALED_BESIDE = ("bag-info.txt", "index.html", "verify.py")


def page_of(job: Job) -> str:
    """Where whoever asked finds the pack: in the room, or on the pages of the grant."""
    outside = job.owner.kind == User.Kind.OUTSIDE
    grant = EvidencePack.objects.values_list("grant__uuid", flat=True).get(job=job)
    return reverse("certifications:room_pack" if outside else "certifications:grant_packs", args=[grant])


shown_at(KIND, page_of)


@jobs.job(KIND, label=gettext_lazy("Evidence pack"), apart=True)
def make_pack(job: Job, *, actor: User, grant: Grant, address: str | None) -> Result:
    """Makes the pack of a room for whoever asked, with the rights that they and the grantee have now, and from where they
    asked: a room may be open to some networks alone.
    """
    with coming_from(address):
        insist_on_pack(actor=actor, grant=grant)
        return _made(job, actor=actor)


def _made(job: Job, *, actor: User) -> Result:
    pack = EvidencePack.objects.select_related("grant__unit", "grant__grantee").get(job=job)
    path = Path(settings.INCOMING_ROOT) / f"{uuid4().hex}.part"
    try:
        with open_new(path) as raw, io.BufferedWriter(raw) as sink:  # type: ignore[type-var]
            made = Making(pack, job, actor=actor, sink=sink).run()
        sha256, size = files.keep_made(path)
    except OSError as error:
        if error.errno not in OUT_OF_ROOM:
            raise
        raise out_of_room() from error
    finally:
        path.unlink(missing_ok=True)
    finish_pack(actor=actor, pack=pack, sha256=sha256, **made)
    jobs.progress(job, job.done_count + 1, job.done_count + 1)
    told = ngettext("%(n)d file is in it.", "%(n)d files are in it.", made["count"]) % {"n": made["count"]}
    return Result(told, name_of(pack), sha256, size)


def name_of(pack: EvidencePack) -> str:
    """With who takes it and when, where the grant marks."""
    name = f"evidence-pack-{slugify(pack.grant.ref)}.zip"
    room = Room(pack.grant, pack.grant.grantee, now=timezone.now())
    return marked(name, room) if mark_of(room) else name


class Making:
    """One try at a pack, from the first file to the last line of its lists."""

    def __init__(self, pack: EvidencePack, job: Job, *, actor: User, sink: BinaryIO) -> None:
        self.pack, self.job, self.actor, self.at = pack, job, actor, timezone.now()
        self.room = Room(pack.grant, pack.grant.grantee, now=self.at)
        self.bag = Bag(sink, folder=f"evidence-pack-{slugify(pack.grant.ref)}-{self.at:%Y%m%d-%H%M}", at=self.at)
        self.contents = Contents(self.room, self.bag, heard=self._heard)
        self.done = self.total = 0

    def run(self) -> dict[str, Any]:
        """What finish_pack() notes of it."""
        told = self.contents
        with self.bag:
            with coming_from(first_address(self.pack.grant.networks)):
                self.total = told.steps() + AFTERWARDS
                told.put_everything()
            sealed = {MANIFEST: self._put_front()} | {name: self.bag.hashes[name] for name in SEALED_BESIDE}
            event = seal_pack(actor=self.actor, pack=self.pack, pieces=told.packed, sealed=sealed)
            self._heard()
            size = self._put_proofs(event)
            self.bag.put_tag_manifest()
        return {"shown": told.shown, "count": told.count, "left_out": told.left_out, "ledger_size": size, "at": self.at}

    def _heard(self) -> None:
        self.done += 1
        jobs.progress(self.job, self.done, self.total)

    def _put_front(self) -> str:
        """What stands beside the payload and is sealed with it; the hash of the list of files."""
        self.bag.put("data/pack.json", rfc8785.dumps(self._facts()))
        manifest = self.bag.put_manifest()
        self.bag.put("bagit.txt", BAGIT)
        self.bag.put("bag-info.txt", facts(self._info()))
        self.bag.put("index.html", front_page(self.room, self.contents, at=self.at))
        self.bag.put("verify.py", verifier())
        return manifest

    def _put_proofs(self, event: Event) -> int:
        """Seals, and proves each event, the pack's own last; the size of the log then."""
        seal = seal_now(timezone.now())
        self.bag.put("ledger/checkpoint", seal.note.encode())
        self.bag.put("ledger/log.vkey", seal.log_keys)
        self.bag.put("ledger/witnesses.vkey", seal.witness_keys)
        for one in {each.pk: each for each in [*self.contents.events, event]}.values():
            self.bag.put(proof_path(one), seal.proof(one))
        for size in self._earlier_sizes(seal.size):
            self.bag.put(f"ledger/consistency/{size}", seal.since(size))
        self.bag.put("seal.json", rfc8785.dumps(row_of(event)))
        return seal.size

    def _earlier_sizes(self, size: int) -> list[int]:
        """Of the checkpoints that this account has taken home before, the newest."""
        packs = EvidencePack.objects.filter(grant__grantee=self.room.user, ledger_size__gt=0, ledger_size__lt=size)
        return sorted(set(packs.order_by("-made_at").values_list("ledger_size", flat=True)[:EARLIER]))

    def _facts(self) -> dict[str, Any]:
        grant = self.pack.grant
        return {
            "for": {"name": self.room.user.name, "organisation": grant.organisation},
            "grant": {"ref": grant.ref, "uuid": str(grant.uuid), "purpose": grant.purpose},
            "cut_off": grant.cut_off.isoformat() if grant.cut_off else None,
            "grading_up_to": grant.max_grading,
            "made_at": _utc(self.at),
            "mark": self.contents.mark,
            "uuid": str(self.pack.uuid),
        }

    def _info(self) -> list[tuple[str, str]]:
        grant = self.pack.grant
        return [
            ("Source-Organization", str(grant.unit)),
            ("External-Description", f"{grant.purpose}. {_('For')} {self.room.user.name}, {grant.organisation}."),
            ("External-Identifier", f"{grant.ref} {self.pack.uuid}"),
            ("Bagging-Date", f"{self.at:%Y-%m-%d}"),
            ("Payload-Oxum", f"{self.bag.payload_bytes}.{self.bag.payload_count}"),
        ]


def _utc(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")
