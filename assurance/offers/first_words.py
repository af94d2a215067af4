"""What guides say of processes, controls and evidence, and their terms."""

from django.utils.translation import gettext_lazy as _

from foundation.handbook import Point, Term, offer_points, offer_terms

ISO_27001, ISO_9001 = "ISO/IEC 27001", "ISO 9001"

offer_points(
    "officer",
    Point(
        _("See where the gaps are"),
        _("Which process meets which requirement, and where control, owner or evidence is missing."),
        "assurance:matrix",
        30,
    ),
    Point(
        _("Review what came in"),
        _("Evidence that was asked for, handed in, or is about to expire."),
        "assurance:evidence_list",
        35,
    ),
)
offer_points(
    "auditor",
    Point(
        _("Find what proves it"),
        _("What was accepted as proof, by whom, and until when it counts."),
        "assurance:evidence_list",
        40,
    ),
)
offer_points(
    "owner",
    Point(
        _("See what you look after"),
        _("Their controls, gates and documents, and what is missing."),
        "assurance:processes",
        20,
    ),
    Point(
        _("Hand in what was asked"),
        _("What you were asked for, and what will soon be too old."),
        "assurance:requests",
        30,
    ),
)
offer_points(
    "manager",
    Point(
        _("See where the gaps are"),
        _("The matrix of processes and requirements, by area and region."),
        "assurance:matrix",
        30,
    ),
)
offer_terms(
    Term(
        "area",
        _("Process area"),
        _(
            "One of five that never change: research and development, supply chain, sales and marketing, "
            "delivery, technical services."
        ),
    ),
    Term(
        "requirement",
        _("Requirement"),
        _("Something a standard, a law, a customer or our own baseline asks for, by its number."),
        near=("control",),
    ),
    Term(
        "control",
        _("Control"),
        _("What we do so that a requirement is met. It has an owner, a guiding document and evidence that it runs."),
        ISO_27001,
        near=("requirement",),
    ),
    Term(
        "integration-coverage",
        _("Integration coverage"),
        _(
            "Of the places where a process has to meet a requirement, the share with a control, an owner "
            "and evidence that still counts."
        ),
        near=("evidence-freshness",),
    ),
    Term(
        "evidence-freshness",
        _("Freshness of evidence"),
        _(
            "The same share, counted only where control and owner are there: it tells missing evidence "
            "from missing arrangements."
        ),
        near=("integration-coverage",),
    ),
    Term(
        "not-applicable",
        _("Not applicable"),
        _(
            "The requirement does not concern this process. It needs a reason, and somebody other than "
            "the process owner agrees."
        ),
    ),
    Term(
        "evidence",
        _("Evidence"),
        _(
            "A record that speaks for something on a day. It counts once somebody other than who handed "
            "it in has accepted it."
        ),
        near=("audit-evidence",),
    ),
    Term(
        "fresh",
        _("Fresh, expiring, stale"),
        _(
            "Evidence counts for as many months as its control says, or until its own last day. Expiring: "
            "within 30 days. Stale: past it."
        ),
    ),
    Term(
        "as-of",
        _("Speaks for"),
        _("The day that the content of evidence is about, not the day on which it was handed in."),
    ),
    Term(
        "quarantine",
        _("Quarantine"),
        _("A file waits apart until it has been scanned; nobody can open it before."),
    ),
    Term(
        "legal-hold",
        _("Legal hold"),
        _(
            "Evidence that must be kept, whatever its retention says. Only counsel lifts it, and nobody "
            "can dispose of it before."
        ),
    ),
    Term(
        "custody",
        _("Custody"),
        _(
            "The unbroken record of who had a piece of evidence, who looked at it, and that its bytes are "
            "the same as on the first day."
        ),
    ),
    Term(
        "controlled-document",
        _("Controlled document"),
        _(
            "A regulation, specification or guideline that somebody other than its author approved. One "
            "version holds on any day."
        ),
        ISO_9001,
    ),
    Term(
        "gate",
        _("Gate"),
        _(
            "A point that a process does not pass before its required controls have evidence, such as a "
            "release or an acceptance."
        ),
        near=("waiver",),
    ),
    Term(
        "waiver",
        _("Waiver"),
        _(
            "Passing a gate without all of its evidence, for a reason and until a day, approved by "
            "somebody else. Waived is not passed."
        ),
        near=("gate",),
    ),
    Term(
        "mapping",
        _("Mapping"),
        _(
            "How a requirement of one framework relates to one of another: equal, part of it, more than "
            "it, or overlapping."
        ),
    ),
    Term(
        "continuity",
        _("Supplier continuity"),
        _(
            "Whether a supplier goes on supplying, as far as verified and unexpired statements say. Two "
            "that differ make it disputed; none, unknown."
        ),
    ),
    Term(
        "single-source",
        _("Single source"),
        _("A component that only one supplier delivers. Without an alternative it is counted on the board."),
    ),
    Term(
        "build",
        _("Build"),
        _(
            "One product of one run of building, named by its hash. An inspection speaks for one build "
            "and for no other."
        ),
        near=("equivalence",),
    ),
)
