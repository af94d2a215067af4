"""Since when something is certified without a day between: the days each certificate covers, joined into runs.

Pure: rows are read elsewhere and handed over as `Link`. Source: M-14.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

ONE_DAY = timedelta(days=1)
OPEN = date.max  # the last day of what has no stated end


@dataclass(frozen=True, order=True)
class Span:
    """Days from `first` through `last`, both included."""

    first: date
    last: date = OPEN

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def joins(self, later: "Span") -> bool:
        """Whether no day lies between this span and one that starts no earlier."""
        return (later.first - self.last).days <= 1

    def clipped(self, first: date, last: date) -> "Span | None":
        """What of it lies between two days."""
        inside = Span(max(self.first, first), min(self.last, last))
        return inside if inside.first <= inside.last else None


@dataclass(frozen=True)
class Pause:
    """Days of a suspension, on which the certificate is not valid, unless its scheme says that it stays so."""

    span: Span
    stays_valid: bool = False


@dataclass(frozen=True)
class Link:
    """One certificate of a chain, by its days."""

    name: str
    edition: str
    effective_from: date
    expires_on: date | None = None
    edition_ends_on: date | None = None
    withdrawn_on: date | None = None
    superseded_on: date | None = None
    pauses: tuple[Pause, ...] = ()

    @cached_property
    def coverage(self) -> Span | None:
        """The days it covers, suspended or not; None: not one, as when it was withdrawn before it took effect."""
        ends = [day for day in (self.expires_on, self.edition_ends_on) if day is not None]
        ends += [day - ONE_DAY for day in (self.withdrawn_on, self.superseded_on) if day is not None]
        last = min(ends, default=OPEN)
        return Span(self.effective_from, last) if self.effective_from <= last else None

    def is_valid(self, on: date) -> bool:
        """Whether it may be relied on that day: covered, and not suspended under a scheme where that makes it invalid."""
        covered = self.coverage is not None and on in self.coverage
        return covered and not any(on in pause.span for pause in self.pauses if not pause.stays_valid)


@dataclass(frozen=True)
class Footnote:
    """Days within a run on which a certificate was suspended; the run goes on."""

    name: str
    span: Span
    stays_valid: bool


@dataclass(frozen=True)
class Run:
    """Certificates that cover a span without a day between them, in the order in which they begin."""

    span: Span
    links: tuple[Link, ...]

    @property
    def editions(self) -> list[str]:
        """Each edition once, the oldest first."""
        return list(dict.fromkeys(link.edition for link in self.links))


@dataclass(frozen=True)
class Lineage:
    """What a chain proves as of a day; later days do not count yet."""

    on: date
    runs: tuple[Run, ...]
    footnotes: tuple[Footnote, ...]

    @property
    def current(self) -> Run | None:
        """The run that reaches the day; None: nothing covers it."""
        return self.runs[-1] if self.runs and self.on in self.runs[-1].span else None

    @property
    def since(self) -> date | None:
        return self.current.span.first if self.current is not None else None

    @property
    def gaps(self) -> list[Span]:
        """Days without cover between the first day of the chain and the day it is asked for."""
        return self.missing(self.runs[0].span.first) if self.runs else []

    def missing(self, claimed: date) -> list[Span]:
        """The days without cover from the claimed one through the day it is asked for; none: the claim is proven."""
        found, start = [], claimed
        for run in self.runs:
            if run.span.last < start:
                continue
            if start < run.span.first:
                found.append(Span(start, run.span.first - ONE_DAY))
            start = run.span.last + ONE_DAY
        return [*found, Span(start, self.on)] if start <= self.on else found


def lineage_of(links: Iterable[Link], *, on: date) -> Lineage:
    """Joins the certificates of a chain, in any order, into runs without a day between them, as of a day.

    Suspensions break nothing; they are footnotes. Source: M-14.
    """
    chain = list(links)
    covers = [(link.coverage.clipped(date.min, on), link) for link in chain if link.coverage is not None]
    runs: list[Run] = []
    for span, link in sorted(((span, link) for span, link in covers if span is not None), key=lambda pair: pair[0]):
        if runs and runs[-1].span.joins(span):
            before = runs.pop()
            span = Span(before.span.first, max(before.span.last, span.last))
            runs.append(Run(span, (*before.links, link)))
        else:
            runs.append(Run(span, (link,)))
    return Lineage(on, tuple(runs), tuple(_footnotes(chain, on)))


def _footnotes(links: Iterable[Link], on: date) -> Iterable[Footnote]:
    found = [
        Footnote(link.name, inside, pause.stays_valid)
        for link in links
        if link.coverage is not None
        for pause in link.pauses
        if (inside := pause.span.clipped(link.coverage.first, min(link.coverage.last, on))) is not None
    ]
    return sorted(found, key=lambda footnote: (footnote.span, footnote.name))
