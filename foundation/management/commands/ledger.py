"""`manage.py ledger verify|checkpoint|proof|export|rotate-key`: what an operator asks of the ledger (docs/ledger.md)."""

import os
from argparse import ArgumentParser, ArgumentTypeError
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from foundation.access import robot
from foundation.ledger import keys, log, sequencer
from foundation.ledger.actions import rotate_ledger_key
from foundation.ledger.folder import export
from foundation.ledger.strict import Refused as Malformed
from foundation.ledger.verify import verify_all
from foundation.ledger.witnesses import cosigned
from foundation.models.trail import Event
from foundation.refusals import Refused

STEPS = 20  # lines of progress
LONGEST_OVERLAP = 3650  # days


def _days(text: str) -> int:
    if not text.isdecimal() or int(text) > LONGEST_OVERLAP:
        raise ArgumentTypeError(f"“{text}” is no number of days up to {LONGEST_OVERLAP}.")
    return int(text)


class Command(BaseCommand):
    help = "Verifies the ledger, signs a checkpoint, proves an event, exports static files, changes the key."

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_subparsers(dest="what", required=True)
        what.add_parser("verify", help="the whole log against the database; ends with 1 where anything was altered")
        what.add_parser("checkpoint", help="seals what waits, signs, and prints the checkpoint")
        proof = what.add_parser("proof", help="prints the proof of one event as a .tlog-proof")
        proof.add_argument("event", type=int, help="the number of the event")
        exported = what.add_parser("export", help="writes or continues a folder of static files (tlog-tiles)")
        exported.add_argument("folder", type=Path)
        rotate = what.add_parser("rotate-key", help="puts a new key into use beside the older ones")
        rotate.add_argument("--overlap-days", type=_days, default=keys.OVERLAP.days, help="how long both sign")
        rotate.add_argument("--lost", action="store_true", help="the older keys are lost or stolen, and sign no more")

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        os.umask(0o077)
        act = {
            "verify": self.verify,
            "checkpoint": self.checkpoint,
            "proof": self.prove,
            "export": self.export,
            "rotate-key": self.rotate,
        }[what]
        try:
            act(options)
        except (Refused, Malformed, log.NotSealed) as refusal:
            raise CommandError(str(refusal)) from refusal

    def verify(self, options: dict[str, Any]) -> None:
        self.told = 0
        damages = verify_all(self.progress)
        for damage in damages:
            self.stdout.write(damage.sentence)
        size = log.state().size
        if damages:
            raise CommandError(f"Damages: {len(damages)}, in a log of {size:,} entries.")
        self.stdout.write(f"{size:,} entries are as they were sealed.")

    def progress(self, done: int, of: int) -> None:
        if done * STEPS // of > self.told:
            self.told = done * STEPS // of
            self.stderr.write(f"{done:,} of {of:,} entries.")

    def checkpoint(self, options: dict[str, Any]) -> None:
        sequencer.catch_up(timezone.now(), limit=sequencer.BULK, everything=True, wait=True)
        newest = log.latest()
        if newest is None:
            raise CommandError("Nothing has happened yet: there is nothing to sign.")
        self.stdout.write(cosigned(newest), ending="")

    def prove(self, options: dict[str, Any]) -> None:
        event = Event.objects.filter(pk=options["event"]).first()
        if event is None:
            raise CommandError(f"There is no event {options['event']}.")
        self.stdout.write(log.proof_of(event).text, ending="")

    def export(self, options: dict[str, Any]) -> None:
        size = export(options["folder"])
        self.stdout.write(f"{options['folder']} holds {size:,} entries.")

    def rotate(self, options: dict[str, Any]) -> None:
        overlap = timedelta(days=options["overlap_days"])
        key = rotate_ledger_key(actor=robot(), overlap=overlap, lost=options["lost"], now=timezone.now())
        self.stdout.write(key.vkey)
