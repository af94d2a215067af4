"""Whether the ledger may sign: never below what this machine has signed before, nor below what a witness has cosigned.

A database that was restored from a backup would otherwise go on with a second history, and sign it.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.ledger import keys, log
from foundation.ledger.seen import place, remembered
from foundation.ledger.strict import Refused
from foundation.ledger.witnesses import configured, rows_of
from foundation.models.ledger import LedgerCheckpoint
from foundation.models.witnesses import LedgerWitness
from foundation.refusals import Refusal

SHORTER, REWRITTEN, DAMAGED, UNASKED = "ledger.shorter", "ledger.rewritten", "ledger.damaged", "ledger.unasked"
ASKED_WITHIN = timedelta(minutes=10)  # a database that neither signed nor asked for longer may have been put back

Rows = Mapping[str, LedgerWitness]
"""How each witness stands to us, by its key."""


def held_back() -> Refusal | None:
    """Why nothing may be signed now, None where all is well."""
    return held_back_at(log.latest())


def held_back_at(latest: LedgerCheckpoint | None, rows: Rows | None = None) -> Refusal | None:
    """The same, where the newest checkpoint, or the rows of the witnesses too, have been read already."""
    if latest is None and not place().exists():
        return None  # nothing was ever signed here
    origin = origin_at(latest)
    return below_own(latest, origin) or below_witnessed(latest, origin, timezone.now(), rows)


def origin_at(latest: LedgerCheckpoint | None) -> str:
    """The name of the log, of which a checkpoint tells without a query."""
    return latest.origin if latest else keys.origin()


def below_own(latest: LedgerCheckpoint | None, origin: str) -> Refusal | None:
    """By what this machine remembers outside the database."""
    try:
        own = remembered()
    except Refused as damaged:
        sentence = _("What this machine remembers of the ledger cannot be read: %(why)s Put the file back.")
        return Refusal(DAMAGED, sentence % {"why": damaged})
    if own is None or own.origin != origin:
        return None
    if latest is None or latest.size < own.size:
        latest = log.latest()  # another process may have signed since the caller looked
    held = latest.size if latest else 0
    if held < own.size:
        sentence = _("This machine has signed %(seen)d entries; the database holds %(held)d. Restore a later backup.")
        return Refusal(SHORTER, sentence % {"seen": own.size, "held": held})
    if latest and root_at(own.size, latest) != own.root:
        sentence = _("The first %(seen)d entries of the database are not those that this machine has signed.")
        return Refusal(REWRITTEN, sentence % {"seen": own.size})
    return None


def root_at(size: int, latest: LedgerCheckpoint) -> bytes | None:
    """The root of the first `size` entries as the database has them; None where tiles are missing."""
    if size == latest.size:
        return bytes(latest.root)
    try:
        return log.root_at(size)
    except Refused:
        return None


def below_witnessed(
    latest: LedgerCheckpoint | None, origin: str, now: datetime, rows: Rows | None = None
) -> Refusal | None:
    """By what the witnesses said last. Before the first checkpoint there is nothing to ask them about."""
    witnesses = configured() if latest else []
    if latest is None or not witnesses:
        return None
    rows = rows_of(origin) if rows is None else rows
    for witness in witnesses:
        row = rows.get(witness.key.vkey)
        if row and row.refusal:
            return Refusal(*_said(row, latest))
    if now - latest.signed_at <= ASKED_WITHIN:
        return None
    for witness in witnesses:
        row = rows.get(witness.key.vkey)
        if row is None or row.asked_at is None or now - row.asked_at > ASKED_WITHIN:
            sentence = _("The witness %(name)s has to be asked first; signing goes on when it was, within a minute.")
            return Refusal(UNASKED, sentence % {"name": witness.name})
    return None


def _said(row: LedgerWitness, latest: LedgerCheckpoint) -> tuple[str, str]:
    words = {"name": row.name, "seen": row.size, "held": latest.size}
    if row.refusal == LedgerWitness.Refusal.SMALLER:
        sentence = _(
            "The witness %(name)s has cosigned %(seen)d entries; the database holds %(held)d. Restore a later backup."
        )
        return SHORTER, sentence % words
    sentence = _("The first %(seen)d entries of the database are not those that the witness %(name)s has cosigned.")
    return REWRITTEN, sentence % words
