"""The matrix of training: jobs, regions, units, employers or kinds of people × courses, counted in the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation import words
from foundation.directory.models import Person, Unit
from foundation.figures import light
from foundation.lists.filters import chips, form_of
from foundation.policy import current
from people.figures.training import Tally, tallies, under
from people.lists.standing import COUNTED, NONE, MatrixFilters
from people.models import Assignment
from people.policies import TRAINING_LIGHTS
from people.querysets.compliance import with_jobs

Text = str | Promise
Head = tuple[str, Text]  # what the address says, and the words
ROWS: dict[str, Text] = {
    "role": gettext_lazy("Jobs"),
    "region": gettext_lazy("Regions"),
    "unit": gettext_lazy("Units"),
    "employer": gettext_lazy("Employers"),
    "kind": gettext_lazy("Kinds of people"),
}
LOOKS = {
    "on": ("good", "check-circle"),
    "close": ("warn", "minus-circle"),
    "off": ("bad", "exclamation-triangle"),
    "none": ("mute", "clock"),
}
COLUMNS = {
    "role": ("job__role__code", "job__role__name"),
    "region": ("person__unit__path",),
    "unit": ("person__unit__path",),
    "employer": ("person__employer",),
    "kind": ("person__kind",),
}


@dataclass(frozen=True)
class Box:
    """How a course stands among some people, with the address of the rows it counts."""

    tally: Tally
    url: str
    tone: str
    icon: str

    @property
    def percent(self) -> str:
        return words.percent(self.tally.figure.share)

    @property
    def counted(self) -> str:
        """ "111 of 117", or who is still learning where nobody counts yet."""
        figure = self.tally.figure
        if not figure.denominator:
            return _("%(n)d still learning") % {"n": self.tally.grace}
        return _("%(valid)d of %(all)d") % {"valid": figure.numerator, "all": figure.denominator}


@dataclass(frozen=True)
class Line:
    label: Text
    boxes: list[Box | None]
    total: Box | None


def above(path: str) -> list[str]:
    """The paths of a unit and of all it lies below: “1/”, “1/7/”."""
    parts = path.split("/")[:-1]
    return ["/".join(parts[: number + 1]) + "/" for number in range(len(parts))]


class TrainingMatrix:
    """What the page shows to `request.user`, as its address asks."""

    def __init__(self, request: HttpRequest, *, on: date) -> None:
        self.request, self.on, self.person = request, on, request.user
        asked = request.GET.get("by", "")
        self.by = asked if asked in ROWS else "role"
        rows = under(request.user, Assignment.objects.all())
        self.filters = MatrixFilters(request.GET, queryset=rows, request=request)
        self.form = form_of(self.filters)
        self.form.is_valid()
        self.thresholds = current(TRAINING_LIGHTS, on).value["training"]

    @cached_property
    def courses(self) -> list[Head]:
        """Code and title of those that are offered, or of the chosen ones."""
        chosen = self.request.GET.getlist("course")
        offered = self.filters.filters["course"].extra["choices"]
        return [(code, title) for code, title in offered if not chosen or code in chosen]

    @cached_property
    def tallies(self) -> dict[tuple[Any, ...], Tally]:
        rows = with_jobs(self.filters.qs, self.on) if self.by == "role" else self.filters.qs
        return tallies(rows, *COLUMNS[self.by], "course__code", on=self.on)

    @cached_property
    def boxes(self) -> dict[tuple[str, str], Tally]:
        """By what the address says of the row, and the course."""
        if self.by not in ("unit", "region"):
            return {(key[0] or NONE, key[-1]): tally for key, tally in self.tallies.items()}
        known = {path: code for code, _name, path in self.places}
        found: dict[tuple[str, str], Tally] = {}
        for (path, course), tally in self.tallies.items():
            inside = [known[one] for one in above(path) if one in known]
            for code in inside or ([NONE] if self.by == "region" else []):
                found[code, course] = found.get((code, course), Tally()) + tally
        return found

    @cached_property
    def places(self) -> list[tuple[str, str, str]]:
        """Code, name and path of the units or regions that rows are made of."""
        if self.by == "region":
            return self.filters.regions
        rows, chosen = Unit.objects.visible_to(self.person), self.form.cleaned_data.get("unit")
        rows = rows.below(chosen) if chosen else rows
        found = rows.order_by("path").values_list("code", "name", "path")
        return [(code, name, str(path)) for code, name, path in found]

    @cached_property
    def heads(self) -> list[Head]:
        """The rows that hold something, in their order; of jobs those that are asked for, where some are."""
        chosen = set(self.request.GET.getlist("role")) if self.by == "role" else set()
        used = {key for key, _course in self.boxes if not chosen or key in chosen}
        if self.by in ("unit", "region"):
            named = [(code, name) for code, name, _path in self.places] + [(NONE, _("Outside the regions"))]
        elif self.by == "role":
            jobs = {(code, name) for code, name, _course in self.tallies if code}
            named = [*sorted(jobs, key=lambda job: job[1]), (NONE, _("No job noted"))]
        elif self.by == "kind":
            named = [(kind, str(label)) for kind, label in Person.Kind.choices]
        else:
            named = [(NONE, _("Our own people")), *((key, key) for key in sorted(used - {NONE}))]
        return [(key, label) for key, label in named if key in used]

    @cached_property
    def lines(self) -> list[Line]:
        return [self._line(label, key) for key, label in self.heads]

    @cached_property
    def whole(self) -> Line:
        """All of them; whoever has two jobs is in two rows, but once in here."""
        found = tallies(self.filters.qs, "course__code", on=self.on) if self.by == "role" else self.tallies
        of_all: dict[str, Tally] = {}
        for (*_row, course), tally in found.items():
            of_all[course] = of_all.get(course, Tally()) + tally
        return self._made(_("All of them"), of_all, {})

    def _line(self, label: Text, key: str) -> Line:
        of_row = {course: tally for (row, course), tally in self.boxes.items() if row == key}
        value = "own" if self.by == "employer" and key == NONE else key
        return self._made(label, of_row, {self.by: value})

    def _made(self, label: Text, of_row: dict[str, Tally], narrowed: dict[str, str]) -> Line:
        boxes = [
            self._box(of_row[code], {**narrowed, "course": code}) if code in of_row else None
            for code, _title in self.courses
        ]
        total = sum((box.tally for box in boxes if box), Tally())
        return Line(label, boxes, self._box(total, narrowed) if any(boxes) else None)

    def _box(self, tally: Tally, narrowed: dict[str, str]) -> Box:
        tone, icon = LOOKS[light(tally.figure, self.thresholds).standing]
        scope = {"scope": COUNTED} if tally.figure.denominator else {"standing": "grace"}
        return Box(tally, self._rows_url({**narrowed, **scope}), tone, icon)

    def _rows_url(self, narrowed: dict[str, str]) -> str:
        """The list of the rows, narrowed as this page is and by the box."""
        query = self._kept(*narrowed)
        query.update({"under": "me", **narrowed})
        return f"{reverse('people:training_people')}?{query.urlencode()}"

    def _kept(self, *without: str) -> QueryDict:
        query = self.request.GET.copy()
        for name in ("by", "export", "under", "scope", "standing", *without):
            query.pop(name, None)
        return query

    def _url(self, changes: Mapping[str, list[str] | None]) -> str:
        query = self._kept()
        for name, values in {"by": [self.by], **changes}.items():
            query.setlist(name, [value for value in values or [] if value])
        return f"{self.request.path}?{query.urlencode()}"

    @property
    def tabs(self) -> list[dict[str, Any]]:
        return [
            {"label": label, "url": self._url({"by": [by]}), "current": by == self.by} for by, label in ROWS.items()
        ]

    @property
    def chips(self) -> list[Any]:
        return chips(self.filters, self._url)

    @property
    def clear_url(self) -> str:
        return f"{self.request.path}?by={self.by}"

    @property
    def exports(self) -> list[tuple[str, str]]:
        return [("CSV", self._url({"export": ["csv"]})), (_("Excel (XLSX)"), self._url({"export": ["xlsx"]}))]
