"""What the sheet and the page of a cell show, gathered in few queries; nothing here writes."""

from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from assurance.matrix_words import cell_standing, missing
from assurance.models import Cell, Control, Document, DocumentVersion, Evidence, EvidenceLink
from assurance.permissions import EDIT_CELL
from assurance.standing import pieces
from foundation.access import permits
from foundation.clock import today
from foundation.directory.models import User
from foundation.models.work import Approval
from foundation.stories import story_of


def cell_for(user: User, uuid: UUID) -> Cell | None:
    """The cell with its standing today, if `user` may see it."""
    control = Control.objects.visible_to(user).filter(pk=OuterRef("control"))
    rows = Cell.objects.visible_to(user).filter(uuid=uuid).annotate(shows_control=Exists(control))
    found = rows.for_list().select_related("decided_by", "process__deputy", "process__unit").first()
    if found is not None:
        known = Cell.objects.filter(pk=found.pk).standing_on(today(found.unit)).get()
        vars(found)["standing"] = vars(known)["standing"]
    return found


def record_of_cell(cell: Cell, user: User) -> dict[str, Any]:
    """Status in words, what is missing, control with its guidance, who answers, evidence, and what happened."""
    on, control = today(cell.unit), cell.control
    may_edit = permits(user, EDIT_CELL, cell)
    shown, hidden = _links(cell, user)
    story = story_of(cell, actor=user) if user.kind == User.Kind.INSIDE else {}
    return {
        **story,
        "cell": cell,
        "standing": cell_standing(vars(cell)["standing"], cell.fresh_until, on=on),
        "missing": missing(cell, on=on),
        "answers": cell.owner or (control.owner if control else None),
        "control": control,
        "control_url": control.get_absolute_url() if control and vars(cell)["shows_control"] else "",
        "guidance": _guidance(control, user),
        "pieces": pieces(shown, on=on, removable=may_edit),
        "hidden": hidden,
        "may_edit": may_edit,
        "asked": Approval.objects.about(cell).filter(decision=Approval.Decision.WAITING).first(),
        "today": on,
    }


def _links(cell: Cell, user: User) -> tuple[list[EvidenceLink], int]:
    """The links of the cell and of its control that `user` may see the evidence of, and how many more there are."""
    rows: list[Any] = [cell, *([cell.control] if cell.control else [])]
    links = EvidenceLink.objects.about_rows(*rows)
    seen = Evidence.objects.visible_to(user).filter(pk=OuterRef("version__evidence"))
    found = list(links.annotate(is_seen=Exists(seen)).for_list().order_by("-version__as_of", "pk"))
    shown = [link for link in found if vars(link)["is_seen"]]
    return shown, len(found) - len(shown)


def _guidance(control: Control | None, user: User) -> list[tuple[Document, DocumentVersion | None]]:
    """The guiding documents that `user` may see, each with the version in effect, if there is one."""
    if control is None:
        return []
    documents = list(Document.objects.visible_to(user).filter(controls=control).order_by("number"))
    versions = DocumentVersion.objects.effective().filter(document__in=documents)
    known = {version.document_id: version for version in versions}
    return [(document, known.get(document.pk)) for document in documents]
