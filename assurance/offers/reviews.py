"""What management reviews and objectives offer: their places, work, events, the panel of the board, the demonstration."""

from datetime import date
from typing import Any

from django.db.models import BigIntegerField, Case, CharField, DateField, F, QuerySet, Value, When
from django.db.models.functions import Cast, Left
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from assurance import demo
from assurance.models import ManagementReview, ReviewOutcome
from assurance.offers import review_paper  # noqa: F401  the review as PDF
from assurance.parts import Part, offer_part
from assurance.workflows import REVIEW
from foundation.access import Role, holds, reach
from foundation.as_of import in_address
from foundation.board import columns, count_together, counted
from foundation.looks import look
from foundation.offers import Chapter, Panel, Task, Work, offer_demonstration, offer_panels, offer_work
from foundation.steps import explain
from foundation.topics import tell_under
from foundation.webhooks.kinds import Family, offer_events

EMPTY = Value("", CharField())
NO_DAY = Cast(Value(None), DateField())
NAME = "assurance.reviews"
READERS = (Role.CO, Role.MGR, Role.PM, Role.LA)


def to_prepare(user: Any, on: date) -> QuerySet[ManagementReview]:
    """Reviews in work, for the officers of the whole; due on the day they are planned for."""
    rows = ManagementReview.objects.in_work()
    rows = rows.filter(reach(user, Role.CO)) if holds(user, Role.CO) else rows.none()
    return _lines(rows, "prepare_review", F("prepared_by__person"), F("prepared_by__name"), F("planned_on"))


def to_sign(user: Any, on: date) -> QuerySet[ManagementReview]:
    """Recorded reviews, held by their chair and chased by the officers of the whole; they wait without a date."""
    rows = ManagementReview.objects.to_sign()
    mine = rows.filter(chair=user.person_id) if user.person_id is not None else rows.none()
    chased = rows.filter(reach(user, Role.CO)) if holds(user, Role.CO) else mine
    return _lines(chased | mine, "sign_review", F("chair"), F("chair__name"), NO_DAY)


def _lines(rows: QuerySet[Any], task: str, held_by_id: Any, held_by: Any, due_by: Any) -> QuerySet[Any]:
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
        held_by_id=Cast(held_by_id, BigIntegerField()),
        held_by=held_by,
        grade=EMPTY,
        opens_on=NO_DAY,
        due_by=due_by,
    )


def actions(user: Any, on: date) -> QuerySet[ReviewOutcome]:
    """Open actions of signed reviews; they climb no ladder."""
    return ReviewOutcome.objects.to_chase(user).annotate(
        task=Value("carry_out_review_action", CharField()),
        row_uuid=F("uuid"),
        row_ref=F("review__ref"),
        row_title=Left("text", 200),
        row_detail=EMPTY,
        clause=EMPTY,
        area_code=EMPTY,
        unit_name=F("review__unit__name"),
        unit_path=F("review__unit__path"),
        held_by_id=Cast(F("owner"), BigIntegerField()),
        held_by=F("owner__name"),
        grade=EMPTY,
        opens_on=NO_DAY,
        due_by=F("due_on"),
    )


def on_board(user: Any, on: date) -> list[QuerySet]:
    """Reviews in work and to sign, and open actions by whether they were late, counted along with the rest of the board."""
    reviews = ManagementReview.objects.visible_to(user)
    left = ReviewOutcome.objects.visible_to(user).unfinished_on(on)
    standing = Case(When(due_on__lt=on, then=Value("late")), default=Value("open"), output_field=CharField())
    return [
        columns(reviews.in_work_on(on), NAME, Value("in_work", CharField())),
        columns(reviews.to_sign_on(on), NAME, Value("to_sign", CharField())),
        columns(left, NAME, standing),
    ]


def panel(request: HttpRequest, on: date) -> dict[str, Any]:
    """What waits of reviews, each number a link to its rows; of a past day nothing, for that has been seen to."""
    if in_address(on):
        return {"lines": []}
    found = {stands: number for name, stands, _b, _c, number in counted(request, on) if name == NAME}
    return {"lines": list(_told(found)) or [_nothing()]}


def _nothing() -> dict[str, str]:
    return {"icon": "check-circle", "words": _now("Nothing waits."), "url": reverse("assurance:reviews")}


