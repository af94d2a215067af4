"""How states and events look."""

from foundation.looks import look

look(
    "people.hrimport",
    read=("warn", "eye"),
    applied=("good", "check-circle"),
    dropped=("mute", "x-mark"),
)
look(
    "event",
    **{
        "hr_import.received": ("info", "inbox"),
        "hr_import.compared": ("info", "eye"),
        "hr_import.asked": ("info", "play"),
        "hr_import.line_refused": ("warn", "exclamation-triangle"),
        "hr_import.take": ("good", "check-circle"),
        "hr_import.drop": ("mute", "x-mark"),
        "hr_import.forgotten": ("mute", "trash"),
        "person.imported": ("info", "arrow-down-tray"),
    },
)
