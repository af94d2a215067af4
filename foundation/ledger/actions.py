"""What is done to the ledger by somebody's decision: its key is changed."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from foundation.access import require
from foundation.directory.models import User
from foundation.ledger import keys
from foundation.ledger.notes import VerifyingKey
from foundation.ledger.turns import take_turn
from foundation.permissions import ROTATE_LEDGER_KEY
from foundation.trail import record
from foundation.verbs import verb


@verb("ledger.rotate_key")
def rotate_ledger_key(*, actor: User, overlap: timedelta, now: datetime, lost: bool = False) -> VerifyingKey:
    """A new key that signs from now on; the older ones sign beside it until `overlap` is over, or no more where `lost`.

    Done at the machine alone. Refuses where no older key is there and none is said to be lost. Source: docs/ledger.md.
    """
    require(actor, ROTATE_LEDGER_KEY)
    take_turn(wait=True)
    key = keys.rotate(now, overlap=overlap, lost=lost)
    record(
        actor=actor,
        kind="ledger.key_rotated",
        subject=actor,
        summary=_("The ledger signs with a new key, %(key)s") % {"key": key.key_id},
        details={"vkey": key.vkey, "lost": lost, "older_until": now if lost else now + overlap},
    )
    return key
