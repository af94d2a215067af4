"""Since when something is certified, told on the page of a certificate and to programs. Source: M-14."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from assurance.models import EditionTransition
from certifications.clocks import ONE_DAY
from certifications.forms.cycles import ClaimForm
from certifications.lineage import OPEN, Lineage, Link, Pause, Span, lineage_of
from certifications.models import Certificate, Suspension
from foundation.clock import LATEST
from foundation.lanes import Bar, Lane, Lanes
from foundation.words import day

MOST_YEARS = 8  # so many have room on a phone


@dataclass(frozen=True)
class Days:
    """Days from a first to a last one in words, with the years they touch."""

    span: Span

    @property
    def years(self) -> str:
        """ "2005" or "2005 to 2021"."""
        first, last = self.span.first.year, self.span.last.year
        return str(first) if first == last else _("%(first)d to %(last)d") % {"first": first, "last": last}

    def __str__(self) -> str:
        if self.span.first == self.span.last:
            return day(self.span.first)
        return _("%(first)s to %(last)s") % {"first": day(self.span.first), "last": day(self.span.last)}


@dataclass(frozen=True)
class Answer:
    """Whether it has been certified since a day: proven, or what is missing and what others cover of it."""

    claimed: date
    since: date | None
    missing: list[Days]
    others: list[Certificate]
    uncovered: list[Days]

    @property
    def is_proven(self) -> bool:
        return not self.missing


class LineageRecord:
    """The chain that a certificate ends, as far as the reader sees it; `asked` is what the form of the claim was sent."""

    def __init__(
        self, certificate: Certificate, *, user: Any, on: date, asked: Mapping[str, Any] | None = None
    ) -> None:
        self.certificate, self.user, self.on = certificate, user, on
        self.form = ClaimForm(asked if asked and "since" in asked else None, on=on)

    @cached_property
    def chain(self) -> list[Certificate]:
        """Those that were granted, the oldest first."""
        return list(Certificate.objects.visible_to(self.user).chain_of(self.certificate))

    @cached_property
    def lineage(self) -> Lineage:
        return lineage_of(map(link_of, self.chain), on=self.on)

    @property
    def since(self) -> date | None:
        return self.lineage.since

    @property
    def editions(self) -> list[str]:
        """The editions along the unbroken run, or along the last one that ended."""
        runs = self.lineage.runs
        return runs[-1].editions if runs else []

    @property
    def chart(self) -> Lanes:
        """The certificates of the chain, and those that an answer names, over the years."""
        answer = self.answer
        others = answer.others if answer is not None else []
        rows = [(one, "mark-valid") for one in self.chain] + [(one, "mark-past") for one in others]
        covers = [cover for one, _mark in rows if (cover := link_of(one).coverage) is not None]
        first = min([self.on, *(cover.first for cover in covers), *([answer.claimed] if answer is not None else [])])
        last = max([self.on, *(min(cover.last, LATEST) for cover in covers)])
        lanes = [
            lane_of(one, mark, on=self.on) for one, mark in sorted(rows, key=lambda pair: str(pair[0].effective_from))
        ]
        title, now = _("Certificates over the years"), _("Today")
        return Lanes(title, first, last, self.on, now, ticks=_years(first, last), lanes=lanes)

    @property
    def gaps(self) -> list[Days]:
        return [Days(span) for span in self.lineage.gaps]

    @cached_property
    def answer(self) -> Answer | None:
        """To the day that was asked for; None where none was, or none that can be."""
        if not self.form.is_bound or not self.form.is_valid():
            return None
        return self.answer_to(self.form.cleaned_data["since"])

    def answer_to(self, claimed: date) -> Answer:
        missing = self.lineage.missing(claimed)
        others = list(self._others(missing))
        both = lineage_of(map(link_of, [*self.chain, *others]), on=self.on)
        uncovered = [Days(span) for span in both.missing(claimed)] if others else []
        return Answer(claimed, self.since, [Days(span) for span in missing], others, uncovered)

    def _others(self, missing: list[Span]) -> Iterable[Certificate]:
        """Certificates of the same line of editions that cover some of it, and that this one does not follow."""
        if not missing:
            return []
        rows = Certificate.objects.visible_to(self.user).covering(missing[0].first, missing[-1].last)
        rows = rows.filter(edition__in=_kin(self.certificate.edition_id)).exclude(pk__in=[one.pk for one in self.chain])
        found = rows.with_edition_end().select_related("edition", "scheme").prefetch_related("suspensions")
        return [one for one in found.order_by("effective_from", "pk") if _covers_some(one, missing)]


def lane_of(row: Certificate, mark: str, *, on: date) -> Lane:
    """Its days as a bar, with the days on which it was suspended by now hatched."""
    link = link_of(row)
    bars = []
    if link.coverage is not None:
        title = _("%(ref)s covers %(days)s") % {"ref": row.ref, "days": Days(link.coverage)}
        bars.append(_bar(link.coverage, mark, title))
        inside = [pause.span.clipped(link.coverage.first, min(link.coverage.last, on)) for pause in link.pauses]
        for span in (span for span in inside if span is not None):
            title = _("%(ref)s was suspended %(days)s") % {"ref": row.ref, "days": Days(span)}
            bars.append(_bar(span, "mark-suspended", title, hatched=True))
    note = _("to %(last)s") % {"last": day(link.coverage.last)} if link.coverage is not None else _("no day")
    return Lane(row.ref, f"{row.edition}, {row.title}", row.get_absolute_url(), bars, note)


def _bar(span: Span, mark: str, title: str, *, hatched: bool = False) -> Bar:
    return Bar(span.first, span.last, mark, title, hatched)


def _years(first: date, last: date) -> list[tuple[date, str]]:
    """Beginnings of years with their labels, at most eight of them, and none so near the end that it has no room."""
    step = max(1, -(-(last.year - first.year) // MOST_YEARS))
    days = [date(year, 1, 1) for year in range(first.year + 1, last.year + 1, step)]
    return [(one, str(one.year)) for one in days if (last - one) * 12 > last - first]


def _covers_some(certificate: Certificate, missing: list[Span]) -> bool:
    cover = link_of(certificate).coverage
    return cover is not None and any(cover.clipped(span.first, span.last) for span in missing)


def _kin(edition: int) -> set[int]:
    """The editions before and after one, along the transitions."""
    moves = list(EditionTransition.objects.order_by("pk").values_list("old", "new"))
    kin: set[int] = {edition}
    while more := {key for move in moves for key in move if kin & set(move)} - kin:
        kin |= more
    return kin


def link_of(row: Certificate) -> Link:
    """The certificate as lineage counts it; of a row `with_edition_end()`, which was granted."""
    assert row.effective_from is not None  # noqa: S101 - a constraint: who was granted has its days
    return Link(
        name=row.ref,
        edition=str(row.edition),
        effective_from=row.effective_from,
        expires_on=row.expires_on,
        edition_ends_on=row.edition_ends_on,  # type: ignore[attr-defined]
        withdrawn_on=row.withdrawn_on,
        superseded_on=row.superseded_on,
        pauses=tuple(pause for one in row.suspensions.all() if (pause := _pause(one)) is not None),
    )


def _pause(row: Suspension) -> Pause | None:
    """Its days; none for one lifted on the day it began."""
    last = OPEN if row.lifted_on is None else row.lifted_on - ONE_DAY
    return Pause(Span(row.since, last), stays_valid=not row.invalidates) if row.since <= last else None
