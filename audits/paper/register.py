"""The register of corrective actions for one reader: every action they may see, as a workbook and as PDF."""

import datetime as dt
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from audits.models import CorrectiveAction, Finding, Verification
from audits.paper.workbook import ABOUT
from audits.querysets import CorrectiveActionQuerySet
from foundation import words
from foundation.directory.models import User
from foundation.lists.columns import Column
from foundation.lists.exports import Sheet, write_sheets
from foundation.reports import typeset

TEMPLATE = Path(__file__).parent / "register.typ"
MOST_ROWS = 2000  # of a PDF, whose pages are made in memory
ROWS_PER_FETCH = 500
WAITS = {Finding.State.IMPLEMENTED: gettext_lazy("Waits for the check")}
Told = Callable[[int, int], None]  # done, total


def check_of(action: CorrectiveAction) -> str:
    """How the check of the effect stands: what is waited for, or what was judged last."""
    waits = WAITS.get(action.finding.state)  # type: ignore[call-overload]
    judged = vars(action)["judged"]
    if waits or not judged:
        return str(waits or _("Not checked yet"))
    return str(Verification.Result(judged).label)


COLUMNS = (
    Column("finding", gettext_lazy("Finding"), value="finding.ref"),
    Column("title", gettext_lazy("Title of the finding"), value="finding.title"),
    Column("type", gettext_lazy("Type"), value="finding.get_type_display", kind="state"),
    Column("state", gettext_lazy("State of the finding"), value="finding.state_words", kind="state"),
    Column("unit", gettext_lazy("Unit"), value="finding.unit"),
    Column("number", gettext_lazy("Number"), value="order", kind="number"),
    Column("action", gettext_lazy("Action"), value="text"),
    Column("owner", gettext_lazy("Owner"), kind="person"),
    Column("due", gettext_lazy("Due"), value="due_on", kind="date"),
    Column("implemented", gettext_lazy("Implemented"), value="implemented_on", kind="date"),
    Column("check", gettext_lazy("Check of the effect"), value=check_of, kind="state"),
)


def actions_of(user: User) -> CorrectiveActionQuerySet:
    """The actions `user` may see, by finding, without those of void findings; `judged` is the last result of the check."""
    last = Verification.objects.filter(finding=OuterRef("finding")).order_by("-on", "-pk")
    seen = CorrectiveAction.objects.visible_to(user).exclude(finding__state=Finding.State.VOID)
    judged = seen.annotate(judged=Subquery(last.values("result")[:1]))
    return judged.select_related("finding__unit", "owner").order_by("finding__ref", "order", "pk")


def _told(rows: CorrectiveActionQuerySet, *, total: int, progress: Told) -> Iterator[CorrectiveAction]:
    """The rows one by one, read in pieces, with how far it is."""
    for number, row in enumerate(rows.iterator(chunk_size=ROWS_PER_FETCH), start=1):
        yield row
        if number % ROWS_PER_FETCH == 0:
            progress(number, total)


def _facts(user: User, *, total: int, at: dt.datetime) -> list[tuple[str, str]]:
    return [
        (_("Actions"), str(total)),
        (_("Made"), f"{words.moment(at)} {at.tzname()}"),
        (_("Made for"), str(user.person or user.name)),
        (_("Contains"), _("The actions this person may see, as they stood then; those of void findings are left out.")),
    ]


def register_xlsx(user: User, *, at: dt.datetime, progress: Told) -> bytes:
    """The workbook: the actions, and a sheet that says whose they are and when they were read."""
    moment, rows, stream = timezone.localtime(at), actions_of(user), BytesIO()
    total = rows.count()
    sheets = [
        Sheet(_("Corrective actions"), COLUMNS, _told(rows, total=total, progress=progress)),
        Sheet(_("About"), ABOUT, _facts(user, total=total, at=moment)),
    ]
    write_sheets(sheets, stream, at=at.replace(tzinfo=None))
    return stream.getvalue()


def register_pdf(user: User, *, at: dt.datetime, progress: Told) -> bytes:
    """The register on paper; beyond MOST_ROWS it says that the workbook has them all."""
    moment, rows = timezone.localtime(at).replace(microsecond=0), actions_of(user)
    total = rows.count()
    told = _told(rows, total=min(total, MOST_ROWS), progress=progress)
    return typeset(TEMPLATE, _content(user, [_line(row) for row in islice(told, MOST_ROWS)], total, moment), at=moment)


def _line(row: CorrectiveAction) -> list[str]:
    due, done = words.day(row.due_on), words.day(row.implemented_on) if row.implemented_on else "–"
    return [f"{row.finding.ref}/{row.order}", row.text, str(row.owner), due, done, check_of(row)]


def _content(user: User, lines: list[list[str]], total: int, at: dt.datetime) -> dict[str, Any]:
    more = ngettext(
        "Only the first action of %(total)d is printed. The workbook has them all.",
        "Only the first %(n)d of %(total)d actions are printed. The workbook has them all.",
        len(lines),
    )
    title, person = _("Register of corrective actions"), str(user.person or user.name)
    made = {"moment": words.moment(at), "zone": at.tzname() or "UTC", "person": person}
    return {
        "title": title,
        "author": person,
        "heading": title,
        "facts": _facts(user, total=total, at=at),
        "head_row": [_("Action"), _("What will be done"), _("Owner"), _("Due"), _("Implemented"), _("Check")],
        "rows": lines,
        "none": _("There is no action you may see."),
        "more": more % {"n": len(lines), "total": total} if len(lines) < total else "",
        "watermark": "",
        "head": {"left": title, "right": ""},
        "foot": {
            "left": _("Made %(moment)s %(zone)s for %(person)s") % made,
            "pages": _("Page {page} of {pages}"),
            "below": "",
        },
    }
