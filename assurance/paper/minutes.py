"""What a management review says, as plain values: signed, it is kept like this, and its hash is taken over this.

Choices and figures stand as their values and ids, so that a later change of a word in the program changes no record.
"""

import hashlib
from datetime import date
from typing import Any

import rfc8785

from assurance.models import ManagementReview
from foundation.models.trail import Event

FORM = 1  # of the record; raise it when its parts change
SIGNED = "management_review.sign"
Said = dict[str, Any]


def contents(review: ManagementReview) -> Said:
    """What the review says now: the whole of it, with what was gathered for it."""
    return {
        "form": FORM,
        "review": _meeting(review),
        "inputs": [
            {"topic": one.topic, "figures": one.figures, "rows": one.rows, "note": one.note}
            for one in review.inputs.all()
        ],
        "outcomes": [
            {
                "number": one.number,
                "kind": one.kind,
                "text": one.text,
                "owner": str(one.owner or ""),
                "due_on": _day(one.due_on),
            }
            for one in review.outcomes.all()
        ],
    }


def _meeting(review: ManagementReview) -> Said:
    return {
        "ref": review.ref,
        "title": review.title,
        "unit": str(review.unit),
        "planned_on": _day(review.planned_on),
        "cut_off": _day(review.cut_off),
        "held_on": _day(review.held_on),
        "chair": str(review.chair),
        "prepared_by": review.prepared_by.name,
        "agenda": review.agenda,
        "attendance": review.attendance,
        "minutes": review.minutes,
    }


def signed_contents(review: ManagementReview, *, by: str, on: date) -> Said:
    """What is signed: the review, who signs it and when."""
    return {**contents(review), "signed_by": by, "signed_on": _day(on)}


def digest_of(said: Said) -> str:
    """SHA-256 in hex over the RFC 8785 form."""
    return hashlib.sha256(rfc8785.dumps(said)).hexdigest()


def said_by(review: ManagementReview) -> Said:
    """What was signed, or while it is not, what it says now."""
    return review.content or contents(review)


def is_intact(review: ManagementReview) -> bool:
    """Whether a signed review still has the hash that the log of its signature names, and its rows still say the same."""
    told = Event.objects.about(review).filter(kind=SIGNED).order_by("-at").values_list("content__details", flat=True)
    logged = next(iter(told[:1]), None) or {}
    is_same = digest_of(review.content) == review.sha256 == logged.get("sha256")
    return is_same and _fixed(review.content) == _fixed(contents(review))


def _fixed(said: Said) -> Said:
    """Without the names of people and units, who may be called otherwise by now."""
    named = ("unit", "chair", "prepared_by")
    return {
        "review": {name: value for name, value in said["review"].items() if name not in named},
        "inputs": said["inputs"],
        "outcomes": [{name: value for name, value in one.items() if name != "owner"} for one in said["outcomes"]],
    }


def _day(value: date | None) -> str:
    return "" if value is None else value.isoformat()
