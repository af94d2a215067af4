"""How long an installation takes to start again: seconds from the command until the address is printed.

    python -m benchmarks.second_start [starts]

Prints each start and the best. The first start, which migrates and loads the demonstration, is not counted.
"""

import sys
import tempfile
import time
from pathlib import Path

from tests.setup.installation import Installation


def main(starts: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        var = Path(folder) / "var"
        Installation(var, DEMO="1").wait_until_up().end()
        taken = [measured(var) for _ in range(starts)]
    print(" ".join(f"{seconds:.2f}" for seconds in taken), f"s; best {min(taken):.2f} s")


def measured(var: Path) -> float:
    begun = time.monotonic()
    running = Installation(var, DEMO="1").wait_until_up()
    seconds = time.monotonic() - begun
    running.end()
    return seconds


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
