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

# Centres, their visits, and what is public of them.
look(
    "certifications.needsassessment",
    draft=("mute", "pencil"),
    submitted=("warn", "clock"),
    needed=("info", "building-office"),
    not_needed=("mute", "minus-circle"),
    later=("warn", "calendar"),
)
look(
    "certifications.centre",
    proposed=("mute", "pencil"),
    needs_assessed=("info", "scale"),
    approved=("info", "check"),
    building=("warn", "wrench"),
    operational=("good", "check-circle"),
    suspended=("bad", "pause"),
    closed=("mute", "archive-box"),
)
look(
    "certifications.visit",
    booked=("info", "calendar"),
    in_progress=("warn", "key"),
    ended=("good", "check"),
    cancelled=("mute", "x-mark"),
)
look("certifications.booking", held=("info", "calendar"), released=("mute", "x-mark"))
look(
    "certifications.publicitem",
    draft=("mute", "pencil"),
    published=("good", "globe-alt"),
    withdrawn=("mute", "eye-slash"),
)
look(
    "event",
    **{
        "assessment.find_needed": ("info", "building-office"),
        "assessment.find_not_needed": ("mute", "minus-circle"),
        "assessment.put_off": ("warn", "calendar"),
        "authority.called_back": ("good", "phone"),
        "centre.approve": ("good", "check"),
        "centre.open": ("good", "building-office"),
        "centre.resume": ("good", "building-office"),
        "centre.suspend": ("bad", "pause"),
        "centre.close": ("mute", "archive-box"),
        "visit.booked": ("info", "calendar"),
        "visit.admit": ("good", "key"),
        "visit.show": ("info", "eye"),
        "visit.bring_in": ("info", "arrow-right"),
        "visit.take_out": ("info", "arrow-left"),
        "visit.end": ("good", "check"),
        "visit.cancel": ("mute", "x-mark"),
        "public_item.publish": ("good", "globe-alt"),
        "public_item.take_back": ("warn", "eye-slash"),
    },
)
