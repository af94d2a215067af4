"""The empty table for human resources: every column that is read, and an example."""

from collections.abc import Iterator
from io import BytesIO
from operator import itemgetter

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from foundation.lists.columns import Column
from foundation.lists.downloads import TYPES
from foundation.lists.exports import Sheet, csv_chunks, write_sheets
from people.hr.columns import FIELDS, Field

NAME = "people-template"


def columns() -> list[Column]:
    return [Column(field.name, field.label, value=itemgetter(field.name)) for field in FIELDS]


def example() -> Iterator[dict[str, str]]:
    yield {field.name: field.example for field in FIELDS}


def explained() -> list[Column]:
    def label(field: Field) -> str:
        return str(field.label)

    return [Column("column", _("Column"), value=label), Column("help", _("How it is filled in"), value="help")]


def template_response(kind: str) -> HttpResponse:
    """The template as csv or xlsx; 404 for anything else."""
    if kind not in TYPES:
        raise Http404
    if kind == "csv":
        content = "".join(csv_chunks(example(), columns())).encode()
    else:
        stream = BytesIO()
        sheets = [Sheet(_("People"), columns(), example()), Sheet(_("Columns"), explained(), FIELDS)]
        write_sheets(sheets, stream)
        content = stream.getvalue()
    response = HttpResponse(content, content_type=TYPES[kind])
    response["Content-Disposition"] = content_disposition_header(True, f"{NAME}.{kind}") or ""
    return response
