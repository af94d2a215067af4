"""Everybody's own page: where self-service starts, and for all others a link beside their work."""

from django.utils.translation import gettext_lazy as _

from foundation.access import Role
from foundation.offers import Entrance, Entry, offer_entrances, offer_home, offer_navigation

offer_home("people:own_page")
offer_navigation(Entry(_("Home"), "people:own_page", "home", 5, (Role.EMP,), key="y", alone=True))
offer_entrances(
    Entrance(
        "report",
        "report",
        _("Report something"),
        _("You can report with your name or without it. You get a code to read the answer."),
        "cases:report",
        "megaphone",
    ),
    Entrance(
        "nominate",
        "praise",
        _("Nominate a colleague"),
        _("Want to praise good work instead?"),
        "people:nomination_add",
        "trophy",
    ),
    Entrance(
        "nominations",
        "mine",
        _("Nominations"),
        _("Whom you have praised, and what is said of you"),
        "people:my_nominations",
        "trophy",
        order=10,
    ),
    Entrance(
        "wall",
        "mine",
        _("Recognition"),
        _("What colleagues were thanked for"),
        "people:wall",
        "sparkles",
        order=15,
    ),
    Entrance(
        "signed",
        "mine",
        _("Documents to sign"),
        _("What you are asked to sign, and what you signed"),
        "people:to_sign",
        "pencil-square",
        order=5,
    ),
    Entrance(
        "matters",
        "mine",
        _("What concerns me"),
        _("What became of what you reported, and what was said of you"),
        "cases:home",
        "lock-closed",
        order=30,
    ),
    Entrance(
        "proofs",
        "mine",
        _("Learned elsewhere"),
        _("Proofs of training outside, and what became of them"),
        "people:proofs",
        "academic-cap",
        order=20,
    ),
    Entrance(
        "own_data", "mine", _("My data"), _("What is kept about you, as a file"), "people:my_data", "arrow-down-tray"
    ),
)
