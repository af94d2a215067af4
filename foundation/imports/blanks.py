"""The empty table of a kind: every column that is read, an example, how each is filled in, and what may stand there."""

from collections.abc import Iterator
from io import BytesIO
from operator import itemgetter
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from foundation.directory.models import User
from foundation.imports.cells import Field
from foundation.imports.kinds import Importable
from foundation.lists.columns import Column
from foundation.lists.downloads import TYPES
from foundation.lists.exports import Sheet, csv_chunks, write_sheets


def template_response(kind: Importable, ending: str, actor: User) -> HttpResponse:
    """The template as csv or xlsx; 404 for anything else."""
    if ending not in TYPES:
        raise Http404
    columns = [Column(field.name, field.label, value=itemgetter(field.name)) for field in kind.fields]
    example = [{field.name: example_of(field, actor) for field in kind.fields}]
    if ending == "csv":
        content = "".join(csv_chunks(example, columns)).encode()
    else:
        stream = BytesIO()
        help_, allowed = (
            Sheet(_("Columns"), _explained(), kind.fields),
            Sheet(_("Values"), _valued(), values(kind, actor)),
        )
        write_sheets([Sheet(str(kind.label), columns, example), help_, allowed], stream)
        content = stream.getvalue()
    response = HttpResponse(content, content_type=TYPES[ending])
    name = f"{kind.kind}-template.{ending}"
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    return response


def example_of(field: Field, actor: User) -> str:
    """What stands in the example: as the field says, else the first of what may stand there."""
    if field.example or not (choices := field.choices(actor)):
        return field.example
    value, label = choices[0]
    return label if value.islower() else value


def values(kind: Importable, actor: User) -> Iterator[dict[str, Any]]:
    """For each column with a limited number of values: what to write, and what it means."""
    for field in kind.fields:
        for value, label in field.choices(actor):
            yield {"column": str(field.label), "value": value, "label": label}


def needed(field: Field) -> str:
    return _("New rows need it") if field.required else ""


def _explained() -> list[Column]:
    def label(field: Field) -> str:
        return str(field.label)

    return [
        Column("column", _("Column"), value=label),
        Column("needed", _("Needed"), value=needed),
        Column("help", _("How it is filled in"), value="hint"),
    ]


def _valued() -> list[Column]:
    return [
        Column("column", _("Column"), value=itemgetter("column")),
        Column("value", _("Write"), value=itemgetter("value")),
        Column("label", _("Meaning"), value=itemgetter("label")),
    ]
