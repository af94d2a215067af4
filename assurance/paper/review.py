"""The record of a management review as PDF: what was signed with its hash, or the draft with a mark across each page."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from assurance.models import ManagementReview, ReviewInput
from assurance.paper.minutes import Said, digest_of, said_by
from assurance.records.reviews import Told, figures_of, rows_of
from assurance.review_figures import CLAUSES, labels
from foundation import words
from foundation.directory.models import User
from foundation.reports import typeset
from foundation.rows import Grading

TEMPLATE = Path(__file__).parent / "review.typ"
PARTS_SHOWN = 12


def review_pdf(review: ManagementReview, *, user: User, at: datetime) -> bytes:
    """The file; whoever may read a review reads all of it."""
    with timezone.override(review.unit.zone):
        moment = timezone.localtime(at).replace(microsecond=0)
        return typeset(TEMPLATE, told(said_by(review), user=user, at=moment), at=moment)


def told(said: Said, *, user: User, at: datetime) -> dict[str, Any]:
    """Everything the template shows, in words."""
    review, is_signed = said["review"], "signed_on" in said
    title = _("Management review %(ref)s") % {"ref": review["ref"]}
    draft = _("This is a draft. It may change until it is signed and is not the record of the review.")
    return {
        "title": f"{title}: {review['title']}",
        "author": review["prepared_by"],
        "heading": review["title"],
        "kicker": title,
        "standing": _("Signed %(day)s") % {"day": _dated(said["signed_on"])} if is_signed else _("Draft, not signed"),
        "watermark": "" if is_signed else _("DRAFT"),
        "notes": [] if is_signed else [draft],
        "facts": _facts(review),
        "sections": [one for one in _sections(review) if one["body"]],
        "outcomes": _outcomes(said["outcomes"]),
        "inputs": _inputs(said),
        "closing": _closing(said),
        "head": {"left": title, "right": str(Grading.INTERNAL.label)},
        "foot": _foot(said, user=user, at=at),
    }


def _facts(review: Said) -> list[tuple[str, str]]:
    return [
        (_("Reference"), review["ref"]),
        (_("Reviewed"), review["unit"]),
        (_("Held on"), _dated(review["held_on"])),
        (_("Data cut-off"), _dated(review["cut_off"])),
        (_("Chair"), review["chair"]),
        (_("Prepared by"), review["prepared_by"]),
        (_("Who took part"), review["attendance"]),
    ]


def _sections(review: Said) -> list[dict[str, str]]:
    return [
        {"title": _("Agenda"), "body": review["agenda"]},
        {"title": _("Minutes"), "body": review["minutes"]},
    ]


def _outcomes(outcomes: list[Said]) -> dict[str, Any]:
    decided = [one for one in outcomes if one["kind"] == "decision"]
    asked = [one for one in outcomes if one["kind"] == "action"]
    return {
        "title": _("Decisions and actions"),
        "none": _("Nothing is recorded."),
        "decided": ["", _("Decision")],
        "decisions": [[str(one["number"]), one["text"]] for one in decided],
        "asked": ["", _("Action"), _("Owner"), _("Due")],
        "actions": [[str(one["number"]), one["text"], one["owner"], _dated(one["due_on"])] for one in asked],
    }


def _inputs(said: Said) -> dict[str, Any]:
    cut_off, names = said["review"]["cut_off"], labels()
    return {
        "title": _("Inputs as of %(day)s") % {"day": _dated(cut_off)} if cut_off else _("Inputs"),
        "figures": [_("Figure"), _("Value"), _("Parts")],
        "silent": _("Nothing is said of this."),
        "topics": [_topic(one, names, cut_off) for one in said["inputs"]],
    }


def _topic(one: Said, names: dict[str, str], cut_off: str) -> dict[str, Any]:
    topic = ReviewInput.Topic(one["topic"])
    figures = [_line(figure) for figure in figures_of(one["figures"], names)]
    lines = rows_of(topic, one["rows"], names, cut_off=parse_date(cut_off) if cut_off else None)
    return {
        "title": str(topic.label),
        "clause": CLAUSES[topic],
        "figures": figures,
        "lines": [{name: str(line[name]) for name in ("text", "note", "tone", "words")} for line in lines],
        "note": one["note"],
    }


def _line(figure: Told) -> list[str]:
    """A figure as a line of the table; what has very many parts is told on the page of the review alone."""
    value = f"{figure.value} ({figure.of})" if figure.of else figure.value
    parts = [f"{name}: {number}" for name, number in figure.parts[:PARTS_SHOWN]]
    if len(figure.parts) > PARTS_SHOWN:
        parts.append(_("and %(n)d more") % {"n": len(figure.parts) - PARTS_SHOWN})
    return [f"{figure.label} ({figure.id})", value, "; ".join(parts)]


def _closing(said: Said) -> dict[str, Any]:
    signed = _("%(by)s, %(day)s") % {"by": said.get("signed_by"), "day": _dated(said.get("signed_on", ""))}
    facts = [(_("Signed by the chair"), signed if "signed_on" in said else _("Not signed yet"))]
    return {"title": _("Signature"), "facts": [*facts, (_("SHA-256 of the record"), digest_of(said))]}


def _foot(said: Said, *, user: User, at: datetime) -> dict[str, Any]:
    made = {"moment": words.moment(at), "zone": at.tzname() or "UTC", "person": str(user.person or user.name)}
    return {
        "left": _("Made %(moment)s %(zone)s for %(person)s") % made,
        "pages": _("Page {page} of {pages}"),
        "below": _("SHA-256 of the record: %(hash)s") % {"hash": digest_of(said)},
    }


def _dated(day: str) -> str:
    return words.day(parse_date(day)) if day else ""
