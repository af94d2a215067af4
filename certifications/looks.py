"""How states and events of rooms look."""

from foundation.looks import look

look(
    "certifications.grant",
    draft=("mute", "pencil"),
    submitted=("warn", "clock"),
    approved=("info", "calendar"),
    live=("good", "key"),
    expired=("mute", "archive-box"),
    revoked=("bad", "no-symbol"),
    withdrawn=("mute", "x-mark"),
)
look(
    "certifications.question",
    open=("warn", "chat-bubble-left"),
    answered=("info", "chat-bubble-left-right"),
    closed=("good", "check"),
)
look("certifications.sample", proposed=("warn", "clock"), agreed=("good", "check"), declined=("mute", "x-mark"))
look(
    "event",
    **{
        "room.looked": ("info", "eye"),
        "room.acknowledged": ("good", "check"),
        "outside.refused": ("bad", "no-symbol"),
        "evidence.downloaded": ("warn", "arrow-down-tray"),
        "question.asked": ("info", "chat-bubble-left"),
        "question.reply": ("info", "chat-bubble-left"),
        "question.answer": ("good", "chat-bubble-left-right"),
        "question.close": ("good", "check"),
        "sample.proposed": ("info", "beaker"),
        "sample.agree": ("good", "check"),
        "sample.decline": ("mute", "x-mark"),
        "grant.requested": ("info", "pencil"),
        "grant.submit": ("info", "paper-airplane"),
        "grant.clear": ("good", "scale"),
        "grant.approve": ("good", "hand-thumb-up"),
        "grant.return": ("warn", "arrow-uturn-left"),
        "grant.start": ("good", "key"),
        "grant.end": ("mute", "archive-box"),
        "grant.revoke": ("bad", "no-symbol"),
        "grant.followed": ("info", "plus"),
    },
)
look(
    "certifications.statementofapplicability",
    draft=("mute", "pencil"),
    in_review=("warn", "clock"),
    approved=("good", "check-circle"),
    superseded=("mute", "archive-box"),
)
look(
    "event",
    **{
        "soa.started": ("info", "plus"),
        "soa.submit": ("info", "inbox"),
        "soa.return": ("warn", "arrow-uturn-left"),
        "soa.supersede": ("mute", "archive-box"),
        "soa.lines_set": ("info", "pencil"),
        "soa.approve": ("good", "check-circle"),
        "certificate.soa_cited": ("info", "link"),
    },
)
