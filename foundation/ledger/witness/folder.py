"""Where a witness lives: a folder with its private key, the list of logs it witnesses, and its memory.

`key` is made at the first start, readable by its owner alone. `logs` has one line per key of a log, `<origin>+<id>+<key>`
as the log publishes it, or `<origin> <key>` where the key has another name; it is read anew for every checkpoint.
"""

import os
from collections import defaultdict
from pathlib import Path

from foundation.ledger.note_keys import COSIGNATURE, SigningKey, VerifyingKey
from foundation.ledger.strict import Refused
from foundation.ledger.witness.judging import Logs
from foundation.ledger.witness.store import Store

EXPLAINED = """\
# The logs that are witnessed here: one line per public key, as the log publishes it, such as
# attest.example.com/ledger+0fd1a3b2+AW2t…
"""


class Unusable(Exception):
    """The folder does not hold what a witness needs; the sentence says what to do."""


class Folder:
    """Made if it is not there; `name` is needed the first time, and only looked at then."""

    def __init__(self, place: Path, *, name: str = "") -> None:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.place = place
        self.key = self._key(name)
        if not self.list_of_logs.exists():
            self.list_of_logs.write_text(EXPLAINED)
        self.store = Store(place / "witness.sqlite3")

    @property
    def list_of_logs(self) -> Path:
        return self.place / "logs"

    def logs(self) -> Logs:
        """Raises Unusable, naming the line, for one that is no key."""
        found: defaultdict[str, list[VerifyingKey]] = defaultdict(list)
        for number, raw in enumerate(self.list_of_logs.read_text().splitlines(), 1):
            *origin, vkey = raw.partition("#")[0].split() or [""]
            if vkey:
                key = self._log_key(vkey, number)
                found[" ".join(origin) or key.name].append(key)
        return found

    def _log_key(self, vkey: str, number: int) -> VerifyingKey:
        try:
            return VerifyingKey.parse(vkey)
        except Refused as refusal:
            raise Unusable(f"Line {number} of {self.list_of_logs} is no key of a log: {refusal}") from refusal

    def _key(self, name: str) -> SigningKey:
        file = self.place / "key"
        if not file.exists():
            if not name:
                raise Unusable("A new witness needs a name, such as witness.example.org/w1.")
            draft = self.place / "key.new"
            handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "w") as kept:
                kept.write(SigningKey.generate(name, COSIGNATURE).text + "\n")
                kept.flush()
                os.fsync(kept.fileno())
            draft.rename(file)
        return SigningKey.parse(file.read_text().strip())
