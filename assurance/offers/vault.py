"""What the vault offers to the screens that span all apps: requests for evidence, holds, damage and disposal."""

from datetime import date

from django.db.models import BigIntegerField, Case, CharField, DateField, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from assurance import demo
from assurance.models import Evidence, EvidenceRequest, EvidenceVersion
from assurance.parts import Part, offer_part
from assurance.workflows import EVIDENCE_REQUEST
from foundation.access import Role, holds, reach
from foundation.directory.models import User
from foundation.looks import look
from foundation.models.work import Approval
from foundation.offers import Chapter, Hand, Task, Work, offer_demonstration, offer_work
from foundation.steps import explain
from foundation.topics import always_at_once, tell_under
from foundation.webhooks.kinds import Family, offer_events

EMPTY = Value("", CharField())
NO_DAY = Cast(Value(None), DateField())
ASKED = Q(state=EvidenceRequest.State.ASKED)


def open_requests(user: User, on: date) -> QuerySet[EvidenceRequest]:
    """Held by who is asked until it is answered, then by who asked; chased by who asked and by officers."""
    return EvidenceRequest.objects.to_chase(user).annotate(
        task=Case(When(ASKED, then=Value("answer_request")), default=Value("judge_answer"), output_field=CharField()),
        row_uuid=F("uuid"),
        row_ref=F("ref"),
        row_title=F("title"),
        row_detail=EMPTY,
        clause=EMPTY,
        area_code=EMPTY,
        unit_name=F("unit__name"),
        unit_path=F("unit__path"),
        held_by_id=Case(When(ASKED, then=F("asked_of")), default=F("asked_by__person"), output_field=BigIntegerField()),
        held_by=Case(When(ASKED, then=F("asked_of__name")), default=F("asked_by__name"), output_field=CharField()),
        grade=EMPTY,
        opens_on=NO_DAY,
        due_by=F("due_on"),
    )


def disposals(user: User, on: date) -> QuerySet[Evidence]:
    """What was proposed for disposal in the units of an officer; it waits without a date."""
    if not holds(user, Role.CO):
        return _lines(Evidence.objects.none(), user, "dispose_evidence")
    versions = EvidenceVersion.objects.filter(evidence=OuterRef(OuterRef("pk"))).values("uuid")
    asked = Approval.objects.waiting().about_any(EvidenceVersion, versions)
    rows = Evidence.objects.to_dispose(on).filter(reach(user, Role.CO), ~Exists(asked), proposed_on__isnull=False)
    return _lines(rows, user, "dispose_evidence")


def damaged(user: User, on: date) -> QuerySet[Evidence]:
    """What is suspect in the units of an officer."""
    if not holds(user, Role.CO):
        return _lines(Evidence.objects.none(), user, "repair_evidence")
    return _lines(Evidence.objects.damaged().filter(reach(user, Role.CO)), user, "repair_evidence")


def _lines(rows: QuerySet[Evidence], user: User, task: str) -> QuerySet[Evidence]:
    return rows.annotate(
        task=Value(task, CharField()),
        row_uuid=F("uuid"),
        row_ref=F("ref"),
        row_title=F("title"),
        row_detail=EMPTY,
        clause=EMPTY,
        area_code=EMPTY,
        unit_name=F("unit__name"),
        unit_path=F("unit__path"),
        held_by_id=Value(user.person_id, BigIntegerField()),
        held_by=Value(user.name, CharField()),
        grade=EMPTY,
        opens_on=NO_DAY,
        due_by=NO_DAY,
    )


offer_work(
    Work(
        "assurance.requests",
        (
            Task(
                "answer_request",
                _("Hand in the evidence"),
                _("Chase the evidence"),
                "assurance:request",
                ("info", "inbox", _("Asked for")),
                hand_on=Hand("assurance.hand_request_on", "evidence_request", "person"),
            ),
            Task(
                "judge_answer",
                _("Judge the evidence you asked for"),
                _("Chase the judgement of the answer"),
                "assurance:request",
                ("info", "hand-raised", _("Handed in")),
            ),
        ),
        open_requests,
    ),
    Work(
        "assurance.disposal",
        (
            Task(
                "dispose_evidence",
                _("Decide on the disposal"),
                _("Chase the disposal"),
                "assurance:evidence",
                ("mute", "archive-box", _("Kept long enough")),
            ),
        ),
        disposals,
        dated=False,
    ),
    Work(
        "assurance.damage",
        (
            Task(
                "repair_evidence",
                _("Have the damaged file repaired"),
                _("Chase the repair of the file"),
                "assurance:evidence",
                ("bad", "shield-exclamation", _("Damaged")),
            ),
        ),
        damaged,
        dated=False,
    ),
)
explain("evidence", dispose=(_("Its files go for good, once a second person agrees. Record and hash stay."), "trash"))
explain(
    "evidence_request",
    answer=(_("Add files, or choose what is on file. Who asked is told."), "document-plus"),
    accept=(_("It is accepted as evidence and attached to what was asked about."), "hand-thumb-up"),
    send_back=(_("Your reason goes to whoever answered; the request waits again."), "arrow-uturn-left"),
    cancel=(_("It is not needed any more. Who was asked is told."), "x-circle"),
)
look("assurance.EvidenceRequest", asked=("info", "inbox"), answered=("warn", "hand-raised"))
look(
    "event",
    **{
        "evidence_request.asked": ("info", "inbox"),
        "evidence_request.answer": ("info", "document-plus"),
        "evidence_request.send_back": ("warn", "arrow-uturn-left"),
        "evidence_request.cancel": ("mute", "no-symbol"),
        "evidence_request.handed_on": ("info", "user-plus"),
        "evidence_request.due_soon": ("warn", "bell"),
        "evidence_request.overdue": ("bad", "bell-alert"),
        "evidence.damaged": ("bad", "shield-exclamation"),
        "evidence.repaired": ("good", "check-circle"),
        "evidence.held": ("warn", "lock-closed"),
        "evidence.hold_lifted": ("mute", "lock-open"),
        "evidence.dispose": ("mute", "trash"),
        "evidence.disposal_proposed": ("mute", "archive-box"),
    },
)
offer_events(
    Family(
        "evidence_request",
        _("Requests for evidence"),
        steps=EVIDENCE_REQUEST,
        more=[
            ("asked", _("Asked")),
            ("handed_on", _("Handed on")),
            ("due_soon", _("Due soon")),
            ("overdue", _("Overdue")),
        ],
    )
)
tell_under("due", "evidence_request.due_soon", "evidence_request.overdue")
always_at_once("evidence.damaged")
offer_demonstration(Chapter("vault", 25, demo.load_rest))
INSIDE = (Role.CO, Role.PM, Role.LA, Role.AU, Role.MGR, Role.PO, Role.EMP, Role.LEG)
offer_part(
    Part(
        _("Requests for evidence"),
        _("What was asked of whom, what was handed in, and what is late."),
        "assurance:requests",
        "inbox",
        60,
        INSIDE,
    ),
    Part(
        _("Gaps in evidence"),
        _("Cells of the matrix that nothing proves, or nothing fresh."),
        "assurance:evidence_gaps",
        "document-check",
        65,
        (Role.CO, Role.PM, Role.LA, Role.AU, Role.MGR, Role.PO),
    ),
)
