"""What guiding documents offer to the screens that span all apps."""

from datetime import date, timedelta
from typing import Any

from django.db.models import BigIntegerField, CharField, DateField, F, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from assurance.models import Document, DocumentVersion
from assurance.parts import Part, offer_part
from assurance.querysets import INSIDE, Proven, seen_through
from assurance.workflows import DOCUMENT
from foundation.access import Role, holds, reach
from foundation.looks import look
from foundation.offers import Task, Work, offer_work
from foundation.rows import Grading
from foundation.steps import explain
from foundation.webhooks.kinds import Family, keep_inside, offer_events

SOON = timedelta(days=30)
READABLE = (Grading.PUBLIC, Grading.INTERNAL)


def _lines(rows: QuerySet[DocumentVersion], task: str) -> QuerySet[DocumentVersion]:
    """The columns of My work that both branches share."""
    empty = Value("", CharField())
    label = Concat(Cast("major", CharField()), Value("."), Cast("minor", CharField()))
    return rows.annotate(
        task=Value(task, CharField()),
        row_uuid=F("document__uuid"),
        row_ref=F("document__number"),
        row_title=F("document__title"),
        row_detail=Concat(Value("v"), label),
        clause=empty,
        area_code=empty,
        unit_name=F("document__unit__name"),
        unit_path=F("document__unit__path"),
        grade=empty,
        opens_on=Cast(Value(None), DateField()),
    )


def to_approve(user: Any, on: date) -> QuerySet[DocumentVersion]:
    """Versions that wait for officers of the unit or the owner, never for who wrote them. Source: S-06."""
    may = reach(user, Role.CO, unit="document__unit")
    if holds(user, Role.PO):
        may |= Q(document__owner=user.person_id)
    rows = DocumentVersion.objects.filter(may, state="in_review").exclude(author__person=user.person_id)
    rows = rows.exclude(pk__in=DocumentVersion.objects.filter(writers__person=user.person_id).values("pk"))
    return _lines(rows, "approve_document").annotate(
        held_by_id=Value(user.person_id, BigIntegerField()),
        held_by=Value(user.name, CharField()),
        due_by=Cast(Value(None), DateField()),
    )


def to_review(user: Any, on: date) -> QuerySet[DocumentVersion]:
    """Documents in effect whose review is due within a month or late: the owner reviews, officers chase. Source: T-41."""
    mine = Q(document__owner=user.person_id) | reach(user, Role.CO, unit="document__unit")
    rows = DocumentVersion.objects.effective().filter(mine, next_review_on__lte=on + SOON)
    return _lines(rows, "review_document").annotate(
        held_by_id=F("document__owner"), held_by=F("document__owner__name"), due_by=F("next_review_on")
    )


offer_work(
    Work(
        "assurance.document_approvals",
        (
            Task(
                "approve_document",
                _("Read the version and decide"),
                _("Chase the approval of the version"),
                "assurance:document",
                ("info", "inbox", _("In review")),
            ),
        ),
        to_approve,
        dated=False,
    ),
    Work(
        "assurance.document_reviews",
        (
            Task(
                "review_document",
                _("Review the document"),
                _("Chase the review of the document"),
                "assurance:document",
                ("warn", "book-open", _("Review due")),
            ),
        ),
        to_review,
    ),
)
seen_through(
    Proven(
        lambda: DocumentVersion,
        lambda user: DocumentVersion.objects.visible_to(user).values("uuid"),
        "document__number",
        "document__title",
        ("assurance:document", "document__uuid"),
    )
)
offer_part(
    Part(
        _("Guiding documents"),
        _("Regulations, specifications and guidelines in versions: what controls are carried out by."),
        "assurance:documents",
        "book-open",
        30,
        INSIDE,
    )
)
explain(
    "document",
    submit=(_("Those who may approve it are told; nobody changes it meanwhile."), "inbox"),
    request_change=(_("It goes back to its author with what you write."), "arrow-uturn-left"),
    approve=(_("From the day you choose it counts, and the version before it ends the day before."), "hand-thumb-up"),
    cancel=(_("It is a draft again and does not take effect."), "no-symbol"),
    confirm=(_("Nothing changes but the next review, which counts from today. A second person agrees."), "check-badge"),
    withdraw=(
        _("From today nothing of it counts. Controls that nothing else guides count as no control."),
        "archive-box",
    ),
)
look("assurance.DocumentVersion", superseded=("mute", "archive-box"), approved=("info", "calendar"))
look(
    "event",
    written=("info", "document-plus"),
    revised=("info", "pencil"),
    guidance_lost=("bad", "exclamation-triangle"),
    guidance_regained=("good", "check-circle"),
    guidance_set=("info", "link"),
    **{
        "document.submit": ("info", "inbox"),
        "document.request_change": ("warn", "arrow-uturn-left"),
        "document.approve": ("good", "hand-thumb-up"),
        "document.cancel": ("warn", "no-symbol"),
        "document.take_effect": ("good", "play"),
        "document.confirm": ("good", "check-badge"),
        "document.withdraw": ("bad", "archive-box"),
    },
)
offer_events(
    Family(
        "document",
        _("Guiding documents"),
        steps=DOCUMENT,
        more=[
            ("added", _("Added")),
            ("changed", _("Facts changed")),
            ("written", _("Version written")),
            ("revised", _("Draft changed")),
        ],
    )
)
keep_inside(Document, lambda row: row.grading not in READABLE)
keep_inside(DocumentVersion, lambda row: row.document.grading not in READABLE)
