"""Asks the witnesses for cosignatures: after each checkpoint, and every minute whether they still agree.

Nothing is held locked meanwhile, and two who ask at once do no harm. A witness that does not answer is asked again, at longer
intervals; one that says it saw another history is believed, and the ledger signs nothing until it says otherwise.
"""

import logging
from datetime import datetime, timedelta

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.ledger import log
from foundation.ledger.calling import Reply, Unreached, call
from foundation.ledger.checkpoints import Checkpoint
from foundation.ledger.cosignatures import verify_cosignature
from foundation.ledger.holding import below_own
from foundation.ledger.notes import Signature, add_line, parts
from foundation.ledger.seen import remember
from foundation.ledger.strict import Refused, decimal
from foundation.ledger.witness.submission import Submission
from foundation.ledger.witnesses import Configured, configured
from foundation.models.ledger import LedgerCheckpoint
from foundation.models.witnesses import LedgerCosignature, LedgerWitness

COSIGNED, OTHER_SIZE, REWRITTEN = 200, 409, 422
ROUNDS = 3  # what it knows, the proof from there, and once more where somebody was faster
AGAIN = timedelta(minutes=1)  # when nothing is new
LONGEST_PAUSE = timedelta(minutes=2)  # of a witness that does not answer
Said = LedgerWitness.Refusal

log_line = logging.getLogger(__name__)


class Overtaken(Exception):
    """Another process has signed more meanwhile, and asked: there is nothing to learn from the answer."""


def ask_all(now: datetime) -> int:
    """Asks every witness that has not cosigned the newest checkpoint, or not lately; returns how many cosigned."""
    latest = log.latest()
    if latest is None:
        return 0
    origin = Checkpoint.parse(parts(latest.note)[0]).origin
    if below_own(latest, origin) is None:
        remember(latest.note)
    return sum(ask(witness, origin, latest) for witness in configured() if is_due(witness, origin, latest, now))


def is_due(witness: Configured, origin: str, latest: LedgerCheckpoint, now: datetime) -> bool:
    row = LedgerWitness.objects.filter(origin=origin, vkey=witness.key.vkey).first()
    if row is None or row.next_try_at is None or row.next_try_at <= now:
        return True
    return not row.tries and not row.cosignatures.filter(checkpoint=latest).exists()


def ask(witness: Configured, origin: str, latest: LedgerCheckpoint) -> bool:
    """Asks one witness about one checkpoint and keeps what it says; returns whether it cosigned."""
    row, _made = LedgerWitness.objects.get_or_create(origin=origin, vkey=witness.key.vkey)
    try:
        said = _asked(witness, row, latest)
    except Overtaken:
        return False
    except (Unreached, Refused) as failure:
        _failed(row, str(failure))
        return False
    _keep(row, **said)
    return not said["refusal"]


def _asked(witness: Configured, row: LedgerWitness, latest: LedgerCheckpoint) -> dict[str, object]:
    """What it says, as the columns of its row. Raises Unreached and Refused where it says nothing that counts."""
    old = min(row.size, latest.size)
    for _round in range(ROUNDS):
        reply = call(witness.url, Submission(old, _proof(old, latest.size), latest.note))
        if reply.status == COSIGNED:
            return _cosigned(witness, row, latest, reply)
        if reply.status == REWRITTEN:
            return {"size": old, "refusal": Said.REWRITTEN}
        if reply.status != OTHER_SIZE:
            raise Unreached(_("It answered %(status)d: %(said)s") % {"status": reply.status, "said": reply.text[:150]})
        known = decimal(reply.text.removesuffix("\n"))
        if known > latest.size and _is_behind(known):
            return {"size": known, "refusal": Said.SMALLER}
        if known > latest.size:
            raise Overtaken
        if known == old == latest.size:
            return {"size": known, "refusal": Said.SPLIT}
        old = known
    raise Unreached(_("It says another size each time."))


def _is_behind(known: int) -> bool:
    """Whether the log is still shorter: another process may have signed, and asked, since the caller looked."""
    newest = log.latest()
    return newest is None or newest.size < known


def _proof(old: int, size: int) -> list[bytes]:
    return log.consistency(old, size) if 0 < old < size else []


def _cosigned(witness: Configured, row: LedgerWitness, latest: LedgerCheckpoint, reply: Reply) -> dict[str, object]:
    """Keeps the cosignature of the witness. Raises Refused when none of the lines is one; those of other keys count not."""
    for line in reply.text.splitlines(keepends=True):
        if Signature.parse(line).is_of(witness.key):
            at = verify_cosignature(add_line(latest.note, line), witness.key)
            LedgerCosignature.objects.bulk_create(
                [LedgerCosignature(checkpoint=latest, witness=row, line=line, at=at)], ignore_conflicts=True
            )
            return {"size": latest.size, "refusal": Said.NONE, "cosigned_at": at}
    raise Refused(_("It answered without a signature of the key that is configured for it."))


def _keep(row: LedgerWitness, **said: object) -> None:
    now = timezone.now()
    settled = {"asked_at": now, "next_try_at": now + AGAIN, "tries": 0, "error": ""}
    LedgerWitness.objects.filter(pk=row.pk).update(**settled, **said)


def _failed(row: LedgerWitness, said: str) -> None:
    """Puts the next try off, longer with each in a row. What a witness said may be anything: only letters are kept."""
    why = "".join(letter for letter in said if letter.isprintable())
    now = timezone.now()
    pause = min(AGAIN / 4 * 2 ** min(row.tries, 8), LONGEST_PAUSE)
    log_line.warning("ledger witness not reached", extra={"witness": row.name, "tries": row.tries + 1, "why": why})
    LedgerWitness.objects.filter(pk=row.pk).update(
        asked_at=now, next_try_at=now + pause, tries=F("tries") + 1, error=why[:300]
    )
