"""What the ledger offers to the screens over all apps: its card, how its events look, and its terms."""

from django.utils.translation import gettext_lazy as _

from foundation.access import Role
from foundation.handbook import Point, Term, offer_points, offer_terms
from foundation.ledger import checking, visits
from foundation.looks import look
from foundation.offers import Place, offer_administration
from foundation.topics import always_at_once

C2SP = "C2SP"

always_at_once(checking.DAMAGED, visits.BROKEN)
offer_administration(
    Place(
        _("Integrity"),
        _("How far the history is sealed, who outside watches it, and verifying every entry of it."),
        "foundation:ledger",
        "shield-check",
        "rules",
        20,
        (Role.ADM, Role.CO),
    )
)
offer_points(
    "officer",
    Point(
        _("Show that nothing was rewritten"),
        _("How far the history is sealed, which witnesses agree, and what the last verification found."),
        "foundation:ledger",
        70,
    ),
)
look(
    "event",
    **{
        checking.SOUND: ("good", "shield-check"),
        checking.DAMAGED: ("bad", "exclamation-triangle"),
        visits.BEGAN: ("info", "eye"),
        visits.BROKEN: ("bad", "exclamation-triangle"),
    },
)
offer_terms(
    Term(
        "seal",
        _("Seal"),
        _(
            "What happened stands as a numbered entry in the ledger, a few seconds later. Whoever changes it afterwards "
            "is found out. A seal says that something was recorded, not that it is true."
        ),
        near=("proof", "checkpoint"),
    ),
    Term(
        "checkpoint",
        _("Checkpoint"),
        _(
            "A signed line that says how many entries the ledger has, and one hash over all of them. Who keeps one can "
            "tell later whether those entries are still the same."
        ),
        C2SP,
        near=("witness", "seal"),
    ),
    Term(
        "witness",
        _("Witness"),
        _(
            "Somebody outside whose program signs each checkpoint after it has seen that the ledger only grew. It "
            "refuses a history that was cut, rewritten or told in two ways."
        ),
        C2SP,
        near=("checkpoint",),
    ),
    Term(
        "proof",
        _("Proof of an entry"),
        _(
            "The hashes that lead from one entry to a signed checkpoint. Anybody checks it with a program of their own, "
            "offline and without an account."
        ),
        "RFC 9162, C2SP",
        near=("seal",),
    ),
)
