"""The foundation's own entries of the navigation and cards of the administration."""

from django.utils.translation import gettext_lazy as _

from foundation.access import Role
from foundation.demonstration import marks  # noqa: F401  its chapter registers
from foundation.offers import (
    Chapter,
    Entry,
    OwnPage,
    Place,
    offer_administration,
    offer_demonstration,
    offer_navigation,
    offer_own_pages,
)
from foundation.subscriptions import demo, forms  # noqa: F401  steps register
from foundation.subscriptions import looks as _looks  # noqa: F401  looks register
from foundation.work import approvals, contracts, late_count, looks  # noqa: F401  branches and looks register

WATCHERS = (Role.ADM, Role.CO)
offer_navigation(
    Entry(
        _("Assurance board"), "foundation:board", "presentation-chart-line", 15, (Role.MGR, Role.CO, Role.PM), key="b"
    ),
    Entry(
        _("My work"),
        "foundation:my_work",
        "inbox-stack",
        10,
        (Role.CO, Role.LA, Role.AU, Role.MGR, Role.PM, Role.PO, Role.EMP, Role.ADM),
        key="m",
        count=late_count,
        count_words=_("late"),
        tone="bad",
    ),
    Entry(
        _("Approvals"),
        "foundation:approvals",
        "hand-thumb-up",
        80,
        (Role.MGR, Role.LA, Role.PM, Role.ADM),
        key="v",
    ),
    Entry(
        _("Administration"),
        "foundation:administration",
        "cog-6-tooth",
        90,
        WATCHERS,
        key="d",
    ),
)
offer_administration(
    Place(
        _("Policies"),
        _("Due periods, ladders and targets: what holds, since when and why, and a new version with what it touches."),
        "foundation:policies",
        "scale",
        "rules",
        10,
        (Role.ADM, Role.CO),
    ),
    Place(
        _("Status"),
        _("Whether broker, workers, database, disk, scanner, sweeps and mail do their work, and what to do if not."),
        "foundation:status",
        "heart",
        "operation",
        10,
        WATCHERS,
    ),
    Place(
        _("Jobs"),
        _("Everybody's exports, imports and reports in the background: how far they are, and why one failed."),
        "foundation:jobs",
        "clock",
        "operation",
        20,
        WATCHERS,
    ),
    Place(
        _("Mails"),
        _("The mails to people: which wait, which were refused and why, and sending them again."),
        "foundation:mails",
        "paper-airplane",
        "operation",
        30,
        WATCHERS,
    ),
    Place(
        _("Reports"),
        _("Which reports were made for whom, by hand or by subscription, and what comes next."),
        "foundation:report_history",
        "document-text",
        "operation",
        35,
        WATCHERS,
    ),
    Place(
        _("Exports"),
        _("Who took which rows out of a list, by which filter, and when."),
        "foundation:exports",
        "arrow-down-tray",
        "operation",
        40,
        WATCHERS,
    ),
    Place(
        _("Trail"),
        _("Who did what and when, by person, kind, object and day; nobody can change it."),
        "foundation:trail",
        "finger-print",
        "rules",
        30,
        WATCHERS,
    ),
    Place(
        _("Test mail"),
        _("Send yourself a mail and see what the mail server says to it."),
        "foundation:test_mail",
        "envelope",
        "operation",
        50,
        (Role.ADM,),
    ),
    Place(
        _("Webhooks"),
        _("Which other systems are told what happens here, and whether the messages arrive."),
        "foundation:webhooks",
        "signal",
        "connections",
        50,
        (Role.ADM, Role.CO),
    ),
)
offer_own_pages(
    OwnPage(_("My views of lists"), _("Open, rename, share or remove them."), "foundation:saved_views", "bookmark", 20),
    OwnPage(
        _("Report centre"),
        _("Every report you may have, those that come by themselves, and what was made for you."),
        "foundation:reports",
        "document-text",
        60,
    ),
)
offer_demonstration(Chapter("reports", 90, demo.load))