def _told(found: dict[str, int]) -> Any:
    reviews, actions_url = reverse("assurance:reviews"), reverse("assurance:review_actions")
    if in_work := found.get("in_work", 0):
        words = ngettext("%(n)d review in preparation", "%(n)d reviews in preparation", in_work) % {"n": in_work}
        yield {"icon": "calendar", "words": words, "url": f"{reviews}?state=planned&state=gathered"}
    if held := found.get("to_sign", 0):
        words = ngettext("%(n)d review to sign", "%(n)d reviews to sign", held) % {"n": held}
        yield {"icon": "pencil-square", "words": words, "url": f"{reviews}?state=held"}
    if late := found.get("late", 0):
        words = ngettext("%(n)d action overdue", "%(n)d actions overdue", late) % {"n": late}
        yield {"icon": "exclamation-triangle", "words": words, "url": f"{actions_url}?standing=late"}
    if left := found.get("open", 0):
        words = ngettext("%(n)d action open", "%(n)d actions open", left) % {"n": left}
        yield {"icon": "clock", "words": words, "url": f"{actions_url}?standing=open"}


count_together(on_board)
offer_panels(
    Panel(NAME, "assurance/panels/review.html", 60, (Role.MGR, Role.CO, Role.PM), panel, place="wide"),
)
offer_part(
    Part(
        _("Management review"),
        _("What top management looked at, decided and had done; each review is signed and stays as it was."),
        "assurance:reviews",
        "presentation-chart-line",
        5,
        READERS,
    ),
    Part(
        _("Objectives"),
        _("What figures are to be by a day, and how far they have come."),
        "assurance:objectives",
        "flag",
        6,
        (Role.CO, Role.MGR, Role.PM, Role.LA, Role.AU),
    ),
)
offer_work(
    Work(
        "assurance.reviews_to_prepare",
        (
            Task(
                "prepare_review",
                _("Prepare the management review"),
                _("Chase the preparation of the review"),
                "assurance:review",
                ("info", "calendar", _("In preparation")),
            ),
        ),
        to_prepare,
        overdue=lambda rows, on: rows.filter(planned_on__lt=on),
    ),
    Work(
        "assurance.reviews_to_sign",
        (
            Task(
                "sign_review",
                _("Read the review and sign"),
                _("Chase the signature of the review"),
                "assurance:review",
                ("warn", "pencil-square", _("Held, not signed")),
            ),
        ),
        to_sign,
        dated=False,
    ),
    Work(
        "assurance.review_actions",
        (
            Task(
                "carry_out_review_action",
                _("Carry out the action of the review"),
                _("Chase the action of the review"),
                "assurance:review_outcome",
                ("info", "clipboard-document-check", _("Action of a review")),
            ),
        ),
        actions,
        overdue=lambda rows, on: rows.filter(due_on__lt=on),
    ),
)
explain(
    "management_review",
    gather=(_("Every figure is counted as of a day and kept with the review."), "arrow-down-tray"),
    hold=(_("Nothing is changed any more. The chair is asked to sign."), "users"),
    request_change=(_("It goes back to those who wrote it, with what you write."), "arrow-uturn-left"),
    sign=(_("The record is fixed with its hash. Whoever has an action is told."), "check-badge"),
    cancel=(_("It is kept as cancelled, with your reason."), "no-symbol"),
)
look(
    "assurance.ManagementReview",
    gathered=("info", "inbox"),
    held=("warn", "pencil-square"),
    signed=("good", "check-badge"),
)
look(
    "event",
    **{
        "management_review.planned": ("info", "calendar"),
        "management_review.changed": ("info", "pencil"),
        "management_review.noted": ("info", "pencil-square"),
        "management_review.recorded": ("info", "document-plus"),
        "management_review.reworded": ("info", "pencil"),
        "management_review.removed": ("mute", "trash"),
        "management_review.gather": ("info", "arrow-down-tray"),
        "management_review.hold": ("info", "users"),
        "management_review.request_change": ("warn", "arrow-uturn-left"),
        "management_review.sign": ("good", "check-badge"),
        "management_review.cancel": ("mute", "no-symbol"),
        "review_action.assigned": ("info", "user-plus"),
        "review_action.done": ("good", "check"),
        "objective.set": ("info", "flag"),
        "objective.withdrawn": ("mute", "archive-box"),
        "objective.measured": ("mute", "chart-bar"),
    },
)
offer_events(
    Family(
        "management_review",
        _("Management reviews"),
        steps=REVIEW,
        more=[
            ("planned", _("Planned")),
            ("changed", _("Plan changed")),
            ("noted", _("Note written")),
            ("recorded", _("Decision or action recorded")),
            ("reworded", _("Decision or action changed")),
            ("removed", _("Decision or action removed")),
        ],
    ),
    Family("review_action", _("Actions of reviews"), more=[("assigned", _("Given to somebody")), ("done", _("Done"))]),
    Family(
        "objective",
        _("Objectives"),
        more=[("set", _("Set")), ("withdrawn", _("Withdrawn")), ("measured", _("Figures read"))],
    ),
)
tell_under("due", "review_action.assigned")
offer_demonstration(Chapter("reviews", 40, demo.load_reviews))
