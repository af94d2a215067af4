"""The files of human resources that were read, and the lines of one of them."""

from collections.abc import Callable

import django_filters as filters
from django.db.models import Q, QuerySet
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from foundation.lists import Choices, Column, Empty, TableList
from people.hr.columns import FIELDS
from people.models import HrImport, HrLine
from people.permissions import IMPORT_PEOPLE


class HrImportFilters(filters.FilterSet):
    search = filters.CharFilter(field_name="file_name", lookup_expr="icontains", label=_("Name of the file"))
    state = Choices(choices=HrImport.State.choices, label=_("State"))

    class Meta:
        model = HrImport
        fields = ("search", "state")


class HrImportList(TableList):
    name = "hr-imports"
    title = _("Files of human resources")
    columns = (
        Column("file", _("File"), value="file_name", sort="file_name"),
        Column("unit", _("Unit"), value="unit.name", sort="unit__name"),
        Column("joiner", _("Join"), value=lambda row: row.counts.get("joiner", ""), kind="number"),
        Column("mover", _("Change"), value=lambda row: row.counts.get("mover", ""), kind="number"),
        Column("leaver", _("Leave"), value=lambda row: row.counts.get("leaver", ""), kind="number"),
        Column("fault", _("Faults"), value=lambda row: row.counts.get("fault", ""), kind="number"),
        Column("state", _("State"), value="get_state_display", sort="state", kind="state"),
        Column("by", _("Read by"), value="read_by.name", sort="read_by__name", kind="person"),
        Column("read", _("Read"), value="created_at", sort="created_at", kind="date"),
    )
    default_sort = "-read"
    filterset = HrImportFilters
    row_template = "people/_hr_import_row.html"
    export_permission = IMPORT_PEOPLE
    empty = Empty(
        _("No file has been read yet"),
        _("A file is compared first: you see who joins, changes and leaves before anything is done."),
        (_("Read a file"), reverse_lazy("people:hr_import_add")),
        icon="users",
        permission=IMPORT_PEOPLE,
    )


class HrLineFilters(filters.FilterSet):
    search = filters.CharFilter(method="with_words", label=_("Name or number"))
    change = Choices(choices=HrLine.Change.choices, label=_("What happens"))
    outcome = Choices(choices=HrLine.Outcome.choices, label=_("Outcome"))

    class Meta:
        model = HrLine
        fields = ("search", "change", "outcome")

    def with_words(self, rows: QuerySet[HrLine], name: str, value: str) -> QuerySet[HrLine]:
        return rows.filter(Q(name__icontains=value) | Q(number__icontains=value))


def outcome_of(line: HrLine) -> str:
    return str(line.get_outcome_display()) if line.outcome else ""


class HrLineList(TableList):
    """Its rows are shown with `words`, what each would change; see people/records/hr_import.py."""

    name = "hr-lines"
    title = _("What the file changes")
    keeps_views = False
    columns = (
        Column("place", _("Line"), value=lambda row: row.place or "", sort="place", kind="number"),
        Column("name", _("Person"), sort="name"),
        Column("number", _("Number"), sort="number"),
        Column("change", _("What happens"), value="get_change_display", sort="change"),
        Column("changes", _("From → to"), value=lambda row: ""),
        Column("outcome", _("Outcome"), value=outcome_of, sort="outcome"),
    )
    default_sort = "place"
    filterset = HrLineFilters
    row_template = "people/_hr_line_row.html"
    exports = False
    empty = Empty(_("Nothing would change"), _("The directory says what the file says."), icon="check-circle")


def as_given(name: str) -> Callable[[HrLine], object]:
    """The cell of a column as the file had it."""
    return lambda line: line.given.get(name, "")


class WrongLines(TableList):
    """The lines that were not done, as the file had them, with what is wrong: mended, they are read again."""

    name = "lines-to-mend"
    title = _("Lines to mend")
    columns = (
        Column("said", _("What is wrong")),
        *(Column(field.name, field.label, value=as_given(field.name)) for field in FIELDS),
    )
    empty = Empty(_("Nothing to mend"), _("Every line of the file was taken over."), icon="check-circle")


__all__ = ["HrImportList", "HrLineFilters", "HrLineList", "WrongLines"]
