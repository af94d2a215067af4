"""How states and events of cases look."""

from foundation.looks import look

look(
    "cases.case",
    reported=("info", "inbox"),
    dismissed=("mute", "archive-box"),
    investigating=("info", "magnifying-glass"),
    hearing=("info", "chat-bubble-left-right"),
    decision_pending=("warn", "scale"),
    closed_unfounded=("good", "check-circle"),
    sanctioned=("warn", "document-text"),
    under_appeal=("warn", "arrow-uturn-left"),
    final=("mute", "check"),
    spent=("mute", "archive-box"),
)
look(
    "event",
    **{
        "case.reported": ("info", "inbox"),
        "case.acknowledge": ("good", "check"),
        "case.written": ("info", "chat-bubble-left"),
        "case.answered": ("info", "chat-bubble-left"),
        "case.feedback": ("good", "flag"),
        "case.seal_opened": ("warn", "lock-open"),
        "case.open": ("info", "play"),
        "case.dismiss": ("mute", "archive-box"),
        "case.interviewed": ("info", "chat-bubble-left-right"),
        "case.redacted": ("info", "eye-slash"),
        "case.files_added": ("info", "paper-clip"),
        "case.call_hearing": ("info", "calendar"),
        "case.sanction": ("warn", "scale"),
        "case.appeal": ("warn", "arrow-uturn-left"),
        "case.refer": ("warn", "building-library"),
        "case.erase": ("mute", "trash"),
    },
)
