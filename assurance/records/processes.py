"""What the page of a process shows, gathered in few queries; nothing here writes."""

from datetime import date
from typing import Any

from assurance.lists.processes import gaps_of
from assurance.models import Document, Gate, Process
from assurance.permissions import EDIT_PROCESS, HAND_OVER_PROCESS, MANAGE_PROCESSES
from assurance.related import facts_about
from foundation.access import permits
from foundation.directory.models import User
from foundation.steps import moves_of
from foundation.stories import story_of


def process_page(process: Process, user: User, *, on: date) -> dict[str, Any]:
    """Facts with what they lack, its gates and sub-processes, its steps, what is related and what happened.

    `process` comes from Process.objects.….with_gaps(on).for_list().
    """
    paper = Document.objects.visible_to(user).filter(number=process.qms_document) if process.qms_document else ()
    children = Process.objects.visible_to(user).filter(parent=process).for_list()
    return {
        "process": process,
        "gaps": gaps_of(process),
        "paper": next(iter(paper), None),
        "gates": list(Gate.objects.visible_to(user).filter(process=process).order_by("order", "code")),
        "children": list(children) if process.parent_id is None else [],
        "related": facts_about(process, user),
        "moves": moves_of(process, actor=user, on=on),
        "may_manage": permits(user, MANAGE_PROCESSES, process),
        "may_edit": permits(user, EDIT_PROCESS, process) and process.state != Process.State.RETIRED,
        "may_hand_over": permits(user, HAND_OVER_PROCESS, process) and process.state != Process.State.RETIRED,
        "today": on,
        **story_of(process, actor=user),
    }
