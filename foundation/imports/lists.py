"""The history of imports, what the lines of one would change, and those that were refused."""

from collections.abc import Callable
from typing import Any

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from foundation.imports.kinds import Importable, importables, label_of
from foundation.lists import Choices, Column, Empty, TableList
from foundation.models.imports import FileImport, ImportLine
from foundation.permissions import VIEW_IMPORTS


def kinds() -> list[tuple[str, Any]]:
    return [(kind.kind, kind.label) for kind in importables()]


def count_of(name: str) -> Callable[[FileImport], object]:
    return lambda row: row.counts.get(name, "")


class FileImportFilters(filters.FilterSet):
    search = filters.CharFilter(field_name="file_name", lookup_expr="icontains", label=_("Name of the file"))
    kind = Choices(choices=kinds, label=_("Kind"))
    state = Choices(choices=FileImport.State.choices, label=_("State"))

    class Meta:
        model = FileImport
        fields = ("search", "kind", "state")


class FileImportList(TableList):
    """Takes FileImport.objects.….for_list()."""

    name = "imports"
    title = _("Imports so far")
    columns = (
        Column("file", _("File"), value="file_name", sort="file_name"),
        Column("kind", _("Kind"), value=lambda row: label_of(row.kind), sort="kind"),
        Column("state", _("State"), value="get_state_display", sort="state", kind="state"),
        Column("new", _("New"), value=count_of("new"), kind="number"),
        Column("changed", _("Changed"), value=count_of("changed"), kind="number"),
        Column("unchanged", _("Unchanged"), value=count_of("unchanged"), kind="number", hidden=True),
        Column("refused", _("Refused"), value=count_of("refused"), kind="number"),
        Column("by", _("Read by"), value="read_by.name", sort="read_by__name", kind="person"),
        Column("read", _("Read"), value="created_at", sort="created_at", kind="date"),
        Column("taken", _("Taken over"), value="taken_at", sort="taken_at", kind="date", hidden=True),
        Column("sha256", "SHA-256", value="file_sha256", hidden=True),
    )
    default_sort = "-read"
    filterset = FileImportFilters
    row_template = "foundation/_file_import_row.html"
    export_permission = VIEW_IMPORTS
    empty = Empty(
        _("Nothing has been imported yet"),
        _(
            "Choose a kind above. A file is checked first: you see what is new, changed and wrong before anything is done."
        ),
        icon="arrow-up-tray",
    )


class ImportLineFilters(filters.FilterSet):
    search = filters.CharFilter(field_name="ref", lookup_expr="icontains", label=_("Reference"))
    change = Choices(choices=ImportLine.Change.choices, label=_("What happens"))

    class Meta:
        model = ImportLine
        fields = ("search", "change")


class ImportLineList(TableList):
    """Its rows are shown with `words` and `wrongs`; see foundation/imports/pages.py."""

    name = "import-lines"
    title = _("What the file changes")
    keeps_views = False
    columns = (
        Column("place", _("Line"), sort="place", kind="number"),
        Column("ref", _("Reference"), sort="ref"),
        Column("change", _("What happens"), value="get_change_display", sort="change"),
        Column("changes", _("From → to"), value=lambda row: ""),
    )
    default_sort = "place"
    filterset = ImportLineFilters
    row_template = "foundation/_import_line_row.html"
    exports = False
    empty = Empty(_("Nothing would change"), _("What is here says what the file says."), icon="check-circle")


def as_given(name: str) -> Callable[[ImportLine], object]:
    """The cell of a column as the file had it."""
    return lambda line: line.given.get(name, "")


def refused_lines(kind: Importable) -> type[TableList]:
    """The lines of a kind that were refused, as the file had them, with what is wrong: mended, they are read again."""
    fields = kind.by_name

    def wrong(line: ImportLine) -> str:
        named = ((str(fields[name].label) if name in fields else "", text) for name, text in line.faults)
        return " ".join(f"{label}: {text}" if label else text for label, text in named)

    columns = (
        Column("_line", _("Line in the file"), value="place", sort="place"),
        Column("_wrong", _("What is wrong"), value=wrong),
        *(Column(field.name, field.label, value=as_given(field.name)) for field in kind.fields),
    )
    facts = {"name": f"{kind.kind}-to-mend", "title": _("Lines to mend"), "columns": columns, "default_sort": "_line"}
    return type("RefusedLines", (TableList,), facts)
