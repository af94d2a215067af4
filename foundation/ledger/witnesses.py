"""The witnesses this installation asks, and what stands under a checkpoint because of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from foundation.ledger.note_keys import VerifyingKey
from foundation.ledger.notes import add_line
from foundation.models.ledger import LedgerCheckpoint
from foundation.models.witnesses import LedgerCosignature, LedgerWitness


@dataclass(frozen=True)
class Configured:
    """A witness as the installation names it: where it is asked, and the key it signs with."""

    url: str
    key: VerifyingKey

    @property
    def name(self) -> str:
        return self.key.name


def configured() -> list[Configured]:
    return [Configured(url, VerifyingKey.parse(vkey)) for url, vkey in settings.WITNESSES]


def rows_of(origin: str) -> dict[str, LedgerWitness]:
    """How each witness of this log stands to us, by its key; also of those that are asked no more."""
    return {row.vkey: row for row in LedgerWitness.objects.filter(origin=origin)}


def cosignatures_of(checkpoint: LedgerCheckpoint) -> list[LedgerCosignature]:
    return list(checkpoint.cosignatures.select_related("witness"))


def cosigned(checkpoint: LedgerCheckpoint, cosignatures: Iterable[LedgerCosignature] | None = None) -> str:
    """The signed note of a checkpoint with the cosignatures of witnesses, as it is published (one query)."""
    note = checkpoint.note
    for one in cosignatures_of(checkpoint) if cosignatures is None else cosignatures:
        note = add_line(note, one.line)
    return note
