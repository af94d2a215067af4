"""`python -m foundation.ledger.witness FOLDER --name witness.example.org/w1`: starts a witness, and makes a new one."""

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from foundation.ledger.strict import Refused
from foundation.ledger.witness.folder import Folder, Unusable
from foundation.ledger.witness.server import Server


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, help="where its key, the list of logs and its memory lie; made if need be")
    parser.add_argument("--name", default="", help="the name of a new witness, such as witness.example.org/w1")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8100, help="the port to listen on (8100)")


def run(*, folder: Path, name: str, host: str, port: int) -> None:
    """Serves until INT or TERM; ends with one line where it cannot start."""
    os.umask(0o077)
    try:
        home = Folder(folder, name=name)
        logs = home.logs()
        server = Server(host, port, home)
    except (OSError, Refused, Unusable) as failure:
        raise SystemExit(f"witness: {failure}") from failure
    _say(f"The public key of this witness is {home.key.verifying.vkey}")
    _say(f"It witnesses {', '.join(sorted(logs)) or f'no log yet: put its public key into {home.list_of_logs}'}.")
    _say(f"It listens at http://{host}:{server.server_port}. Ctrl-C stops it.")
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with server:
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            _say("Stopped.")


def main(words: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="witness", description=__doc__)
    add_arguments(parser)
    run(**vars(parser.parse_args(words)))


def _say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
