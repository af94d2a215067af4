"""Lists as reports: the same rows, filters and columns as on their pages, made as a file by a job."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from io import BytesIO, StringIO
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.access import require
from foundation.clock import today
from foundation.directory.models import User
from foundation.lists import TableList
from foundation.lists.downloads import ROWS_PER_FETCH, grouped, log_export
from foundation.lists.exports import write_csv, write_xlsx
from foundation.lists.filters import form_of, made
from foundation.refusals import Refused
from foundation.reports.centre import Report, ReportForm, Text, offer_reports, own_paper
from foundation.reports.papers import Made, offer_papers


@dataclass(frozen=True)
class Listed:
    """A list and the rows on it: `rows(user, on)`, scoped as the page scopes them."""

    table: type[TableList]
    rows: Callable[[User, date], QuerySet]

    def read(self, user: User, query: str, on: date) -> TableList:
        """The list as `user` sees it with the filters of an address."""
        return self.table(asking(user, query), self.rows(user, on))


def asking(user: User, query: str) -> HttpRequest:
    """What a list asks of the request it answers: who reads it, and by which filters."""
    request = HttpRequest()
    request.user, request.GET = user, QueryDict(query)
    return request


class ListForm(ReportForm):
    """A list is narrowed by the filters it has on its page; one that comes by itself tells of its own day."""

    once = ("on",)
    listed: Listed

    def offer(self) -> None:
        filterset = type(self).listed.table.filterset
        if filterset is not None:
            rows = type(self).listed.rows(self.actor, self.today)
            found = form_of(made(filterset, QueryDict(), rows, asking(self.actor, "")))
            self.fields.update(found.fields)

    def narrowed(self) -> dict[str, Any]:
        return {"query": self.query}


def offer_list(
    name: str,
    label: Text,
    note: Text,
    group: str,
    listed: Listed,
    may: Callable[[User], bool],
    *,
    order: int = 50,
) -> None:
    """Offers a list as a report, as a workbook or as CSV."""
    paper = own_paper(name, label, may, partial(_make, listed))
    form = type("ListForm", (ListForm,), {"listed": listed})
    offer_papers(paper)
    offer_reports(Report(name, label, note, group, {"xlsx": name, "csv": name}, may, form, order))


def _make(listed: Listed, reader: User, *, user: User, at: datetime, query: str, progress: Any) -> Made:
    table = listed.read(user, query, today())
    narrowed = "; ".join(f"{chip.label}: {chip.value}" for chip in table.chips)
    return written(table, QueryDict(query).get("format", ""), at=at, narrowed=narrowed)


def written(table: Any, kind: str, *, at: datetime, narrowed: str = "") -> Made:
    """The file of a list, or of what can be read as one, with the event that says who took which rows away.

    Refused beyond what one file holds, and for who may not export the list.
    """
    if table.export_permission is not None:
        require(table.person, table.export_permission)
    count = table.counted(table.export_limit)
    if count > table.export_limit:
        sentence = _("This report has more than %(limit)s rows. Narrow it, then ask for it again.")
        raise Refused("too_many_rows", sentence % {"limit": grouped(table.export_limit)})
    form = "csv" if kind == "csv" else "xlsx"
    log_export(table, form, count)
    said = ngettext("%(n)s row.", "%(n)s rows.", count) % {"n": grouped(count)}
    content = _csv(table) if form == "csv" else _xlsx(table)
    return Made(f"{table.name}-{at:%Y-%m-%d}.{form}", content, f"{said} {narrowed}".strip())


def _rows(table: Any) -> Any:
    return table.keyset.ordered()[: table.export_limit].iterator(chunk_size=ROWS_PER_FETCH)


def _csv(table: Any) -> bytes:
    stream = StringIO(newline="")
    write_csv(_rows(table), table.exported_columns(), stream)
    return stream.getvalue().encode()


def _xlsx(table: Any) -> bytes:
    stream = BytesIO()
    write_xlsx(_rows(table), table.exported_columns(), stream, title=str(table.title))
    return stream.getvalue()
