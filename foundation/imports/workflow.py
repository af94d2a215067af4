"""The life cycle of an imported file: received, checked, taken over, undone; or dropped."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation import jobs
from foundation.directory.models import User
from foundation.imports.kinds import kind_named
from foundation.models.imports import FileImport
from foundation.permissions import TAKE_IMPORT
from foundation.refusals import Given, Refusal
from foundation.workflow import Step, Workflow

S = FileImport.State


def job_runs(row: FileImport, *, actor: User, on: date, given: Given) -> Refusal | None:
    """What a job is working on is not changed under its hands."""
    if row.job is not None and row.job.state in jobs.OPEN:
        return Refusal("running", _("Work on this file is under way. Wait for its end."))
    return None


def stays(row: FileImport, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Only the last import of a kind is undone, and only of kinds that can be."""
    kind = kind_named(row.kind)
    if kind is None or kind.no_undo:
        return Refusal("kind", kind.no_undo if kind else _("This kind is not imported any more."))
    if FileImport.objects.filter(kind=row.kind, state=S.TAKEN, taken_at__gt=row.taken_at).exists():
        return Refusal("later", _("Another file of this kind was taken over later. Undo that one first."))
    return None


FILE_IMPORT = Workflow(
    "file_import",
    FileImport,
    S.MATCHING,
    Step(
        "match",
        gettext_lazy("Check the file"),
        (S.MATCHING, S.CHECKING, S.CHECKED),
        S.CHECKING,
        TAKE_IMPORT,
        blocked_by=job_runs,
        verb="foundation.match_columns",
        told=gettext_lazy("matched the columns"),
    ),
    Step(
        "check",
        gettext_lazy("Checked"),
        (S.CHECKING,),
        S.CHECKED,
        TAKE_IMPORT,
        verb="foundation.note_check",
        told=gettext_lazy("checked the file"),
    ),
    Step(
        "take",
        gettext_lazy("Take over"),
        (S.CHECKED,),
        S.TAKEN,
        TAKE_IMPORT,
        verb="foundation.take_import",
        told=gettext_lazy("took the file over"),
    ),
    Step(
        "undo",
        gettext_lazy("Undo"),
        (S.TAKEN,),
        S.UNDONE,
        TAKE_IMPORT,
        needs_reason=True,
        blocked_by=stays,
        verb="foundation.undo_import",
        told=gettext_lazy("undid the import"),
    ),
    Step(
        "drop",
        gettext_lazy("Drop"),
        (S.MATCHING, S.CHECKING, S.CHECKED),
        S.DROPPED,
        TAKE_IMPORT,
        blocked_by=job_runs,
        told=gettext_lazy("dropped the file"),
    ),
)
