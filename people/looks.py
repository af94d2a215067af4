"""How states and events look."""

from foundation.looks import look

# Training.

look(
    "people.assignment",
    assigned=("info", "academic-cap"),
    in_progress=("info", "play"),
    blocked=("bad", "lock-closed"),
    completed=("good", "check-circle"),
    waived=("mute", "hand-raised"),
    cancelled=("mute", "no-symbol"),
)
look(
    "people.standing",
    valid=("good", "check-circle"),
    expiring=("info", "clock"),
    grace=("info", "calendar"),
    overdue=("bad", "exclamation-triangle"),
    expired=("bad", "exclamation-triangle"),
    waived=("mute", "hand-raised"),
    away=("mute", "calendar"),
    released=("mute", "archive-box"),
)
look(
    "event",
    **{
        "course.defined": ("info", "academic-cap"),
        "course.edited": ("mute", "pencil"),
        "course.retired": ("mute", "archive-box"),
        "assignment.assigned": ("info", "user-plus"),
        "assignment.start": ("info", "play"),
        "assignment.attempted": ("info", "pencil"),
        "assignment.pass": ("good", "check-circle"),
        "assignment.fail": ("warn", "arrow-path"),
        "assignment.block": ("bad", "lock-closed"),
        "assignment.unblock": ("info", "lock-open"),
        "assignment.recognise": ("good", "check-circle"),
        "assignment.waive": ("mute", "hand-raised"),
        "assignment.ask_again": ("warn", "arrow-uturn-left"),
        "assignment.cancel": ("mute", "no-symbol"),
        "assignment.released": ("mute", "archive-box"),
        "assignment.due_moved": ("info", "calendar"),
        "completion.recorded": ("good", "academic-cap"),
    },
)

# Content, learning and proofs.

look(
    "people.edition",
    draft=("mute", "pencil"),
    published=("good", "check-circle"),
    superseded=("mute", "archive-box"),
)
look("people.proof", submitted=("warn", "clock"))
look(
    "event",
    **{
        "edition.begun": ("info", "document-duplicate"),
        "edition.publish": ("good", "check-circle"),
        "edition.supersede": ("mute", "archive-box"),
        "assignment.drawn": ("info", "pencil-square"),
        "assignment.handed_in": ("info", "inbox"),
        "training_certificate.made": ("good", "academic-cap"),
        "paper.taken": ("warn", "arrow-down-tray"),
        "file.scanned": ("info", "shield-check"),
    },
)

# Signing.

look("people.campaign", superseded=("mute", "archive-box"), closed=("mute", "archive-box"))
look(
    "people.attestation",
    open=("info", "clock"),
    signed=("good", "check-circle"),
    refused=("bad", "hand-raised"),
)
look(
    "event",
    **{
        "campaign.planned": ("info", "plus"),
        "campaign.begun": ("info", "plus"),
        "campaign.changed": ("mute", "pencil"),
        "campaign.open": ("info", "play"),
        "campaign.close": ("mute", "archive-box"),
        "campaign.supersede": ("mute", "archive-box"),
        "attestation.asked": ("info", "inbox"),
        "attestation.opened": ("mute", "eye"),
        "attestation.sign": ("good", "check-badge"),
        "attestation.refuse": ("bad", "hand-raised"),
        "attestation.take_up": ("info", "arrow-uturn-left"),
        "attestation.remind": ("warn", "bell"),
        "attestation.cancel": ("mute", "no-symbol"),
        "attestation.ended": ("mute", "archive-box"),
        "attestation.due_moved": ("warn", "calendar"),
    },
)
