"""The keys of the log: private ones in the environment or in a file that only we read, public ones in the database.

The first key is made when the first entry is sealed. Its name is the origin of the log, for good: a log with another
name is another log. While keys change, the old and the new one sign side by side (docs/ledger.md).
"""

import os
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from foundation.ledger.notes import SigningKey, VerifyingKey
from foundation.models.ledger import LedgerKey
from foundation.refusals import Refused

OVERLAP = timedelta(days=30)


def verifying_keys() -> list[VerifyingKey]:
    """Every public key that ever signed, newest first (one query)."""
    return [VerifyingKey.parse(vkey) for vkey in LedgerKey.objects.values_list("vkey", flat=True)]


def origin() -> str:
    """The first line of every checkpoint: as LEDGER_ORIGIN said when the first key was made."""
    known = LedgerKey.objects.order_by("since", "pk").values_list("name", flat=True).first()
    return known or settings.LEDGER_ORIGIN


def signing_keys(now: datetime) -> list[SigningKey]:
    """The private keys that sign now, newest first; makes the first one of an empty log (one query).

    Raises Refused where the log was signed before and none of its keys is here: a new one would begin a new history.
    """
    held, known = _held(), dict(LedgerKey.objects.values_list("vkey", "until"))
    if not known:
        first = held[0] if held else _made_first(settings.LEDGER_ORIGIN)
        _note(first, now)
        return [first]
    signing = {vkey for vkey, until in known.items() if until is None or until > now}
    present = [key for key in held if key.verifying.vkey in signing]
    if not present:
        sentence = _("The private key of the ledger is missing: put VAR/ledger/keys back, or set LEDGER_KEYS.")
        raise Refused("ledger.no_key", sentence)
    return present


def rotate(now: datetime, *, overlap: timedelta = OVERLAP, lost: bool = False) -> VerifyingKey:
    """Puts a new key into use: the first of LEDGER_KEYS, or one made now. Older ones sign beside it until `overlap` is over.

    The caller keeps the sequencer away. Raises Refused where no older key is here, unless `lost` says that they are gone.
    """
    older = [] if lost else signing_keys(now)
    new = _held()[0] if settings.LEDGER_KEYS else SigningKey.generate(origin())
    if new.name != origin() or LedgerKey.objects.filter(vkey=new.verifying.vkey).exists():
        sentence = _("The first of LEDGER_KEYS must be a new key with the name %(name)s.") % {"name": origin()}
        raise Refused("ledger.no_new_key", sentence)
    if not settings.LEDGER_KEYS:
        _write([new, *older])
    if lost:
        LedgerKey.objects.filter(Q(until=None) | Q(until__gt=now)).update(until=now)
    else:
        LedgerKey.objects.filter(until=None).update(until=now + overlap)
    _note(new, now)
    return new.verifying


def _note(key: SigningKey, now: datetime) -> None:
    LedgerKey.objects.create(name=key.name, vkey=key.verifying.vkey, since=now)


def _held() -> list[SigningKey]:
    """The private keys of the environment, or of the file, newest first."""
    lines = settings.LEDGER_KEYS or (_file().read_text().split() if _file().exists() else [])
    return [SigningKey.parse(line) for line in lines]


def _file() -> Path:
    return settings.LEDGER_FOLDER / "keys"


def _made_first(name: str) -> SigningKey:
    """A new key in a file that was not there before; where another process was faster, the one it made."""
    key = SigningKey.generate(name)
    draft = _draft([key])
    try:
        os.link(draft, _file())
    except FileExistsError:
        return _held()[0]
    finally:
        draft.unlink()
    return key


def _write(keys: list[SigningKey]) -> None:
    _draft(keys).replace(_file())


def _draft(keys: list[SigningKey]) -> Path:
    """The file as it will be, whole and on the disk, beside its place; nobody else can read it or enter the folder."""
    settings.LEDGER_FOLDER.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = _file().with_suffix(f".{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write("".join(f"{key.text}\n" for key in keys))
        file.flush()
        os.fsync(file.fileno())
    return draft
