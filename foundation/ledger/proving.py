"""The page of one entry: what is proven about it in words, and the way from it to a signed checkpoint, checked anew."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Literal

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation import stories
from foundation.administration.events import events_for
from foundation.directory.models import User
from foundation.ledger import keys, log
from foundation.ledger.checkpoints import Checkpoint
from foundation.ledger.cosignatures import verify_cosignature
from foundation.ledger.ladder import Ladder, Rung, rungs
from foundation.ledger.merkle import leaf_hash, verify_inclusion
from foundation.ledger.note_keys import VerifyingKey
from foundation.ledger.notes import opened
from foundation.ledger.sources import Waiting
from foundation.ledger.strict import Refused
from foundation.ledger.tlog_proof import ENDING, TlogProof
from foundation.ledger.witnesses import cosignatures_of, cosigned
from foundation.models.ledger import LedgerCheckpoint, LedgerLeaf
from foundation.models.trail import Event, EventContent
from foundation.models.witnesses import LedgerCosignature
from foundation.notices import seen_by
from foundation.trail import digest
from foundation.words import moment, number

Text = str | Promise
Part = Literal["proof", "entry"]


@dataclass(frozen=True)
class Claim:
    """One thing that was checked, in words; `holds` is None where there is nothing to check."""

    label: Text
    note: Text
    holds: bool | None

    @property
    def look(self) -> tuple[str, str, Text]:
        """Tone, icon and spoken words."""
        if self.holds is None:
            return "mute", "minus-circle", _("Not checked")
        return ("good", "check-circle", _("Holds")) if self.holds else ("bad", "x-circle", _("Does not hold"))


def entry_at(index: int) -> LedgerLeaf | None:
    """The entry of an event of the trail, with the event and what it says (one query)."""
    rows = LedgerLeaf.objects.filter(index=index, event__isnull=False)
    return rows.select_related("event__content__actor__person", "event__subject_type").first()


def entry_for(user: User, index: int) -> "EntryRecord | None":
    """The entry for who may read its event: who reads the story of its subject, or looks it up in the trail; else None."""
    leaf = entry_at(index) if user.kind == User.Kind.INSIDE else None
    if leaf is None or leaf.event is None:
        return None
    event = leaf.event
    seen = seen_by(user, [event]).get((event.subject_type_id, event.subject_uuid))
    if seen is not None and stories.may_read(seen, user):
        return EntryRecord(
            leaf, about=(str(seen), seen.get_absolute_url() if hasattr(seen, "get_absolute_url") else "")
        )
    return EntryRecord(leaf) if events_for(user).filter(pk=event.pk).exists() else None


def part_of(record: "EntryRecord", part: Part) -> HttpResponse:
    """The proof in the form of C2SP tlog-proof, or the entry byte for byte, as an attachment; 404 while there is none."""
    name, kind, content = f"entry-{record.index}.json", "application/json", record.entry
    if part == "proof":
        if record.proof is None:
            raise Http404
        name, kind, content = f"entry-{record.index}{ENDING}", "text/plain; charset=utf-8", record.proof.text.encode()
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


class EntryRecord:
    """Everything that is told of an entry, checked from the event upwards.

    `about` is name and address of what the event is about; `tells` whether the reader may read what it says.
    """

    def __init__(self, leaf: LedgerLeaf, *, about: tuple[str, str] = ("", ""), tells: bool = True) -> None:
        self.leaf, self.index, self.about, self.tells = leaf, leaf.index, about, tells
        self.event: Event = leaf.event  # type: ignore[assignment]  # entry_at() finds no other
        self.content: EventContent | None = getattr(self.event, "content", None)
        event = self.event
        self.entry = Waiting(event.pk, event.at, event.kind, event.digest).entry

    @cached_property
    def cosigned(self) -> LedgerCheckpoint | None:
        """The newest checkpoint over it that a witness has cosigned."""
        return self._over().filter(cosignatures__isnull=False).first()

    @cached_property
    def signed(self) -> LedgerCheckpoint | None:
        """The newest one that was cosigned, else the newest; None while none covers it."""
        return self.cosigned or self._over().first()

    def _over(self) -> QuerySet[LedgerCheckpoint]:
        return LedgerCheckpoint.objects.filter(size__gt=self.index).order_by("-pk")

    @cached_property
    def cosignatures(self) -> list[LedgerCosignature]:
        return [] if self.cosigned is None else cosignatures_of(self.cosigned)

    @cached_property
    def proof(self) -> TlogProof | None:
        """None while no checkpoint covers it, and where the rows of the ledger give no proof."""
        if self.signed is None:
            return None
        try:
            hashes = log.inclusion(self.index, self.signed.size)
        except Refused:
            return None
        return TlogProof(self.index, tuple(hashes), cosigned(self.signed, self.cosignatures))

    @property
    def checkpoint(self) -> Checkpoint | None:
        return self.proof.checkpoint if self.proof else None

    @property
    def entry_text(self) -> str:
        return self.entry.decode()

    @property
    def hash(self) -> str:
        return leaf_hash(self.entry).hex()

    @cached_property
    def rungs(self) -> list[Rung]:
        if self.proof is None:
            return []
        size = self.proof.checkpoint.size
        return rungs(leaf=leaf_hash(self.entry), index=self.index, size=size, hashes=self.proof.hashes)

    @cached_property
    def ladder(self) -> Ladder:
        return Ladder(leaf_hash(self.entry), self.rungs)

    @cached_property
    def claims(self) -> list[Claim]:
        return [self._content(), self._place(), self._signature(), self._witnesses()]

    @property
    def is_sound(self) -> bool:
        return self.proof is not None and all(claim.holds is not False for claim in self.claims)

    def _content(self) -> Claim:
        if self.content is None:
            note = _(
                "The entry keeps only a digest of it, made with a random salt that was erased too. It stays valid."
            )
            return Claim(_("What it said has been erased"), note, None)
        if not self.tells:
            note = _("The entry holds only a digest of it. You see that it was recorded, and that it was not changed.")
            return Claim(_("What it says is not shown to you"), note, None)
        if digest(self.event, self.content) != self.event.digest:
            note = _("Its words give another digest than the one that was recorded with them.")
            return Claim(_("What it says was changed afterwards"), note, False)
        note = _("Its words, with a random salt, give exactly the digest that stands in the entry.")
        return Claim(_("It says what was recorded"), note, True)

    def _place(self) -> Claim:
        label = _("It is entry #%(number)s of the ledger") % {"number": number(self.index)}
        proof = self.proof
        if proof is None:
            return Claim(
                label, _("The ledger gives no proof of it: its rows were damaged, or it waits to be signed."), False
            )
        size, root = proof.checkpoint.size, proof.checkpoint.root
        leaf = leaf_hash(self.entry)
        try:
            verify_inclusion(leaf=leaf, index=self.index, size=size, proof=proof.hashes, root=root)
        except Refused:
            return Claim(
                label, _("The hashes below do not lead to the signed root: event or ledger were changed."), False
            )
        words = ngettext(
            "%(n)d hash leads from it to the root that was signed.",
            "%(n)d hashes lead from it to the root that was signed.",
            len(proof.hashes),
        )
        return Claim(label, words % {"n": len(proof.hashes)}, True)

    def _signature(self) -> Claim:
        label = _("The ledger was signed with it inside")
        if self.proof is None:
            return Claim(label, _("There is no proof to hold a checkpoint against."), None)
        try:
            opened(self.proof.checkpoint_note, *keys.verifying_keys())
        except Refused:
            return Claim(label, _("None of the keys of this ledger has signed the checkpoint below."), False)
        words = _("Its key signed the root of the first %(size)s entries under the name %(origin)s.")
        found = self.proof.checkpoint
        return Claim(label, words % {"size": number(found.size), "origin": found.origin}, True)

    def _witnesses(self) -> Claim:
        if self.proof is None or not self.cosignatures:
            note = _("Without one you rely on the key of this ledger, and on checkpoints that others have kept.")
            return Claim(_("No witness outside has cosigned it yet"), note, None)
        label = ngettext("%(n)d witness outside saw it so", "%(n)d witnesses outside saw it so", len(self.cosignatures))
        label %= {"n": len(self.cosignatures)}
        try:
            seen = [(one.witness.name, _seen_at(self.proof.checkpoint_note, one)) for one in self.cosignatures]
        except Refused:
            return Claim(label, _("The signature of a witness is not its own."), False)
        return Claim(label, ", ".join(f"{name}, {moment(at)}" for name, at in seen), True)


def _seen_at(note: str, cosignature: LedgerCosignature) -> datetime:
    return verify_cosignature(note, VerifyingKey.parse(cosignature.witness.vkey))
