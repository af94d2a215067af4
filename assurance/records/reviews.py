"""What the pages of a management review and of what comes of it show; nothing here writes."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from assurance.models import ManagementReview, Objective, ReviewInput, ReviewOutcome
from assurance.paper.minutes import is_intact
from assurance.permissions import CARRY_OUT_REVIEW_ACTION, PREPARE_REVIEW
from assurance.review_figures import CLAUSES, labels, path_words
from assurance.review_words import ACTIONS, OBJECTIVES, value_words
from foundation.access import permits
from foundation.clock import today
from foundation.directory.models import User
from foundation.steps import moves_of
from foundation.stories import story_of
from foundation.words import day

S = ManagementReview.State
IN_WORK = (S.PLANNED, S.GATHERED)


@dataclass(frozen=True)
class Told:
    """A figure as it is shown: its value in words, what it is of, and its parts as pairs."""

    id: str
    label: str
    value: str
    of: str
    parts: list[tuple[str, str]]


@dataclass(frozen=True)
class Spoken:
    """A topic with its clause and everything that is said of it."""

    row: ReviewInput
    clause: str
    figures: list[Told]
    lines: list[dict[str, Any]]


def review_page(review: ManagementReview, user: User) -> dict[str, Any]:
    """The review with its topics, what comes of it, its steps and its story; of a signed one whether it is intact."""
    on, is_mine = today(review.unit), permits(user, PREPARE_REVIEW, review)
    outcomes = list(review.outcomes.all())
    return {
        "review": review,
        "topics": topics_of(review),
        "decisions": [one for one in outcomes if one.kind == ReviewOutcome.Kind.DECISION],
        "actions": [(one, ACTIONS[vars(one)["standing"]]) for one in outcomes if one.kind == ReviewOutcome.Kind.ACTION],
        "is_intact": review.state == S.SIGNED and is_intact(review),
        "moves": moves_of(review, actor=user, on=on),
        "may_write": is_mine and review.state in IN_WORK,
        "today": on,
        **story_of(review, actor=user),
    }


def topics_of(review: ManagementReview) -> list[Spoken]:
    """Each topic in the order of the clause, figures in words."""
    names = labels()
    return [_spoken(one, names, review.cut_off) for one in review.inputs.all()]


def _spoken(one: ReviewInput, names: dict[str, str], cut_off: date | None) -> Spoken:
    topic = ReviewInput.Topic(one.topic)
    lines = rows_of(topic, one.rows, names, cut_off=cut_off)
    return Spoken(one, CLAUSES[topic], figures_of(one.figures, names), lines)


def figures_of(kept: list[dict[str, Any]], names: dict[str, str]) -> list[Told]:
    """Figures as they were kept, in words; one without a value of its own has only parts."""
    return [_told(one, names) for one in kept]


def _told(one: dict[str, Any], names: dict[str, str]) -> Told:
    value = "" if one["value"] is None and one["denominator"] is None else _value(one)
    parts = [(path_words(part["path"]), _with_share(part)) for part in one["parts"]]
    return Told(one["id"], names.get(one["id"], one["id"]), value, _of(one), parts)


def _value(one: dict[str, Any]) -> str:
    return value_words(one["value"], is_share=one.get("denominator") is not None)


def _of(one: dict[str, Any]) -> str:
    words = _("%(numerator)d of %(denominator)d")
    return words % one if one.get("denominator") is not None else ""


def _with_share(part: dict[str, Any]) -> str:
    return f"{_value(part)} ({_of(part)})" if _of(part) else _value(part)


def rows_of(
    topic: ReviewInput.Topic, rows: list[dict[str, Any]], names: dict[str, str], *, cut_off: date | None
) -> list[dict[str, Any]]:
    """The earlier actions or the objectives of a topic as they stood at the cut-off, in words."""
    if topic == ReviewInput.Topic.ACTIONS:
        return [_action(row, cut_off) for row in rows]
    return [_objective(row, names) for row in rows]


def _action(row: dict[str, Any], cut_off: date | None) -> dict[str, Any]:
    due = parse_date(row["due_on"])
    is_late = cut_off is not None and due is not None and due < cut_off
    tone, icon, words = ACTIONS["done" if row["done_on"] else "late" if is_late else "open"]
    told = _("%(owner)s, due %(day)s") % {"owner": row["owner"], "day": day(due)}
    return {"ref": row["ref"], "text": row["text"], "note": told, "tone": tone, "icon": icon, "words": words}


def _objective(row: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    tone, icon, words = OBJECTIVES[row["standing"]]
    aim, share = Objective.Aim(row["aim"]).label, row["is_share"]
    told = _("%(figure)s: %(now)s, wanted %(aim)s %(target)s by %(day)s") % {
        "figure": names.get(row["figure"], row["figure"]),
        "now": value_words(row["measured"], is_share=share),
        "aim": aim,
        "target": value_words(row["target"], is_share=share),
        "day": day(parse_date(row["by_on"])),
    }
    return {"ref": row["figure"], "text": row["title"], "note": told, "tone": tone, "icon": icon, "words": words}


def outcome_page(outcome: ReviewOutcome, user: User) -> dict[str, Any]:
    """One decision or action; the review is linked for who may read it."""
    on = today(outcome.unit)
    is_action = outcome.kind == ReviewOutcome.Kind.ACTION and outcome.review.state == S.SIGNED
    return {
        "outcome": outcome,
        "standing": ACTIONS[vars(outcome)["standing"]],
        "may_read_review": vars(outcome)["review_seen"],
        "may_finish": is_action and outcome.done_on is None and permits(user, CARRY_OUT_REVIEW_ACTION, outcome),
        "today": on,
        **story_of(outcome, actor=user),
    }


def with_review_seen(rows: Any, user: User) -> Any:
    """Adds `review_seen`: whether the reader may open the review too."""
    seen = ManagementReview.objects.visible_to(user).filter(pk=OuterRef("review"))
    return rows.annotate(review_seen=Exists(seen))
