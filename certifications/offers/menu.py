"""The entries of certification in the navigation, and the pages that are open to people outside."""

from django.utils.translation import gettext_lazy as _

from assurance.parts import Part, offer_part
from certifications.permissions import READ_SOAS
from foundation.access import Role
from foundation.offers import Entry, offer_navigation
from foundation.outside import open_to_outsiders

offer_navigation(
    Entry(
        _("Certificates"),
        "certifications:certificates",
        "check-badge",
        45,
        (Role.CO, Role.LA, Role.AU, Role.MGR, Role.PO),
        key="c",
    ),
    Entry(_("Rooms"), "certifications:grants", "key", 70, (Role.LEG,), key="r"),
    Entry(_("Room"), "certifications:rooms", "key", 0, (Role.CERT, Role.INSP)),
)
offer_part(
    Part(
        _("Statements of applicability"),
        _("Which controls of a framework apply, why, and how far they are in place; version by version."),
        "certifications:soas",
        "clipboard-document-check",
        80,
        tuple(READ_SOAS.names),
    ),
    Part(
        _("Rooms"),
        _("What certifiers and inspectors are shown, until when, and what they asked."),
        "certifications:grants",
        "key",
        90,
        (Role.CO, Role.LEG, Role.LA),
    ),
)
offer_part(
    Part(
        _("Certificates"),
        _("What the company is certified for, by whom and until when."),
        "certifications:certificates",
        "check-badge",
        85,
        (Role.CO, Role.LA, Role.AU, Role.MGR, Role.PO, Role.EMP),
    ),
    Part(
        _("Schemes"),
        _("What one certifies against, with the time rules of its certificates."),
        "certifications:schemes",
        "bookmark-square",
        92,
        (Role.CO, Role.LA, Role.AU, Role.MGR, Role.PO),
    ),
    Part(
        _("Certification bodies"),
        _("Who certifies, evaluates or tests, and until when they are accredited."),
        "certifications:bodies",
        "building-library",
        94,
        (Role.CO, Role.LA, Role.AU, Role.MGR, Role.PO),
    ),
)

open_to_outsiders(
    "certifications:grant",
    "certifications:question",
    "certifications:room",
    "certifications:room_rules",
    "certifications:room_clause",
    "certifications:room_audit",
    "certifications:room_finding",
    "certifications:room_soas",
    "certifications:room_soa",
    "certifications:room_evidence",
    "certifications:room_file",
    "certifications:room_view",
    "certifications:room_page",
    "certifications:room_certificate",
    "certifications:room_earlier",
    "certifications:room_questions",
    "certifications:room_question",
    "certifications:room_samples",
    "certifications:room_population",
    "certifications:room_log",
    "certifications:room_verify",
    "certifications:room_entry",
    "certifications:room_proof",
    "certifications:room_bytes",
    "certifications:room_pack",
    "certifications:room_pack_file",
    home="certifications:rooms",
)

BY_PROGRAM = (
    "room-question",
    "room-sample",
    "room-clause",
    "room-audit",
    "room-finding",
    "room-soa",
    "room-evidence",
    "room-certificate",
)

open_to_outsiders(
    "api:ledger",
    "api:ledger-consistency",
    "api:room-list",
    "api:room-detail",
    "api:room-rules",
    "api:room-log",
    "api:room-file-content",
    *(f"api:{noun}-{door}" for noun in BY_PROGRAM for door in ("list", "detail")),
    written=(
        "api:room-rules",
        "api:room-question-list",
        "api:room-question-reply",
        "api:room-question-close",
        "api:room-sample-list",
        "api:room-sample-pick",
    ),
)
