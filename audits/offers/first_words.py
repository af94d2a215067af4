"""What guides say of audits and findings, the walk through a first audit, and the terms of auditing."""

from django.utils.translation import gettext_lazy as _

from foundation.access import Role
from foundation.handbook import Point, Term, Walk, offer_points, offer_terms, offer_walks

ISO_19011, ISO_17021 = "ISO 19011", "ISO/IEC 17021-1"

offer_walks(
    Walk(
        _("Your first audit"),
        _("Ten steps from the schedule to the end, ticked off by the audit itself."),
        "audits:first_audit",
        (Role.LA, Role.CO, Role.PM),
    )
)
offer_points(
    "officer",
    Point(
        _("Follow what was found"),
        _("Which are open, whose they are, and what is late about them."),
        "audits:findings",
        40,
    ),
)
offer_points(
    "programme",
    Point(
        _("Plan the year"),
        _("What is audited how often, by which risk, and what that makes of the year."),
        "audits:programme",
        10,
    ),
    Point(
        _("See what nobody covers"),
        _("Areas, regions and requirements that no audit reached in time."),
        "audits:coverage",
        20,
    ),
    Point(
        _("Who can audit what"),
        _("Qualifications with their days, and where a lead is missing."),
        "audits:auditors",
        30,
    ),
)
offer_points(
    "auditor",
    Point(_("Go on where you were"), _("Team, plan, checklist, fieldwork and report of each."), "audits:audits", 10),
    Point(
        _("Say where you are not independent"),
        _("What you owned, did or advised on keeps you out of its audit."),
        "audits:independence",
        20,
    ),
    Point(_("Follow what was found"), _("Plans to review and effects to verify."), "audits:findings", 30),
)
offer_points(
    "owner",
    Point(
        _("Answer what was found"),
        _("The cause, what you correct at once, and what keeps it from coming back."),
        "audits:findings",
        10,
    ),
)
offer_points(
    "manager",
    Point(_("See what is open"), _("What is open under you, how old it is and who holds it."), "audits:findings", 20),
)
offer_terms(
    Term(
        "audit",
        _("Audit"),
        _(
            "Asking, by a plan and with evidence, whether something meets what is required of it, by "
            "people who are independent of it."
        ),
        ISO_19011,
    ),
    Term(
        "audit-programme",
        _("Audit programme"),
        _("The audits of a year or more with their aims, means and own risks. What is riskier is audited sooner."),
        ISO_19011,
        near=("audit-plan",),
    ),
    Term(
        "audit-plan",
        _("Audit plan"),
        _(
            "The sessions of one audit: when, where, with whom, about what. The audited get it in time, "
            "unless the audit is unannounced."
        ),
        ISO_19011,
        near=("audit-programme",),
    ),
    Term(
        "audit-criteria",
        _("Audit criteria"),
        _("What the audited is held against: editions of standards, internal rules, contracts."),
        ISO_19011,
        near=("audit-evidence",),
    ),
    Term(
        "audit-evidence",
        _("Audit evidence"),
        _("Facts that can be checked and bear on the criteria: records, what people said, what was seen."),
        ISO_19011,
        near=("audit-criteria",),
    ),
    Term(
        "independence",
        _("Independence"),
        _(
            "Auditors do not audit what they answered for, worked in, or are tied to. An exception is "
            "recorded with what makes up for it."
        ),
        ISO_19011,
    ),
    Term(
        "first-second-third-party",
        _("First, second and third party"),
        _("We audit ourselves; we audit a supplier, or a customer us; an independent body audits us."),
        ISO_19011,
    ),
    Term(
        "working-paper",
        _("Working paper"),
        _("What an auditor noted to get from a question to a result. Another of the team reads and signs it off."),
    ),
    Term(
        "sample",
        _("Sample"),
        _(
            "Some items of a population, picked by a stated method. Population, method, size and seed are "
            "kept, so that anybody can pick again."
        ),
    ),
    Term(
        "finding",
        _("Finding"),
        _("What comes out when evidence is held against criteria. Conformity and good practice are findings too."),
        ISO_19011,
        near=("audit-conclusion",),
    ),
    Term(
        "major",
        _("Major nonconformity"),
        _(
            "A failure that puts in doubt whether the system achieves what it is for. Several minors on "
            "one requirement can add up to one."
        ),
        ISO_17021,
        near=("minor",),
    ),
    Term(
        "minor",
        _("Minor nonconformity"),
        _("A requirement is not met, without putting in doubt what the system as a whole achieves."),
        ISO_17021,
        near=("major", "observation"),
    ),
    Term(
        "opportunity",
        _("Opportunity for improvement"),
        _(
            "Something meets the requirement and could be better. Its owner accepts or declines it with a "
            "reason; no corrective action is due."
        ),
        near=("observation",),
    ),
    Term(
        "observation",
        _("Observation"),
        _("Worth noting, and no answer is due."),
        near=("opportunity", "minor"),
    ),
    Term(
        "good-practice",
        _("Good practice"),
        _("Something so well done that other units are offered it."),
    ),
    Term(
        "correction",
        _("Correction"),
        _("Puts right what was found, here and now. The cause may still be there."),
        near=("corrective-action",),
    ),
    Term(
        "corrective-action",
        _("Corrective action"),
        _("Removes the cause, so that the same does not happen again, here or elsewhere."),
        near=("correction",),
    ),
    Term(
        "cause",
        _("Cause"),
        _("Why it could happen: not who did it, but what let it. The same cause is looked for elsewhere."),
    ),
    Term(
        "effectiveness",
        _("Effectiveness"),
        _(
            "Whether the corrective action did what it was for. Another person looks, some time after it "
            "was carried out."
        ),
        near=("corrective-action",),
    ),
    Term(
        "dispute",
        _("Dispute"),
        _(
            "The audited disagree with a finding, within days and with a reason. People who were not in "
            "the audit decide; the due dates run on."
        ),
    ),
    Term(
        "repeat-finding",
        _("Repeat finding"),
        _("The same family of requirements fails again in the same process area within two years."),
    ),
    Term(
        "risk-accepted",
        _("Risk accepted"),
        _(
            "A manager of sufficient rank lives with a finding for at most a year. It leaves the lists of "
            "late things and is shown apart."
        ),
    ),
    Term(
        "opening-closing",
        _("Opening and closing meeting"),
        _(
            "The first settles how the audit goes; the last tells the audited what was found, and notes "
            "where they disagree."
        ),
        ISO_19011,
    ),
    Term(
        "audit-conclusion",
        _("Audit conclusion"),
        _(
            "What the team says of the audited after weighing all findings. It is about the audit, not "
            "about a certificate."
        ),
        ISO_19011,
        near=("certification-decision", "finding"),
    ),
)
