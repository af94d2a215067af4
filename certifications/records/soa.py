"""A statement of applicability as its pages show it: the whole in numbers, and its lines to read or to write."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from certifications.backing import Backing, backing_of
from certifications.forms.soa import SoaLineForm, SoaLinesForm
from certifications.models import Certificate, SoaLine, StatementOfApplicability
from certifications.permissions import WRITE_SOA
from foundation.access import permits
from foundation.directory.models import User
from foundation.steps import Move, moves_of
from foundation.stories import story_of

I = SoaLine.Implementation  # noqa: E741
FIRST_STEPS = ("submit", "approve")
SHOWS: dict[str, tuple[str | Promise, Callable[[SoaLine], bool]]] = {
    "unjustified": (_("Without a justification"), lambda line: not line.is_justified),
    "excluded": (_("Excluded"), lambda line: not line.applicable),
    **{
        value: (label, lambda line, value=value: line.applicable and line.implementation == value)  # type: ignore[misc]
        for value, label in I.choices
    },
    "differs": (_("The matrix says otherwise"), lambda line: line.differs),  # type: ignore[attr-defined]
}


@dataclass(frozen=True)
class Theme:
    """The lines of one theme, counted; each number is that of a filter of the lines."""

    name: str
    lines: list[SoaLine]

    def count(self, show: str) -> int:
        return sum(1 for line in self.lines if SHOWS[show][1](line))

    @property
    def label(self) -> str | Promise:
        return self.name.replace("-", " ").capitalize() or _("Without a theme")

    @property
    def numbers(self) -> list[tuple[str, str | Promise, int]]:
        """Filter, its label and its count, in the order of the columns of the table."""
        return [(show, SHOWS[show][0], self.count(show)) for show in (*I.values, "excluded", "unjustified")]


def themes_of(lines: list[SoaLine]) -> list[Theme]:
    """In the order in which the framework comes to them."""
    found: dict[str, list[SoaLine]] = {}
    for line in lines:
        found.setdefault(line.requirement.theme, []).append(line)
    return [Theme(name, members) for name, members in found.items()]


class SoaRecord:
    """Everything the page of one version shows; built on a row of `StatementOfApplicability.objects.for_page()`."""

    def __init__(self, soa: StatementOfApplicability, *, user: User, on: date) -> None:
        self.soa, self.user, self.on = soa, user, on
        self.story: Mapping[str, Any] = story_of(soa, actor=user)

    @cached_property
    def moves(self) -> list[Move]:
        return moves_of(self.soa, actor=self.user, on=self.on)

    @cached_property
    def first_move(self) -> Move | None:
        free = {move.step.name: move for move in self.moves if move.refusal is None}
        return next((free[name] for name in FIRST_STEPS if name in free), None)

    @cached_property
    def lines(self) -> list[SoaLine]:
        return list(SoaLine.objects.filter(soa=self.soa).in_order())

    @property
    def themes(self) -> list[Theme]:
        return themes_of(self.lines)

    @property
    def whole(self) -> Theme:
        return Theme("", self.lines)

    @cached_property
    def versions(self) -> list[StatementOfApplicability]:
        seen = StatementOfApplicability.objects.visible_to(self.user).versions_of(self.soa)
        return list(seen.select_related("approver"))

    @property
    def compared(self) -> StatementOfApplicability | None:
        """The version to compare this one with: the one before it, as far as the reader sees it."""
        return next((one for one in self.versions if one.number < self.soa.number), None)

    @cached_property
    def certificates(self) -> list[Certificate]:
        """Those that cite this version."""
        return list(Certificate.objects.visible_to(self.user).filter(soa=self.soa).order_by("ref"))

    @property
    def is_open(self) -> bool:
        """Whether the reader may write at its lines now."""
        return self.soa.state == StatementOfApplicability.State.DRAFT and permits(self.user, WRITE_SOA, self.soa)

    @property
    def may_revise(self) -> bool:
        in_work = any(one.state in ("draft", "in_review") for one in self.versions)
        approved = self.soa.state == StatementOfApplicability.State.APPROVED
        return approved and not in_work and permits(self.user, WRITE_SOA, self.soa)


@dataclass(frozen=True)
class Filter:
    """A chip above the lines: its label, how many lines it leaves, and the address with it turned over."""

    label: str | Promise
    count: int
    url: str
    is_on: bool


class LineSheet(SoaRecord):
    """The lines of a version with what the matrix says of each, narrowed by what the address asks for."""

    def __init__(self, soa: StatementOfApplicability, *, user: User, on: date, asked: QueryDict) -> None:
        super().__init__(soa, user=user, on=on)
        self.asked = asked
        self.words = asked.get("words", "").strip()[:100]
        self.forms: dict[int, SoaLineForm] = {}

    @cached_property
    def backing(self) -> dict[int, Backing]:
        return backing_of(self.soa, self.user, self.on)

    @cached_property
    def lines(self) -> list[SoaLine]:
        """All of them, each with `backing` and whether that `differs` from what it says."""
        rows = list(SoaLine.objects.filter(soa=self.soa).in_order())
        for line in rows:
            line.soa, line.backing = self.soa, self.backing.get(line.requirement_id, Backing())  # type: ignore[attr-defined]
            line.differs = line.backing.differs_from(line)  # type: ignore[attr-defined]
        return rows

    @cached_property
    def shown(self) -> list[SoaLine]:
        """Those the filters leave; to a writer each has its `form`."""
        themes, shows = self.asked.getlist("theme"), [name for name in self.asked.getlist("show") if name in SHOWS]
        rows = [line for line in self.lines if not themes or line.requirement.theme in themes]
        rows = [line for line in rows if not shows or any(SHOWS[name][1](line) for name in shows)]
        words = self.words.casefold()
        rows = [line for line in rows if words in str(line.requirement).casefold()]
        for line in rows if self.is_open else ():
            self.forms.setdefault(line.pk, SoaLineForm(line=line))
            line.form = self.forms[line.pk]  # type: ignore[attr-defined]
        return rows

    def with_form(self, form: SoaLineForm) -> SoaLine:
        """The line that a form is of, with that form: what was sent goes back into it."""
        line = next(one for one in self.lines if one.pk == form.line.pk)
        line.form = self.forms[line.pk] = form  # type: ignore[attr-defined]
        return line

    def show_also(self, line: SoaLine) -> None:
        """Shows a line even where the filters leave it out."""
        if line not in self.shown:
            self.shown.append(line)

    @cached_property
    def many(self) -> SoaLinesForm:
        """The form that says the same of several lines."""
        return SoaLinesForm(soa=self.soa)

    @property
    def ticked(self) -> list[str]:
        """The lines that stood ticked when a refused form came back."""
        return self.many.data.getlist("lines") if self.many.is_bound else []  # type: ignore[attr-defined]

    @property
    def theme_filters(self) -> list[Filter]:
        return [self._filter("theme", theme.name, theme.label, len(theme.lines)) for theme in themes_of(self.lines)]

    @property
    def show_filters(self) -> list[Filter]:
        return [self._filter("show", name, label, self.whole.count(name)) for name, (label, _test) in SHOWS.items()]

    @property
    def differing(self) -> int:
        """How many lines say something else than their cells."""
        return self.whole.count("differs")

    @property
    def justified(self) -> int:
        return len(self.lines) - self.whole.count("unjustified")

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What a search for words carries along."""
        return [(name, value) for name in ("theme", "show") for value in self.asked.getlist(name)]

    @property
    def is_narrowed(self) -> bool:
        return len(self.shown) < len(self.lines)

    @property
    def query(self) -> str:
        """What the address asks for, with its question mark: where a form comes back to."""
        return f"?{self.asked.urlencode()}" if self.asked else ""

    def _filter(self, name: str, value: str, label: str | Promise, count: int) -> Filter:
        chosen = self.asked.copy()
        values = self.asked.getlist(name)
        chosen.setlist(name, [one for one in values if one != value] if value in values else [*values, value])
        return Filter(label, count, f"?{chosen.urlencode()}", value in values)
