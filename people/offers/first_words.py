"""The guides of everybody and of human resources, and the terms of training, signing and recognition."""

from django.utils.translation import gettext_lazy as _

from foundation.access import Role
from foundation.handbook import Guide, Point, Term, offer_guides, offer_points, offer_terms

offer_guides(
    Guide(
        "everyone",
        _("Welcome"),
        _(
            "This page holds what is yours: what to learn, what to sign and what to do, the most urgent "
            "first. An empty page is a good page."
        ),
        "people:own_page",
        (Role.EMP,),
        90,
    ),
    Guide(
        "personnel",
        _("Bringing people in"),
        _("Who joins, moves and leaves comes out of a file; courses and documents to sign follow by themselves."),
        "people:hr_imports",
        (Role.HR,),
        80,
    ),
)
offer_points(
    "everyone",
    Point(
        _("Sign what you read"),
        _("Documents that you have to know; you sign the version you read."),
        "people:to_sign",
        10,
    ),
    Point(
        _("Nominate somebody"), _("A colleague who found, improved or taught something."), "people:nomination_add", 20
    ),
    Point(_("See what is kept about you"), _("Everything in one file, whenever you like."), "people:my_data", 30),
)
offer_points(
    "personnel",
    Point(
        _("Read a file"), _("What would change is shown line by line before anything does."), "people:hr_imports", 10
    ),
)
offer_points(
    "manager",
    Point(
        _("See who is late"), _("Who is late with training or signing, and a reminder by one click."), "people:team", 50
    ),
)
offer_terms(
    Term(
        "training-compliance",
        _("Training current"),
        _(
            "Of those who have to hold a course, the share who do today. New joiners within their first "
            "days and people on leave are not counted."
        ),
    ),
    Term(
        "grace",
        _("Grace"),
        _(
            "The first days after joining or changing jobs, before a course is due. Who is in them counts "
            "neither for nor against."
        ),
    ),
    Term(
        "attestation",
        _("Attestation"),
        _("Somebody signs to have read a version of a document and to keep to it. A new version asks again."),
    ),
    Term(
        "campaign",
        _("Campaign"),
        _(
            "One document, one audience, one due day: everybody in it is asked to sign, and the rate says "
            "how far it has come."
        ),
    ),
    Term(
        "recognition",
        _("Recognition"),
        _("Somebody is nominated by somebody else, and others decide. It is published only if they agree."),
    ),
    Term(
        "small-numbers",
        _("Hidden small number"),
        _("A count so small that it might point at a person is shown as *. Zero is shown."),
    ),
)
