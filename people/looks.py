"""How states and events look."""

from foundation.looks import look

# Recognition
look(
    "people.nomination",
    draft=("mute", "pencil"),
    submitted=("warn", "inbox"),
    reviewed=("info", "clock"),
    awarded=("good", "trophy"),
    declined=("mute", "x-mark"),
    published=("good", "megaphone"),
)
look("people.nominationhold", placed=("warn", "pause"), lifted=("mute", "lock-open"))
look(
    "nomination.consent",
    open=("warn", "clock"),
    given=("good", "check"),
    refused=("mute", "eye-slash"),
)
look(
    "nomination.kind",
    finding=("mute", "flag"),
    improvement=("mute", "light-bulb"),
    training=("mute", "academic-cap"),
    standard=("mute", "globe-alt"),
    practice=("mute", "sparkles"),
)
look(
    "event",
    **{
        "nomination.made": ("info", "pencil"),
        "nomination.submit": ("info", "paper-airplane"),
        "nomination.review": ("info", "eye"),
        "nomination.award": ("good", "trophy"),
        "nomination.award_together": ("good", "trophy"),
        "nomination.decline": ("mute", "x-mark"),
        "nomination.agree": ("good", "check"),
        "nomination.object": ("mute", "eye-slash"),
        "nomination.publish": ("good", "megaphone"),
        "nomination_hold.placed": ("warn", "pause"),
        "nomination_hold.lift": ("mute", "lock-open"),
    },
)
