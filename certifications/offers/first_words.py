"""What guides say of certificates and rooms, the guide of people outside, and their terms."""

from django.utils.translation import gettext_lazy as _

from foundation.access import Role
from foundation.handbook import Guide, Point, Term, offer_guides, offer_points, offer_terms

ISO_17021, ISO_27001 = "ISO/IEC 17021-1", "ISO/IEC 27001"

offer_guides(
    Guide(
        "outside",
        _("Your room"),
        _(
            "You see exactly what was opened to you, for one engagement and until a day. You change "
            "nothing; you ask, and both sides can read what was looked at."
        ),
        "certifications:rooms",
        (Role.CERT, Role.INSP),
        70,
    )
)
offer_points(
    "outside",
    Point(
        _("Go to what was opened"),
        _("The clauses with their evidence, earlier findings, questions and samples of each engagement."),
        "certifications:rooms",
        10,
    ),
    Point(
        _("See that nothing was rewritten"),
        _(
            "Under “Verify” of a room stands whether the history is the one of your last visit, and each seal leads to a "
            "proof that you check with a program of your own."
        ),
        "certifications:rooms",
        15,
    ),
    Point(
        _("Look after your account"),
        _("Your second factor, your sessions, and how you are told."),
        "foundation:account",
        20,
    ),
)
offer_points(
    "officer",
    Point(
        _("See what is in danger"),
        _("What expires, what a surveillance is missing for, what is suspended."),
        "certifications:certificates",
        50,
    ),
    Point(
        _("Show something to outsiders"),
        _("What a certifier, customer or inspector may see, for how long, and what they looked at."),
        "certifications:grants",
        60,
    ),
)
offer_points(
    "manager",
    Point(
        _("See what is certified"),
        _("What holds until when, and what is in danger."),
        "certifications:certificates",
        40,
    ),
)
offer_terms(
    Term(
        "certification-decision",
        _("Certification decision"),
        _("The body grants, keeps, limits or withdraws a certificate. Whoever decides was not in the audit."),
        ISO_17021,
        near=("audit-conclusion",),
    ),
    Term(
        "stage-1-2",
        _("Stage 1 and stage 2"),
        _("The two halves of a first certification: is the system ready to be audited, and does it work."),
        ISO_17021,
    ),
    Term(
        "surveillance",
        _("Surveillance"),
        _(
            "A shorter audit between certifications, in every calendar year without a recertification; "
            "the first within twelve months of the first decision."
        ),
        ISO_17021,
        near=("recertification",),
    ),
    Term(
        "recertification",
        _("Recertification"),
        _(
            "The audit and decision that carry a certificate into its next cycle. Both have to be "
            "finished before it expires."
        ),
        ISO_17021,
        near=("surveillance",),
    ),
    Term(
        "suspended",
        _("Suspended"),
        _(
            "Under most schemes the certificate does not hold for a time and must not be used; under some "
            "it stays valid. The scheme says which."
        ),
        ISO_17021,
        near=("withdrawn",),
    ),
    Term(
        "withdrawn",
        _("Withdrawn"),
        _("The body has ended the certificate for good. Coming back means beginning again."),
        near=("suspended", "restored"),
    ),
    Term(
        "restored",
        _("Restored"),
        _(
            "A certificate that expired less than six months ago and was decided on after all. The days "
            "between stay a gap."
        ),
        ISO_17021,
    ),
    Term(
        "transition",
        _("Transition"),
        _("The time in which certificates move from one edition of a standard to the next."),
    ),
    Term(
        "certified-since",
        _("Certified since"),
        _(
            "The first day from which every day up to now is covered by a certificate of the same scope, "
            "through all editions. One missing day starts it anew."
        ),
    ),
    Term(
        "soa",
        _("Statement of applicability"),
        _(
            "Every control of the standard with whether it applies, why or why not, and how far it is in "
            "place. Approving freezes a version."
        ),
        ISO_27001,
    ),
    Term(
        "room",
        _("Room"),
        _("What was opened to people outside, until a day: to read, not to change, and marked with their name."),
        near=("grant",),
    ),
    Term(
        "grant",
        _("Grant"),
        _(
            "What two people agreed to show to whom, from when to when and how confidential at most. "
            "Revoked, it ends at once."
        ),
        near=("room",),
    ),
    Term(
        "authorisation",
        _("Authorisation of an inspector"),
        _(
            "The letter of an authority for a person, countries, products and days. Somebody calls the "
            "authority back before it counts."
        ),
    ),
    Term(
        "needs-assessment",
        _("Needs assessment"),
        _("The recorded answer to whether a region needs a centre. “Not necessary” is an answer."),
    ),
    Term(
        "equivalence",
        _("Equivalence of builds"),
        _(
            "A rebuild gives the same bytes as what was shipped. Where it does not, an inspection cannot "
            "end with a pass."
        ),
        near=("build",),
    ),
)
