"""How a state or a kind of event looks: its tone and its icon, said once by the app that owns it."""

from dataclasses import dataclass

TONES = ("good", "warn", "bad", "info", "mute")


@dataclass(frozen=True)
class Look:
    tone: str
    icon: str

    def __post_init__(self) -> None:
        if self.tone not in TONES:
            raise ValueError(f"{self.tone} is not a tone; choose one of {', '.join(TONES)}.")


UNKNOWN = Look("mute", "minus-circle")
_looks: dict[tuple[str, str], Look] = {}


def look(of: str, **choices: tuple[str, str]) -> None:
    """Declare looks: `look("audits.finding", issued=("warn", "flag"))`; `of` is a model label or "event"."""
    for value, (tone, icon) in choices.items():
        _looks[of.lower(), value] = Look(tone, icon)


def look_of(of: str, value: str) -> Look:
    """The look of a state of a model, or what any model means by that word, or a mute one."""
    return _looks.get((of.lower(), value)) or _looks.get(("*", value)) or UNKNOWN


def event_look(kind: str) -> Look:
    """The look of an event by its kind, "finding.logged", or else by its verb, "logged"."""
    return _looks.get(("event", kind)) or _looks.get(("event", kind.rpartition(".")[2])) or Look("mute", "pencil")


look(
    "*",
    draft=("mute", "pencil"),
    planned=("mute", "calendar"),
    scheduled=("mute", "calendar"),
    waiting=("mute", "clock"),
    running=("info", "arrow-path"),
    open=("info", "play"),
    opened=("info", "play"),
    in_progress=("info", "play"),
    submitted=("info", "inbox"),
    received=("info", "inbox"),
    under_review=("info", "eye"),
    in_review=("info", "eye"),
    issued=("warn", "flag"),
    returned=("warn", "arrow-uturn-left"),
    quarantined=("warn", "shield-exclamation"),
    implemented=("info", "wrench"),
    accepted=("good", "check-circle"),
    approved=("good", "check-circle"),
    active=("good", "check-circle"),
    effective=("good", "check-circle"),
    done=("good", "check-circle"),
    closed=("good", "check-circle"),
    rejected=("bad", "x-circle"),
    refused=("bad", "x-circle"),
    failed=("bad", "exclamation-triangle"),
    withdrawn=("mute", "archive-box"),
    retired=("mute", "archive-box"),
    cancelled=("mute", "no-symbol"),
    void=("mute", "no-symbol"),
)
look(
    "event",
    created=("info", "plus"),
    added=("info", "document-plus"),
    uploaded=("info", "document-plus"),
    logged=("bad", "flag"),
    issued=("bad", "flag"),
    submitted=("info", "inbox"),
    accepted=("good", "hand-thumb-up"),
    approved=("good", "hand-thumb-up"),
    returned=("warn", "arrow-uturn-left"),
    rejected=("bad", "x-mark"),
    refused=("bad", "x-mark"),
    implemented=("good", "check"),
    verified=("good", "check-badge"),
    closed=("good", "check"),
    opened=("info", "play"),
    reopened=("warn", "arrow-uturn-left"),
    assigned=("info", "user-plus"),
    commented=("mute", "chat-bubble-left"),
    escalated=("bad", "bell-alert"),
    reminded=("warn", "bell"),
    extended=("warn", "calendar"),
    imported=("mute", "arrow-down-tray"),
    **{
        "comment.added": ("mute", "chat-bubble-left"),
        "backup.made": ("good", "archive-box"),
        "backup.restored": ("info", "arrow-path"),
    },
)
