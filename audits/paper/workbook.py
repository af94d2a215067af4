"""The findings of an audit as a workbook: how they stand when it is made, for one reader."""

import datetime as dt
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audits.dues import STEPS
from audits.models import Audit, Finding
from audits.querysets import FindingQuerySet
from foundation import words
from foundation.directory.models import User
from foundation.lists.columns import Column
from foundation.lists.exports import Sheet, write_sheets
from foundation.models.work import Due


def due_of(step: str) -> Any:
    """Reads the date of a step from a finding of `_with_days`."""
    return lambda row: row.due_days.get(step)


ROWS_PER_FETCH = 500
COLUMNS = (
    Column("ref", gettext_lazy("Reference")),
    Column("title", gettext_lazy("Title")),
    Column("type", gettext_lazy("Type"), value="get_type_display", kind="state"),
    Column("state", gettext_lazy("State"), value="get_state_display", kind="state"),
    Column("requirement", gettext_lazy("Requirement")),
    Column("criterion", gettext_lazy("Criterion"), value="requirement.framework"),
    Column("statement", gettext_lazy("What is wrong")),
    Column("evidence", gettext_lazy("Objective evidence"), value="objective_evidence"),
    Column("process", gettext_lazy("Process")),
    Column("site", gettext_lazy("Site")),
    Column("unit", gettext_lazy("Unit")),
    Column("owner", gettext_lazy("Owner"), kind="person"),
    Column("repeats", gettext_lazy("Repeat of"), value="repeat_of.ref"),
    Column("systemic", gettext_lazy("Systemic")),
    Column("raised", gettext_lazy("Raised"), value="raised_on", kind="date"),
    Column("issued", gettext_lazy("Issued"), value="issued_on", kind="date"),
    *(
        Column(step, STEPS[step], value=due_of(step), kind="date")
        for step in ("plan", "correction", "action", "disposition", "verification")
    ),
    Column("implemented", gettext_lazy("Implemented"), value="implemented_on", kind="date"),
    Column("closed", gettext_lazy("Closed"), value="closed_on", kind="date"),
)
ABOUT = (
    Column("label", gettext_lazy("What"), value=lambda pair: pair[0]),
    Column("said", gettext_lazy("Said"), value=lambda pair: pair[1]),
)


def findings_of(audit: Audit, user: User) -> FindingQuerySet:
    """What `user` may see of the audit."""
    rows = Finding.objects.visible_to(user).filter(audit=audit).exclude(state=Finding.State.VOID).order_by("ref", "pk")
    return rows.select_related("requirement__framework", "process", "site", "unit", "owner", "repeat_of")


def _with_days(rows: FindingQuerySet) -> Iterator[Finding]:
    """The findings one by one, each with `due_days`, its dates by step; read in pieces."""
    remaining = rows.iterator(chunk_size=ROWS_PER_FETCH)
    while piece := list(islice(remaining, ROWS_PER_FETCH)):
        days: dict[Any, dict[str, dt.date]] = {}
        for due in Due.objects.about_any(Finding, [row.uuid for row in piece]):
            days.setdefault(due.subject_uuid, {})[due.step] = due.due_on
        for row in piece:
            row.due_days = days.get(row.uuid, {})  # type: ignore[attr-defined]
            yield row


def findings_xlsx(audit: Audit, *, user: User, at: dt.datetime) -> bytes:
    """The workbook: the findings, and a sheet that says what they are of, for whom and when."""
    with timezone.override(audit.unit.zone):
        moment = timezone.localtime(at)
        rows = findings_of(audit, user)
        about = [
            (_("Audit"), audit.ref),
            (_("Title"), audit.title),
            (_("State"), audit.get_state_display()),
            (_("Audited unit"), str(audit.unit)),
            (_("Criteria"), [str(one) for one in audit.frameworks.order_by("title", "pk")]),
            (_("Findings"), rows.count()),
            (_("Made"), f"{words.moment(moment)} {moment.tzname()}"),
            (_("Made for"), str(user.person or user.name)),
            (_("Contains"), _("The findings this person may see, as they stood then; void ones are left out.")),
        ]
        stream = BytesIO()
        sheets = [Sheet(_("Findings"), COLUMNS, _with_days(rows)), Sheet(_("About"), ABOUT, about)]
        write_sheets(sheets, stream, at=at.replace(tzinfo=None))
    return stream.getvalue()
