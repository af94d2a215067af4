"""The integration matrix as PDF, for one reader and as it was filtered: figures, heat map and the gaps below it."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assurance.figures import Coverage, integration, rows_of
from assurance.lists import CellFilter
from assurance.matrix_words import STATUSES
from assurance.models import Area, Cell
from assurance.paper.grid import MOST_ROWS, Told, by_family, by_requirement, legend, table
from assurance.querysets import GAPS, CellQuerySet
from assurance.querysets.readers import MATRIX_READERS
from foundation import words
from foundation.directory.models import RoleGrant, Unit, User
from foundation.figures import Figure
from foundation.lists.filters import chips
from foundation.reports import typeset
from foundation.rows import Grading

TEMPLATE = Path(__file__).parent / "matrix.typ"
MOST_GAPS = 2000
ROWS_PER_FETCH = 500
Said = dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """What is printed: the address of the heat map says which cells, rows and columns."""

    query: QueryDict
    user: User
    on: date

    @property
    def cells(self) -> CellQuerySet:
        """The cells that the filters leave of those the reader sees."""
        return self._filter(self.query).qs

    @property
    def counted(self) -> CellQuerySet:
        """The same whatever their status: figures are never of one status only."""
        query = self.query.copy()
        query.pop("status", None)
        return self._filter(query).qs

    @property
    def filters(self) -> list[str]:
        """The filters in words: “Area: Delivery”."""
        return [f"{chip.label}: {chip.value}" for chip in chips(self._filter(self.query), lambda _changes: "")]

    @property
    def columns(self) -> str:
        """Areas or regions; a page has no room for a column for each process."""
        return "regions" if self.query.get("columns") == "regions" else "areas"

    @property
    def is_by_family(self) -> bool:
        return self.query.get("rows") == "families"

    def _filter(self, query: QueryDict) -> CellFilter:
        rows = Cell.objects.visible_to(self.user).in_force().standing_on(self.on).with_family()
        return CellFilter(query, queryset=rows)


def matrix_pdf(asked: Asked, *, at: datetime, progress: Told) -> bytes:
    """The file; `progress` is told of each window of the heat map."""
    moment = timezone.localtime(at, timezone.get_default_timezone()).replace(microsecond=0)
    with timezone.override(timezone.get_default_timezone()):
        return typeset(TEMPLATE, told(asked, at=moment, progress=progress), at=moment)


def told(asked: Asked, *, at: datetime, progress: Told) -> Said:
    """Everything the template shows, in words."""
    title = _("Integration matrix")
    whole = integration(rows_of(asked.counted, on=asked.on))
    return {
        "title": _("%(title)s, %(day)s") % {"title": title, "day": words.day(asked.on)},
        "author": str(asked.user.person or asked.user.name),
        "heading": title,
        "kicker": _("Assurance system"),
        "watermark": "",
        "facts": _facts(asked),
        "figures": _figures(whole.whole, whole.areas),
        "map": _map(asked, whole.areas if asked.columns == "areas" else whole.regions, progress),
        "gaps": _gaps(asked),
        "head": {"left": title, "right": str(Grading.INTERNAL.label)},
        "foot": _foot(asked.user, at),
    }


def _facts(asked: Asked) -> list[tuple[str, str]]:
    """Whose sight it is, what narrows it, and the day it speaks of."""
    grants = RoleGrant.objects.live(asked.on).filter(user=asked.user, role__in=MATRIX_READERS).select_related("unit")
    roles = "\n".join(sorted({f"{grant.get_role_display()}, {grant.unit}" for grant in grants}))
    return [
        (_("Scope"), _("Cells of active processes that %(who)s may see") % {"who": asked.user.name}),
        (_("Seen as"), roles),
        (_("Filters"), "\n".join(asked.filters) or _("None: everything in this scope")),
        (_("Cut-off"), _("As it stood on %(day)s") % {"day": words.day(asked.on)}),
    ]


def _figures(whole: Coverage, areas: dict[str, Coverage]) -> Said:
    """K-01 and K-02 with numerator and denominator, per area and in total, and the four gap counts."""
    named = [(str(label), areas[code]) for code, label in Area.Code.choices if code in areas]
    return {
        "title": _("Figures"),
        "head": [
            _("Area"),
            _("K-01 integration"),
            _("K-02 freshness"),
            *(str(STATUSES[name].words) for name in GAPS),
        ],
        "rows": [_figure(label, found) for label, found in named],
        "total": _figure(_("All"), whole),
        "note": _(
            "K-01: cells that are fresh or expiring, of those that apply. K-02: the same, of those that have control "
            "and owner. Every status is counted here, whatever the filter of the status leaves below."
        ),
    }


def _figure(label: str, found: Coverage) -> list[str]:
    return [label, _share(found.integration), _share(found.freshness), *(str(found.gaps[name]) for name in GAPS)]


def _share(figure: Figure) -> str:
    return f"{figure.numerator}/{figure.denominator}  {words.percent(figure.share)}"


def _map(asked: Asked, parts: dict[str, Coverage], progress: Told) -> Said:
    """The heat map; the columns are those of which there are cells."""
    heads = [(code, label) for code, label in _columns(asked) if code in parts]
    cells = asked.cells
    lines = (
        by_family(cells, columns=asked.columns)
        if asked.is_by_family
        else by_requirement(cells, columns=asked.columns, progress=progress)
    )
    rows = table(lines, heads)
    cut = _("Only the first %(n)d requirements are printed. Filter the matrix, or take it as Excel.")
    return {
        "title": _("Heat map"),
        "corner": _("Family") if asked.is_by_family else _("Requirement"),
        "head": [label for _code, label in heads],
        "legend": legend(),
        "note": _("Where a box stands for several cells, its letter is that of the worst, then covered of applicable."),
        "rows": rows,
        "more": cut % {"n": MOST_ROWS} if len(rows) >= MOST_ROWS else "",
        "none": _("No cell matches the filters."),
    }


def _columns(asked: Asked) -> list[tuple[str, str]]:
    if asked.columns == "areas":
        return [(code, str(label)) for code, label in Area.Code.choices]
    regions = Unit.objects.filter(kind=Unit.Kind.REGION).order_by("path")
    return list(regions.values_list("code", "name"))


def _gaps(asked: Asked) -> Said:
    """Every cell that is a gap: process, requirement, status, and who answers for it."""
    found = asked.cells.filter(standing__in=GAPS)
    number = found.count()
    order = ("process__area__order", "process__code", "requirement__framework__code", "requirement__order")
    rows = found.for_list().order_by(*order).iterator(chunk_size=ROWS_PER_FETCH)
    cut = _("Only the first %(most)d of %(n)d gaps are printed. Filter the matrix, or take it as Excel.")
    return {
        "title": _("Gaps"),
        "said": ngettext("%(n)d cell is a gap.", "%(n)d cells are gaps.", number) % {"n": number},
        "head": [_("Process"), _("Requirement"), _("Status"), _("Answers for it")],
        "rows": [_gap(cell) for cell in islice(rows, MOST_GAPS)],
        "more": cut % {"most": MOST_GAPS, "n": number} if number > MOST_GAPS else "",
        "none": _("There is no gap among these cells."),
    }


def _gap(cell: Cell) -> Said:
    standing = STATUSES[vars(cell)["standing"]]
    owner = cell.owner or (cell.control.owner if cell.control else None)
    return {
        "process": cell.process.name,
        "requirement": f"{cell.requirement.ref}  {cell.requirement.title}",
        "status": str(standing.words),
        "tone": standing.tone,
        "until": _("until %(day)s") % {"day": words.day(cell.fresh_until)} if cell.fresh_until else "",
        "owner": str(owner.name) if owner else "–",
    }


def _foot(user: User, at: datetime) -> Said:
    made = {"moment": words.moment(at), "zone": at.tzname() or "UTC", "person": str(user.person or user.name)}
    return {
        "left": _("Made %(moment)s %(zone)s for %(person)s") % made,
        "pages": _("Page {page} of {pages}"),
        "below": "",
    }
