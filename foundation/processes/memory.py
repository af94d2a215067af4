"""What a web server loads when it starts stays until it ends: the collector of cycles need not go through it again."""

import gc

from django.urls import get_resolver

NEW_OBJECTS = 20_000  # before the youngest are looked through; Python's own 700 suit small programs
YOUNGER, OLDER = 10, 3  # times, before the next older ones are looked through as well


def leave_out_what_stays() -> None:
    """Takes everything loaded so far, the addresses too, out of what is searched for cycles.

    A page of 2,500 cells makes some 100,000 objects. Searched through every 700, with all code behind them, the slowest
    calls took twice the median (docs/performance.md). What a page leaves behind while others are being made counts as old:
    those are looked through every some twenty pages, which takes milliseconds, as what stays is not among them.
    """
    get_resolver()._populate()
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS, YOUNGER, OLDER)
