"""Cosignatures: a witness says that at this moment the log looked so, and had only grown until then.

Source: C2SP tlog-cosignature, the Ed25519 type.
"""

from datetime import UTC, datetime

from foundation.ledger.checkpoints import Checkpoint
from foundation.ledger.note_keys import COSIGNATURE, STAMP_BYTES, SigningKey, VerifyingKey
from foundation.ledger.notes import Signature, parts
from foundation.ledger.strict import Refused


def cosign(checkpoint_note: str, key: SigningKey, at: datetime) -> str:
    """The signature line of a witness under a checkpoint, to the second. Whether the log only grew is asked before."""
    if key.kind != COSIGNATURE:
        raise Refused("Only the key of a witness cosigns.")
    text, _ = parts(checkpoint_note)
    Checkpoint.parse(text)
    seconds = int(at.timestamp())
    if seconds < 0:
        raise Refused("Nothing was cosigned before 1970.")
    stamp = seconds.to_bytes(STAMP_BYTES, "big")
    return Signature(key.name, key.key_id, key.signature(text, stamp)).line


def verify_cosignature(checkpoint_note: str | bytes, key: VerifyingKey) -> datetime:
    """When this witness signed the checkpoint; the latest moment if it did so more than once. Raises Refused if it did not."""
    if key.kind != COSIGNATURE:
        raise Refused("Only the key of a witness cosigns.")
    text, signatures = parts(checkpoint_note)
    Checkpoint.parse(text)
    stamps = []
    for signature in signatures:
        if signature.is_of(key):
            key.check(text, signature.content)
            stamps.append(int.from_bytes(signature.content[:STAMP_BYTES], "big"))
    if not stamps:
        raise Refused(f"The witness {key.name} has not signed this checkpoint.")
    try:
        return datetime.fromtimestamp(max(stamps), UTC)
    except (ValueError, OverflowError, OSError) as wrong:
        raise Refused("The moment of a cosignature lies beyond all calendars.") from wrong
