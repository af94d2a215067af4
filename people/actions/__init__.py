"""The verbs of the app."""

from people.actions import hr_jobs  # noqa: F401  the jobs register
from people.actions.hr_import import (
    ask_to_take_hr_file,
    compare_hr_file_anew,
    finish_hr_import,
    forget_hr_lines,
    leaver_share,
    needs_a_tick,
    note_hr_counts,
    receive_hr_file,
    refuse_hr_line,
    take_hr_line,
)

__all__ = [
    "ask_to_take_hr_file",
    "compare_hr_file_anew",
    "finish_hr_import",
    "forget_hr_lines",
    "leaver_share",
    "needs_a_tick",
    "note_hr_counts",
    "receive_hr_file",
    "refuse_hr_line",
    "take_hr_line",
]
