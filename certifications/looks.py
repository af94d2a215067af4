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
    "certifications.inspection",
    requested=("warn", "inbox"),
    scheduled=("info", "calendar"),
    in_progress=("info", "play"),
    paused=("bad", "pause"),
    result_pending=("warn", "clock"),
    completed=("good", "check-circle"),
    withdrawn=("mute", "arrow-uturn-left"),
    refused=("bad", "no-symbol"),
)
look(
    "certifications.inspectorauthorisation",
    received=("warn", "inbox"),
    verified=("info", "check"),
    active=("good", "check-circle"),
    expired=("mute", "archive-box"),
    revoked=("bad", "no-symbol"),
)
look(
    "inspection.result",
    **{"pass": ("good", "check-circle")},
    conditions=("warn", "exclamation-triangle"),
    fail=("bad", "x-circle"),
    inconclusive=("mute", "question-mark-circle"),
)
look(
    "inspection.equality",
    equivalent=("good", "check-circle"),
    explained=("warn", "exclamation-triangle"),
    not_equivalent=("bad", "x-circle"),
    not_tested=("mute", "minus-circle"),
)
look(
    "event",
    **{
        "inspection.requested": ("info", "inbox"),
        "inspection.schedule": ("info", "calendar"),
        "inspection.name_inspectors": ("info", "users"),
        "inspection.admit": ("good", "key"),
        "inspection.compare": ("info", "scale"),
        "inspection.pause": ("bad", "pause"),
        "inspection.resume": ("good", "play"),
        "inspection.finish": ("info", "flag"),
        "inspection.record_result": ("good", "document-check"),
        "inspection.withdraw": ("mute", "arrow-uturn-left"),
        "inspection.refuse": ("bad", "no-symbol"),
        "inspection.lost": ("warn", "exclamation-triangle"),
        "authorisation.entered": ("info", "identification"),
        "authorisation.check": ("info", "eye"),
        "authorisation.confirm": ("good", "check-circle"),
        "authorisation.begin": ("good", "play"),
        "authorisation.end": ("mute", "archive-box"),
        "authorisation.revoke": ("bad", "no-symbol"),
        "conformity.recorded": ("good", "beaker"),
        "service.added": ("info", "plus"),
    },
)
