"""Training on the board: the tile of K-09 and its courses, each number a link to its rows."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Count, F, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.access import Role
from foundation.as_of import in_address
from foundation.board import count_together, counted, kept, policy_of
from foundation.directory.models import User
from foundation.figures import Figure, light
from foundation.offers import Panel, offer_panels
from foundation.snapshots import Past
from foundation.tiles import Tile, linked, not_kept, share_of, standing_of
from foundation.words import percent
from people.figures.training import Tally, under
from people.lists.standing import COUNTED
from people.models import Assignment
from people.policies import TRAINING_LIGHTS
from people.querysets import compliance
from people.querysets.compliance import PARTS, part

NAME, METRIC, TEXT = "people.training", "K-09", CharField()


def rows(user: User, on: date) -> list[QuerySet]:
    """The assignments that count, by course and how they stand, along with what other apps count on the board.

    Of a day that has been the nights tell.
    """
    if in_address(on):
        return []
    asked = compliance.counted(under(user, Assignment.objects.all()), on).order_by()
    named = {"_a": F("course__code"), "_b": Value("", TEXT)}
    rows = asked.values(_of=Value(NAME, TEXT), **named).annotate(_c=_parts(on), _n=Count("pk"))
    return [rows.values_list("_of", "_a", "_b", "_c", "_n")]


def _parts(on: date) -> Concat:
    """How many are in each of PARTS, with bars between: by course alone nothing is sorted, however many there are."""
    counts = [Cast(Count("pk", filter=part(name, on)), TEXT) for name in PARTS]
    barred = [one for count in counts for one in (Value("|"), count)]
    return Concat(*barred[1:], output_field=TEXT)


def people(**filters: Any) -> str:
    """The rows of the units one manages, narrowed further."""
    return f"{reverse('people:training_people')}?{urlencode({'under': 'me', **filters}, doseq=True)}"


def tile(found: dict[str, Tally], thresholds: dict[str, int]) -> Tile:
    whole = sum(found.values(), Tally())
    figure, late = whole.figure, whole.expired + whole.overdue
    parts = [
        (people(standing=["expired", "overdue"]), ngettext("%(n)d late", "%(n)d late", late) % {"n": late}),
        (people(standing="grace"), _("%(n)d still learning") % {"n": whole.grace}),
        (reverse("people:training_matrix"), _("by job and region")),
    ]
    return Tile(
        label=_("Training current"),
        of=_of(figure, people(standing="valid"), people(scope=COUNTED)),
        url=people(scope=COUNTED),
        definition=format_html_join(", ", '<a href="{}">{}</a>', parts),
        metric=METRIC,
        **share_of(figure, light(figure, thresholds)),  # type: ignore[arg-type]
    )


def tile_then(past: Past, thresholds: dict[str, int]) -> Tile:
    """The same as a night kept it, without the rows behind it."""
    figure = past.figure(METRIC)
    if figure is None:
        return not_kept(_("Training current"), METRIC)
    kept_on, share = past.kept_on(METRIC), share_of(figure, light(figure, thresholds))
    late = None if kept_on == past.on else kept_on
    return Tile(_("Training current"), of=_of(figure, "", ""), metric=METRIC, kept_on=late, **share)  # type: ignore[arg-type]


def _of(figure: Figure, valid: str, everybody: str) -> SafeString | str:
    if not figure.denominator:
        return ""
    of_all = linked(_("of %(all)d") % {"all": figure.denominator}, everybody)
    return format_html("{} {}", linked(figure.numerator, valid), of_all)


def _tallies(request: HttpRequest, on: date) -> dict[str, Tally]:
    rows = (row for row in counted(request, on) if row[0] == NAME)
    return {course: Tally(*map(int, parts.split("|"))) for _name, course, _b, parts, _n in rows}


def numbers(request: HttpRequest, on: date) -> dict[str, Any]:
    thresholds = policy_of(request, TRAINING_LIGHTS, on)["training"]
    if in_address(on):
        return {"tile": tile_then(kept(request, on), thresholds)}
    return {"tile": tile(_tallies(request, on), thresholds)}


@dataclass(frozen=True)
class Line:
    """One course on the board: its figure, its light, and where its numbers lead, if their rows are there."""

    code: str
    figure: Figure
    share: str
    light: dict[str, str]
    valid_url: str = ""
    counted_url: str = ""


def courses(request: HttpRequest, on: date) -> dict[str, Any]:
    """K-09 by course."""
    thresholds = policy_of(request, TRAINING_LIGHTS, on)["training"]
    past = kept(request, on).parts(METRIC) if in_address(on) else None
    figures = {code: one.figure for code, one in _tallies(request, on).items()} if past is None else past
    lines = [
        Line(
            code,
            figure,
            percent(figure.share),
            standing_of(light(figure, thresholds).standing),
            people(standing="valid", course=code) if past is None else "",
            people(scope=COUNTED, course=code) if past is None else "",
        )
        for code, figure in sorted(figures.items())
    ]
    return {"courses": lines, "target": thresholds["green"]}


READERS = (Role.MGR, Role.CO, Role.HR)
count_together(rows)
offer_panels(
    Panel("people.training", "foundation/panels/headline.html", 5, READERS, numbers, place="headline"),
    Panel("people.courses", "people/panels/courses.html", 45, READERS, courses, place="narrow"),
)
