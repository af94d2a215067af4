"""What the page of a process shows, gathered in few queries; nothing here writes."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.urls import reverse

from assurance.lists.processes import gaps_of
from assurance.models import Document, Gate, Process
from assurance.permissions import EDIT_PROCESS, HAND_OVER_PROCESS, MANAGE_PROCESSES
from assurance.related import facts_about
from foundation.access import permits
from foundation.directory.models import User
from foundation.steps import moves_of
from foundation.stories import story_of


@dataclass(frozen=True)
class Near:
    """A gate, sub-process or document of a process: what it is called, and where its page is."""

    ref: str
    title: str
    url: str


def process_page(process: Process, user: User, *, on: date) -> dict[str, Any]:
    """Facts with what they lack, its gates and sub-processes, its steps, what is related and what happened.

    `process` comes from Process.objects.….with_gaps(on).for_list().
    """
    near = _near(process, user)
    return {
        "process": process,
        "gaps": gaps_of(process),
        "paper": next(iter(near["document"]), None),
        "gates": near["gate"],
        "children": near["process"],
        "related": facts_about(process, user),
        "moves": moves_of(process, actor=user, on=on),
        "may_manage": permits(user, MANAGE_PROCESSES, process),
        "may_edit": permits(user, EDIT_PROCESS, process) and process.state != Process.State.RETIRED,
        "may_hand_over": permits(user, HAND_OVER_PROCESS, process) and process.state != Process.State.RETIRED,
        "today": on,
        **story_of(process, actor=user),
    }


def _near(process: Process, user: User) -> dict[str, list[Near]]:
    """Its gates, sub-processes and document of the quality system, as far as one sees them (one query)."""
    gates = Gate.objects.visible_to(user).filter(process=process)
    papers = Document.objects.visible_to(user).filter(number=process.qms_document).exclude(number="")
    parts = Process.objects.visible_to(user).filter(parent=process)
    rows = _lines(gates, "gate", "code", "name").union(
        _lines(papers, "document", "number", "title"), _lines(parts, "process", "code", "name"), all=True
    )
    found: dict[str, list[Near]] = {"gate": [], "document": [], "process": []}
    for page, uuid, ref, title in rows.order_by("_ref"):
        found[page].append(Near(ref, title, reverse(f"assurance:{page}", args=[uuid])))
    return found


def _lines(rows: QuerySet[Any], page: str, ref: str, title: str) -> QuerySet[Any]:
    text = TextField()
    words = {"_ref": Cast(ref, text), "_title": Cast(title, text)}
    plain = rows.order_by().annotate(_page=Value(page, text), **words)
    return plain.values_list("_page", "uuid", "_ref", "_title")
