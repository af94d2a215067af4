"""The heat map of the matrix for one request: its counts, heads, boxes and addresses; at most a window of 2,500 cells."""

from collections import Counter
from datetime import date
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from assurance.figures import (
    WINDOW,
    Box,
    Coverage,
    Places,
    Row,
    Tally,
    active_places,
    boxes,
    by_process,
    rows_of,
    tally_for,
    window,
)
from assurance.lists import CellFilter
from assurance.matrix_address import Address
from assurance.matrix_boxes import Head, Line, Painter, Shown, is_asked_for, nothing_there, offer_once, several
from assurance.matrix_words import COUNTED, STATUSES
from assurance.models import Area, Cell, Requirement
from assurance.querysets import COVERED
from assurance.standing import Standing
from foundation.lists.filters import chips
from foundation.lists.tables import Empty

ROWS, COLUMNS = ("requirements", "families"), ("areas", "regions", "processes")
NOT_COUNTED = ("requirement", "owner")  # what the kept counts do not know


class MatrixPage(Address):
    """Reads the address; whatever it does not know in it is ignored."""

    def __init__(self, request: HttpRequest, on: date) -> None:
        super().__init__(request)
        self.on = on
        cells = Cell.objects.visible_to(request.user).in_force().standing_on(on).with_family()
        self.filters = CellFilter(request.GET, queryset=cells, request=request)

    @cached_property
    def columns_by(self) -> str:
        asked = self.asked.get("columns", "")
        return asked if asked in COLUMNS else "areas"

    @cached_property
    def rows_by(self) -> str:
        """Families where there are more cells than fit into a window, unless it is asked otherwise."""
        asked = self.asked.get("rows", "")
        if asked in ROWS:
            return asked
        return "families" if self.whole.number > WINDOW * WINDOW else "requirements"

    @cached_property
    def counts(self) -> list[Row]:
        """What the filters but that of the status leave, counted."""
        if any(self.asked.get(name) for name in NOT_COUNTED):
            data = self.asked.copy()
            data.pop("status", None)
            return rows_of(CellFilter(data, queryset=self.filters.queryset, request=self.request).qs, on=self.on)
        rows, wanted = self.tally.rows, self.wanted
        framework, family = self._parts_asked_for
        if framework or family:
            rows = [row for row in rows if framework in ("", row[1]) and family in ("", row[2])]
        return rows if len(wanted) == len(self.places) else [row for row in rows if row[0] in wanted]

    @cached_property
    def tally(self) -> Tally:
        return tally_for(self.request.user, on=self.on)

    @cached_property
    def wanted(self) -> set[int]:
        """The keys of the processes that the filters leave."""
        given = self._given
        return {pk for pk, place in self.places.items() if is_asked_for(place, given)}

    @property
    def _parts_asked_for(self) -> tuple[str, str]:
        """The framework and the family that the filters leave; “” where they leave all."""
        given = self._given
        return given["framework"].code if given.get("framework") else "", given.get("family", "")

    @property
    def _given(self) -> dict[str, Any]:
        """What the filters were given, as far as it makes sense."""
        return self.filters.form.cleaned_data if self.filters.form.is_valid() else {}

    @cached_property
    def places(self) -> Places:
        """The active processes by their keys (one query)."""
        return active_places()

    @cached_property
    def offered(self) -> dict[str, list[Any]]:
        """The rows that the filters offer (a query each)."""
        return offer_once(self.filters.form, "region", "framework", "owner")

    @property
    def form(self) -> Any:
        """The form of the filters, with its choices read."""
        return self.filters.form if self.offered else None

    @cached_property
    def whole(self) -> Coverage:
        counts: Counter[str] = Counter()
        for one in self.by_process.values():
            counts.update(one)
        return Coverage(counts)

    @cached_property
    def statuses(self) -> list[str]:
        return [name for name in self.asked.getlist("status") if name in STATUSES]

    @property
    def by(self) -> dict[str, str]:
        """The same by other rows or columns."""
        rows = {name: self.url(rows=[name], columns=[self.columns_by]) for name in ROWS}
        return rows | {name: self.url(rows=[self.rows_by], columns=[name]) for name in COLUMNS}

    @property
    def links(self) -> dict[str, str]:
        """Where the numbers of the whole lead, and the file of its cells."""
        return {
            "all": self.url(status=None),
            "covered": self.list_url(status=COVERED),
            "counted": self.list_url(status=COUNTED),
            "list": self.list_url(),
            "export": self.list_url(export=["xlsx"]),
            "query": self._query({"rows": [self.rows_by], "columns": [self.columns_by]}),
        }

    @property
    def narrowed(self) -> list[tuple[str, str]]:
        """What narrows it beside the status: the value in words, and the address without it."""
        return [
            (f"{chip.label}: {chip.value}", chip.remove_url)
            for chip in chips(self.filters, lambda changes: self.url(**changes))
            if chip.label != str(self.filters.filters["status"].label)
        ]

    @property
    def empty(self) -> Empty:
        return nothing_there(self.request.path if self.narrowed or self.statuses else "")

    @property
    def chips(self) -> list[tuple[Standing, int, str, bool]]:
        """Each status with its number, its address, and whether it is chosen."""
        return [
            (standing, self.whole.counts.get(name, 0), self.url(status=[name]), name in self.statuses)
            for name, standing in STATUSES.items()
        ]

    @cached_property
    def heads(self) -> list[Head]:
        parts = self._parts
        known = [(code, label) for code, label in self._column_names.items() if code in parts]
        if self.columns_by == "processes":
            self.more_across = len(known) > self.across + WINDOW
            known = known[self.across : self.across + WINDOW]
        return [self._head(code, label, Coverage(parts[code])) for code, label in known]

    @property
    def _parts(self) -> dict[str, Counter[str]]:
        """The counts of each column."""
        parts: dict[str, Counter[str]] = {}
        for pk, counts in self.by_process.items():
            for code in self._codes[pk]:
                parts.setdefault(code, Counter()).update(counts)
        return parts

    @cached_property
    def by_process(self) -> dict[int, Counter[str]]:
        """The counts of each process: columns and the whole share them. Kept ones serve where nothing parts a process."""
        if any(self.asked.get(name) for name in NOT_COUNTED) or any(self._parts_asked_for):
            return by_process(self.counts)
        return {pk: counts for pk, counts in self.tally.sums.items() if pk in self.wanted}

    @cached_property
    def painter(self) -> Painter:
        return Painter(self.on)

    more_across = False
    more_down = False

    @cached_property
    def lines(self) -> list[Line]:
        """The rows of the window."""
        return self._families() if self.rows_by == "families" else self._requirements()

    @property
    def pages(self) -> dict[str, str]:
        """Where the windows beside this one are."""
        found = {}
        if self.first:
            found["up"] = self.url(**{"from": [str(max(0, self.first - WINDOW))], "across": [str(self.across)]})
        if self.more_down:
            found["down"] = self.url(**{"from": [str(self.first + WINDOW)], "across": [str(self.across)]})
        if self.across:
            found["left"] = self.url(**{"from": [str(self.first)], "across": [str(max(0, self.across - WINDOW))]})
        if self.more_across:
            found["right"] = self.url(**{"from": [str(self.first)], "across": [str(self.across + WINDOW)]})
        return found

    @property
    def _column_names(self) -> dict[str, str]:
        """The columns there are, in their order, with their names."""
        if self.columns_by == "areas":
            return {code: str(label) for code, label in Area.Code.choices}
        if self.columns_by == "regions":
            return {unit.code: unit.name for unit in self.offered["region"]}
        return {place.code: place.name for place in self.places.values()}

    @cached_property
    def _codes(self) -> dict[int, list[str]]:
        """The columns in which each process counts."""
        if self.columns_by == "regions":
            return {pk: place.regions for pk, place in self.places.items()}
        return {pk: [place.area if self.columns_by == "areas" else place.code] for pk, place in self.places.items()}

    def _head(self, code: str, label: str, found: Coverage) -> Head:
        name = {"areas": "area", "regions": "region", "processes": "process"}[self.columns_by]
        covered = self.list_url(status=COVERED, **{name: [code]})
        return Head(code, label, found, covered, self.list_url(status=COUNTED, **{name: [code]}))

    def _families(self) -> list[Line]:
        found: dict[tuple[str, str], dict[str, dict[str, int]]] = {}
        codes, statuses = self._codes, set(self.statuses or STATUSES)
        for pk, framework, family, status, number in self.counts:
            if status in statuses:
                line = found.setdefault((framework, family), {})
                for code in codes[pk]:
                    counts = line.setdefault(code, {})
                    counts[status] = counts.get(status, 0) + number
        keys = sorted(found)
        self.more_down = len(keys) > self.first + WINDOW
        return [self._family(key, found[key]) for key in keys[self.first : self.first + WINDOW]]

    def _family(self, key: tuple[str, str], counts: dict[str, dict[str, int]]) -> Line:
        framework, family = key
        narrowed = {"framework": [framework], "family": [family] if family else None, "rows": ["requirements"]}
        drawn = [
            several(Coverage(counts[head.code]), family or framework, head, self.url(**narrowed, **self._of(head)))
            if head.code in counts
            else None
            for head in self.heads
        ]
        title = family[:1].upper() + family[1:] if family else _("Everything")
        return Line(framework, title, self.url(**narrowed), drawn)

    def _requirements(self) -> list[Line]:
        cells = self.filters.qs
        if self.columns_by == "processes":
            shown = {head.code for head in self.heads}
            cells = cells.filter(process__in=[place.pk for place in self.places.values() if place.code in shown])
        rows, self.more_down = window(cells, Requirement.objects.select_related("framework"), first=self.first)
        found = boxes(cells, columns=self.columns_by, rows=[row.pk for row in rows])
        return [self._requirement(row, found) for row in rows]

    def _requirement(self, row: Requirement, found: dict[tuple[Any, str], Box]) -> Line:
        here = [found.get((row.pk, head.code)) for head in self.heads]
        drawn = [self._box(box, row, head) for box, head in zip(here, self.heads, strict=True)]
        total = Counter(box.status for box in here if box is not None and box.status)
        for box in here:
            if box is not None and not box.status:
                total.update(box.coverage.counts)
        return Line(row.ref, row.title, row.get_absolute_url(), drawn, Coverage(total))

    def _box(self, box: Box | None, row: Requirement, head: Head) -> Shown | None:
        if box is None:
            return None
        if box.cell:
            return self.painter.one(box, row.ref, head)
        here = {"requirement": [row.ref], "framework": [row.framework.code], **self._of(head)}
        return several(box.coverage, row.ref, head, self.list_url(**here))

    def _of(self, head: Head) -> dict[str, list[str]]:
        return {{"areas": "area", "regions": "region", "processes": "process"}[self.columns_by]: [head.code]}
