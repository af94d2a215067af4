"""What the page of a sample shows: its draw, its items, how far one is; and which sites an audit should visit."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Max

from audits.actions.papers import AT_WORK
from audits.models import Audit, Sample, SampleItem
from audits.permissions import WORK_ON_AUDIT
from audits.sampling import choose_sites, random_sites, sites_to_sample
from foundation.access import permits
from foundation.directory.models import Site, Unit, User
from foundation.stories import story_of

R = SampleItem.Result
LOOKS = {
    R.CONFORMS: ("good", "check-circle", "1"),
    R.DEVIATES: ("bad", "exclamation-circle", "2"),
    R.NOT_AVAILABLE: ("mute", "no-symbol", "3"),
}
KINDS = {
    Audit.Kind.SURVEILLANCE: "surveillance",
    Audit.Kind.RECERTIFICATION: "recertification",
}
CERTIFYING = (Audit.Kind.STAGE1, Audit.Kind.STAGE2, Audit.Kind.TRANSITION, *KINDS)


@dataclass(frozen=True)
class Choice:
    """A result as a button: its key on the keyboard, tone and icon."""

    value: str
    label: str
    tone: str
    icon: str
    key: str


class SampleRecord:
    """One sample to one reader, built on a row of `for_list()`; the item `asked` for, or the first without a result."""

    def __init__(self, sample: Sample, *, user: User, asked: UUID | None = None) -> None:
        self.sample, self.user = sample, user
        self.story = story_of(sample, actor=user)
        self.items = list(sample.items.for_list())
        at_work = sample.audit.state in AT_WORK and sample.finished_on is None
        self.is_open = at_work and permits(user, WORK_ON_AUDIT, sample.audit)
        waiting = next((item for item in self.items if not item.result), None)
        self.current = next((item for item in self.items if item.uuid == asked), waiting)

    @property
    def choices(self) -> list[Choice]:
        return [Choice(result.value, str(result.label), *LOOKS[result]) for result in R]

    @property
    def lines(self) -> list[tuple[SampleItem, Choice | None]]:
        """The items, each with how its result looks."""
        looks = {choice.value: choice for choice in self.choices}
        return [(item, looks.get(item.result)) for item in self.items]

    @property
    def has_groups(self) -> bool:
        return any(item.stratum for item in self.items)

    @property
    def answered(self) -> int:
        return len([item for item in self.items if item.result])

    @property
    def deviating(self) -> int:
        return len([item for item in self.items if item.result == R.DEVIATES])

    @property
    def judged(self) -> int:
        """Items that were there to be looked at: what the rate of deviations is of."""
        return len([item for item in self.items if item.result in (R.CONFORMS, R.DEVIATES)])

    @property
    def rate(self) -> int | None:
        """Deviations per hundred of what could be looked at."""
        return round(100 * self.deviating / self.judged) if self.judged else None

    @property
    def may_finish(self) -> bool:
        return self.is_open and self.answered == len(self.items)


@dataclass(frozen=True)
class SiteChoice:
    """The sites that an audit should visit: `central` always, `drawn` at random, `judged` because longest not audited."""

    scope: Unit
    kind: str
    seed: str
    count: int
    size: int
    at_random: int
    central: list[Site]
    drawn: list[Site]
    judged: list[Site]


def sites_for(audit: Audit, *, seed: str) -> SiteChoice:
    """Proposes sites of the part of the organisation that is audited. Source: T-14.

    Those of the audited unit itself, or of the unit at the head of that part, are its central function.
    """
    kind = KINDS.get(Audit.Kind(audit.kind), "initial")
    scope, rows = _scope(audit)
    central = [site for site in rows if site.unit_id in (audit.unit_id, scope.pk)]
    others = sorted((site for site in rows if site not in central), key=_urgency)
    by_code = {site.code: site for site in others}
    drawn, judged = choose_sites(list(by_code), kind, seed=seed)
    size = sites_to_sample(len(others), kind)
    return SiteChoice(
        scope, kind, seed, len(others), size, random_sites(size), central, _rows(by_code, drawn), _rows(by_code, judged)
    )


def _scope(audit: Audit) -> tuple[Unit, list[Site]]:
    """The whole organisation where a body certifies it, else the nearest unit with sites, and the open sites below it."""
    sites = Site.objects.filter(closed_on=None).select_related("unit").annotate(audited=Max("unit__audits__actual_end"))
    above = [unit for unit in Unit.objects.order_by("path") if str(audit.unit.path).startswith(str(unit.path))]
    for unit in above if audit.kind in CERTIFYING else above[::-1]:
        rows: list[Any] = [site for site in sites if str(site.unit.path).startswith(str(unit.path))]
        if rows:
            return unit, rows
    return audit.unit, []


def _urgency(site: Any) -> tuple[bool, Any, str]:
    """Never audited first, then what was audited longest ago."""
    return (site.audited is not None, site.audited or 0, site.code)


def _rows(by_code: dict[str, Site], codes: Sequence[str]) -> list[Site]:
    return [by_code[code] for code in codes]
