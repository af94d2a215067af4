"""The guides that begin with the pages over all apps, and the terms that all apps share."""

from django.utils.translation import gettext_lazy as _

from foundation.access import Role
from foundation.handbook import Guide, Point, Term, offer_guides, offer_points, offer_terms

WORK, BOARD, ADMINISTRATION = "foundation:my_work", "foundation:board", "foundation:administration"

offer_guides(
    Guide(
        "officer",
        _("Your morning as compliance officer"),
        _(
            "This page holds everything due, yours and what you chase, in one order. Work from the top: "
            "what is late stands first."
        ),
        WORK,
        (Role.CO,),
        10,
    ),
    Guide(
        "programme",
        _("Your morning as programme manager"),
        _(
            "This page holds what is due from you. The year of audits, and what no audit covers yet, "
            "stand one page further."
        ),
        WORK,
        (Role.PM,),
        20,
    ),
    Guide(
        "auditor",
        _("Your morning as auditor"),
        _("This page leads to your audits: what to prepare, to check, to answer and to verify, by the day it is due."),
        WORK,
        (Role.LA, Role.AU),
        30,
    ),
    Guide(
        "owner",
        _("Your morning as process owner"),
        _("This page holds the findings you answer for, the actions you promised and the evidence you were asked for."),
        WORK,
        (Role.PO,),
        40,
    ),
    Guide(
        "administrator",
        _("Looking after the installation"),
        _(
            "You decide on no finding and no audit: you see that people get in, that the rules are the "
            "right ones, and that everything runs."
        ),
        ADMINISTRATION,
        (Role.ADM,),
        50,
    ),
    Guide(
        "manager",
        _("Your morning as manager"),
        _("The board says how things stand under you. Every number opens exactly the rows that it counts."),
        BOARD,
        (Role.MGR,),
        60,
    ),
)
offer_points(
    "officer",
    Point(
        _("Decide what waits for you"),
        _("What needs a second person: extensions, waivers, roles."),
        "foundation:approvals",
        10,
    ),
    Point(_("See how we stand"), _("The board: coverage, what is overdue and who holds it."), BOARD, 20),
)
offer_points(
    "programme",
    Point(_("Decide what waits for you"), _("What others asked a second person for."), "foundation:approvals", 50),
)
offer_points(
    "administrator",
    Point(
        _("See whether everything runs"),
        _("Workers, database, disk, scanner, sweeps and mail, and what to do if not."),
        "foundation:status",
        10,
    ),
    Point(_("Know who is here"), _("Who is here, who may enter, and whose access ends."), "directory:people", 20),
    Point(_("Know who may do what"), _("You propose a role; a compliance officer grants it."), "directory:roles", 30),
    Point(
        _("Know which rules hold"),
        _("Due periods, ladders, targets: what holds, since when and why."),
        "foundation:policies",
        40,
    ),
)
offer_points(
    "manager",
    Point(
        _("Decide what waits for you"),
        _("Risks to accept, programmes to approve, what needs a second person."),
        "foundation:approvals",
        10,
    ),
)
offer_terms(
    Term(
        "second-person",
        _("Second person"),
        _(
            "Somebody else who has to agree before an act takes effect. Nobody is their own second "
            "person, even with two accounts."
        ),
    ),
    Term(
        "due-date",
        _("Due date"),
        _(
            "The day by which a step has to be done. It is issued once by the rule of that day; a later "
            "change of the rule does not move it."
        ),
    ),
    Term(
        "late",
        _("Late"),
        _("Past its due date and not done, from the day after. Nothing is stored for it: the date alone decides."),
    ),
    Term(
        "escalation",
        _("Escalation"),
        _("Telling people further up, rung by rung, the longer something is late. Each rung is told once."),
    ),
    Term(
        "grading",
        _("Confidentiality"),
        _(
            "Who may read something at all: public, internal, confidential or secret. It travels with the "
            "thing, into rooms and reports too."
        ),
    ),
    Term(
        "trail",
        _("Trail"),
        _("The record of who did what, when and why. It is added to and never changed, by administrators neither."),
    ),
    Term(
        "cut-off",
        _("Cut-off"),
        _("The moment up to which a figure, a report or a room knows things. What came later is not in it."),
    ),
    Term(
        "policy",
        _("Policy"),
        _(
            "A setting with versions, such as the days for a plan. A second person approves a new "
            "version; what was issued under an old one stands."
        ),
    ),
    Term(
        "clearance",
        _("Clearance"),
        _(
            "That a person is trained or qualified for something, until a day. Gates ask for it: leading "
            "an audit, owning a control."
        ),
    ),
    Term(
        "working-day",
        _("Working day"),
        _("A day that is neither weekend nor holiday in the calendar of the unit. Regions may rest on different days."),
    ),
)
