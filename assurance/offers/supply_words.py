"""How suppliers, statements, components and products look, what their steps do, and which events of them leave the house."""

from django.utils.translation import gettext_lazy

from assurance.workflows import STATEMENT, SUPPLIER
from foundation.looks import look
from foundation.steps import explain
from foundation.webhooks.kinds import Family, offer_events

explain(
    "supplier",
    admit=(gettext_lazy("It may deliver. Its assessment, agreement and continuity are watched from now on."), "check"),
    watch=(gettext_lazy("It still delivers, and is looked at more closely. Its owner is told why."), "eye"),
    clear=(gettext_lazy("It is admitted as before."), "check"),
    block=(gettext_lazy("It is no source any more and gets no new components. Its owner is told why."), "no-symbol"),
    unblock=(gettext_lazy("It may deliver again, under watch."), "arrow-uturn-left"),
    exit=(gettext_lazy("It is kept as a record. This is not undone."), "archive-box"),
)
explain(
    "statement",
    verify=(gettext_lazy("It is true to its source, and counts until its last day."), "check-badge"),
    contradict=(gettext_lazy("It is wrong. It stays on file and counts for nothing."), "x-circle"),
)
look(
    "assurance.Supplier",
    candidate=("mute", "pencil"),
    admitted=("good", "check-circle"),
    watch=("warn", "eye"),
    blocked=("bad", "no-symbol"),
    exited=("mute", "archive-box"),
)
look(
    "assurance.ContinuityStatement",
    unverified=("warn", "clock"),
    verified=("good", "check-badge"),
    contradicted=("mute", "x-circle"),
)
look(
    "assurance.Continuity",
    continues=("good", "check-circle"),
    conditions=("good", "check"),
    delayed=("warn", "clock"),
    reduced=("warn", "arrow-trending-down"),
    stopped=("bad", "no-symbol"),
    disputed=("bad", "exclamation-triangle"),
    unknown=("warn", "question-mark-circle"),
)
look(
    "event",
    assessed=("info", "clipboard-document-check"),
    agreed=("good", "document-check"),
    recorded=("info", "chat-bubble-left"),
    watch=("warn", "eye"),
    block=("bad", "no-symbol"),
    admit=("good", "check"),
    build_registered=("info", "cube"),
)
offer_events(
    Family(
        "supplier",
        gettext_lazy("Suppliers"),
        steps=SUPPLIER,
        more=[
            ("added", gettext_lazy("Registered")),
            ("changed", gettext_lazy("Changed")),
            ("assessed", gettext_lazy("Assessed")),
            ("agreed", gettext_lazy("Security agreement on file")),
        ],
    ),
    Family(
        "statement",
        gettext_lazy("Statements on continuity"),
        steps=STATEMENT,
        more=[("recorded", gettext_lazy("Recorded"))],
    ),
    Family(
        "component",
        gettext_lazy("Components"),
        more=[("added", gettext_lazy("Added")), ("changed", gettext_lazy("Changed"))],
    ),
    Family(
        "product",
        gettext_lazy("Products"),
        more=[
            ("added", gettext_lazy("Added")),
            ("version_added", gettext_lazy("Version registered")),
            ("version_changed", gettext_lazy("Version changed")),
            ("build_registered", gettext_lazy("Build registered")),
        ],
    ),
)
