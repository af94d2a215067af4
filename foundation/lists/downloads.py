"""A list as the answer to a request: the file somebody asked for, and the event that says so."""

import tempfile
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.formats import number_format
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.access import require
from foundation.directory.models import User
from foundation.lists.background import MOST_ROWS, Errand, in_background
from foundation.lists.exports import csv_chunks, write_xlsx
from foundation.refusals import Refused
from foundation.trail import record

if TYPE_CHECKING:
    from foundation.lists.tables import TableList

FORMATS = {"csv": gettext_lazy("CSV"), "xlsx": gettext_lazy("Excel (XLSX)")}
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
ROWS_PER_FETCH = 1000


def download(table: "TableList", kind: str) -> HttpResponseBase:
    """The rows and columns that the person sees, as a file; the log says so before the first byte leaves."""
    if table.export_permission is not None:
        require(table.person, table.export_permission)
    errand, at_once = errand_of(table), table.export_limit
    limit = MOST_ROWS if errand else at_once
    count = table.counted(limit)
    if count > limit and (errand or not may_wait(table)):
        sentence = _("This list has more than %(limit)s rows. Filter it further, then export it.")
        raise Refused("too_many_rows", sentence % {"limit": grouped(limit)})
    if count > limit:
        return in_background(table, kind)
    log_export(table, kind, count)
    response = csv_response(table) if kind == "csv" else xlsx_response(table)
    response["Content-Type"] = TYPES[kind]
    response["Content-Disposition"] = content_disposition_header(True, f"{slugify(table.name) or 'list'}.{kind}") or ""
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@transaction.atomic
def log_export(table: "TableList", kind: str, count: int) -> None:
    """Records who took which rows away. Source: domain.md section 5 (events to log)."""
    columns = [column.name for column in table.exported_columns()]
    said = {"count": count, "list": table.title, "kind": kind.upper()}
    record(
        actor=table.person,
        kind="list.exported",
        subject=table.person,
        summary=_("Exported %(count)s rows of “%(list)s” as %(kind)s") % said,
        details={"list": table.name, "format": kind, "rows": count, "filter": table.query, "columns": columns},
    )


def grouped(number: int) -> str:
    """A large number as people read it: 10,000."""
    return number_format(number, use_l10n=True, force_grouping=True)


def errand_of(table: "TableList") -> Errand | None:
    """The job that writes this file, where no person waits for it."""
    request = getattr(table, "request", None)
    return request if isinstance(request, Errand) else None


def may_wait(table: "TableList") -> bool:
    """Whether a job can write this list: for people inside, where it stands on a page of its own."""
    return hasattr(table, "request") and table.person.kind == User.Kind.INSIDE


def rows_of(table: "TableList") -> Iterable[Any]:
    """The rows in their order, fetched by and by; a job tells how far it is."""
    errand = errand_of(table)
    rows = table.keyset.ordered()[: MOST_ROWS if errand else table.export_limit].iterator(chunk_size=ROWS_PER_FETCH)
    if errand is None:
        return rows
    errand.counted = table.counted(MOST_ROWS)
    return errand.told(rows)


def csv_response(table: "TableList") -> StreamingHttpResponse:
    return StreamingHttpResponse(csv_chunks(rows_of(table), table.exported_columns()))


def xlsx_response(table: "TableList") -> FileResponse:
    stream = tempfile.TemporaryFile(suffix=".xlsx")  # noqa: SIM115 - FileResponse closes it after the last byte
    write_xlsx(rows_of(table), table.exported_columns(), stream, title=str(table.title))
    stream.seek(0)
    return FileResponse(stream)
