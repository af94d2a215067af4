"""What assurance offers to the screens that span all apps."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import BigIntegerField, CharField, DateField, Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from assurance import demo
from assurance.actions import link_evidence
from assurance.models import Area, Control, Evidence, EvidenceLink, EvidenceVersion, Process
from assurance.offers import (  # noqa: F401
    board_paper,
    documents,
    first_words,
    gates,
    importing,
    loading,
    matrix,
    oscal,
    processes,
    proofs,
    reports,
    reviews,
    scrub,
    search,
    suppliers,
    supply_tile,
    supply_words,
    system,
    ties,
    vault,
)
from assurance.parts import Part, offer_part
from assurance.querysets import Proven, seen_through
from assurance.shipped import load_iso27001
from assurance.workflows import CONTROL, EVIDENCE
from foundation.access import Role, holds, reach
from foundation.directory.ties import Holding, Proofs, offer_holdings, offer_proofs
from foundation.looks import look
from foundation.models.trail import Event
from foundation.offers import (
    Chapter,
    Entry,
    Narrowing,
    Place,
    Stock,
    Task,
    Work,
    offer_administration,
    offer_demonstration,
    offer_narrowings,
    offer_navigation,
    offer_stock,
    offer_work,
)
from foundation.steps import explain
from foundation.webhooks.kinds import Family, offer_events


def evidence_to_review(user: Any, on: date) -> QuerySet[EvidenceVersion]:
    """What officers and owners have to review in their units; auditors get that of their audits from audits."""
    seen = Evidence.objects.visible_to(user).filter(pk=OuterRef("evidence"))
    if not holds(user, Role.CO, Role.PO):
        return waiting_evidence(user).none()
    return waiting_evidence(user).filter(reach(user, Role.CO, Role.PO, unit="evidence__unit")).filter(Exists(seen))


def proofs_of_rows(rows: Sequence[Any], user: Any) -> dict[UUID, list[Evidence]]:
    """The evidence tied to each of several rows of one model, as far as `user` may see it (one query)."""
    seen = Evidence.objects.visible_to(user).filter(pk=OuterRef("version__evidence"))
    links = EvidenceLink.objects.about_any(type(rows[0]), [row.uuid for row in rows]).filter(Exists(seen))
    found: dict[UUID, list[Evidence]] = {}
    for link in links.select_related("version__evidence"):
        found.setdefault(link.subject_uuid, []).append(link.version.evidence)
    return found


def waiting_evidence(user: Any) -> QuerySet[EvidenceVersion]:
    """Lines of the versions that somebody else handed in, without scope; they wait without a date. Source: S-06."""
    empty = Value("", CharField())
    rows = EvidenceVersion.objects.filter(state="submitted", document_versions=None)
    return rows.exclude(uploaded_by__person=user.person_id).annotate(
        task=Value("review_evidence", CharField()),
        row_uuid=F("evidence__uuid"),
        row_ref=F("evidence__ref"),
        row_title=F("evidence__title"),
        row_detail=empty,
        clause=empty,
        area_code=empty,
        unit_name=F("evidence__unit__name"),
        unit_path=F("evidence__unit__path"),
        held_by_id=Value(user.person_id, BigIntegerField()),
        held_by=Value(user.name, CharField()),
        grade=empty,
        opens_on=Cast(Value(None), DateField()),
        due_by=Cast(Value(None), DateField()),
    )


def controls_ended(uuids: Iterable[UUID]) -> dict[UUID, date]:
    """The days on which those of the controls were retired that are."""
    retired = Control.objects.filter(uuid__in=list(uuids), state=Control.State.RETIRED).values("uuid")
    told = Event.objects.about_any(Control, retired).filter(kind="control.retire")
    return {uuid: at.date() for uuid, at in told.order_by("at").values_list("subject_uuid", "at")}


offer_work(
    Work(
        "assurance.evidence",
        (
            Task(
                "review_evidence",
                _("Review the evidence"),
                _("Chase the review of the evidence"),
                "assurance:evidence",
                ("info", "inbox", _("Handed in")),
            ),
        ),
        evidence_to_review,
        dated=False,
    )
)
seen_through(
    Proven(
        lambda: Control,
        lambda user: Control.objects.proving_to(user).values("uuid"),
        "code",
        "statement",
        ("assurance:control", "uuid"),
        ended=controls_ended,
        beside=((_("Control"), "statement"),),
    )
)
offer_holdings(
    Holding(
        "processes",
        _("processes"),
        lambda person: Process.objects.kept().answered_for_by(person),
        F("name"),
        "assurance:process",
        in_unit=lambda unit: Process.objects.kept().filter(unit=unit),
    ),
    Holding(
        "controls",
        _("controls"),
        lambda person: Control.objects.running().filter(owner=person),
        F("code"),
        "assurance:control",
        in_unit=lambda unit: Control.objects.running().filter(unit=unit),
    ),
)
offer_proofs(
    Proofs(
        choices=lambda user: EvidenceVersion.objects.visible_to(user).accepted().for_choice(),
        link=link_evidence,
        of=proofs_of_rows,
    )
)

INSIDE = (Role.CO, Role.PM, Role.LA, Role.AU, Role.MGR, Role.PO, Role.EMP, Role.ADM)

READERS = (Role.CO, Role.PM, Role.LA, Role.AU, Role.MGR)
offer_navigation(
    Entry(
        _("Matrix"),
        "assurance:matrix",
        "table-cells",
        35,
        (Role.CO, Role.PM, Role.LA, Role.AU, Role.MGR, Role.PO),
        key="x",
    ),
    Entry(_("Evidence"), "assurance:evidence_list", "document-check", 40, (*INSIDE, Role.LEG), key="e"),
)
offer_part(
    Part(
        _("Processes"),
        _("What the company does in its five areas, who answers for it, and what is required of it."),
        "assurance:processes",
        "squares-2x2",
        10,
        (*READERS, Role.PO, Role.EMP, Role.ADM),
    ),
    Part(
        _("Controls"),
        _("What meets the requirements, who owns it, and for how long its evidence stays fresh."),
        "assurance:controls",
        "shield-check",
        40,
        (*READERS, Role.PO),
    ),
    Part(
        _("Frameworks"),
        _("The standards and rules that audits and controls are measured by, with their requirements."),
        "assurance:frameworks",
        "bookmark-square",
        50,
        (*READERS, Role.PO, Role.ADM),
    ),
)
offer_administration(
    Place(
        _("Frameworks"),
        _("The standards and rules that audits and controls are measured by, with their requirements."),
        "assurance:frameworks",
        "book-open",
        "rules",
        20,
        (Role.ADM, Role.CO),
    ),
    Place(
        _("Controls"),
        _("What meets the requirements, who owns it, and for how long its evidence stays fresh."),
        "assurance:controls",
        "shield-check",
        "rules",
        25,
        (Role.CO,),
    ),
)
explain(
    "evidence",
    accept=(_("It counts as proof from now on; an accepted version before it is superseded."), "hand-thumb-up"),
    reject=(_("It does not count. Your reason goes to whoever uploaded it."), "hand-thumb-down"),
    revoke=(_("It goes back to review."), "arrow-uturn-left"),
)
explain(
    "control",
    operate=(_("From today it is expected to run, and its evidence to stay fresh."), "play"),
    retire=(_("It is kept as a record and meets nothing any more."), "archive-box"),
)
look("assurance.EvidenceVersion", superseded=("mute", "archive-box"))
look("assurance.Control", operating=("good", "check-circle"))
look(
    "event",
    linked=("info", "link"),
    downloaded=("mute", "arrow-down-tray"),
    viewed=("mute", "eye"),
    accept=("good", "hand-thumb-up"),
    reject=("bad", "x-mark"),
    release=("info", "inbox"),
    bar=("bad", "shield-exclamation"),
    supersede=("mute", "archive-box"),
    revoke=("warn", "arrow-uturn-left"),
    operate=("good", "play"),
    owner_changed=("info", "user-plus"),
)
offer_events(
    Family(
        "control",
        _("Controls"),
        steps=CONTROL,
        more=[
            ("added", _("Added")),
            ("edited", _("Changed")),
            ("guidance_set", _("Guiding documents chosen")),
            ("guidance_lost", _("Guidance lost")),
            ("guidance_regained", _("Guidance regained")),
        ],
    ),
    Family(
        "evidence",
        _("Evidence"),
        steps=EVIDENCE,
        more=[
            ("uploaded", _("Uploaded")),
            ("described", _("Described anew")),
            ("linked", _("Linked")),
            ("unlinked", _("Link removed")),
            ("damaged", _("Found damaged")),
            ("repaired", _("Repaired")),
            ("held", _("Placed on legal hold")),
            ("hold_lifted", _("Legal hold lifted")),
            ("disposal_proposed", _("Disposal proposed")),
        ],
    ),
    Family(
        "framework",
        _("Frameworks"),
        more=[("loaded", _("Loaded")), ("activated", _("Brought into use")), ("transition_set", _("Transition set"))],
    ),
)
offer_stock(Stock("iso27001", 10, load_iso27001))
offer_demonstration(Chapter("assurance", 10, demo.load))
offer_narrowings(Narrowing("area", _("Area"), "area_code", lambda: Area.Code.choices))
