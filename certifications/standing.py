"""How one certificate stands on a day: what it still needs, by when, and what threatens it. Reads nothing; see gathering.py."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from certifications.clocks import CycleDates, Demand, cycle_dates, demands, restore_until
from certifications.models import Certificate, CycleAudit
from certifications.querysets import GRANTED, ON_PAPER
from certifications.querysets.portfolio import HORIZONS
from certifications.surveillance import COUNTED, Breach
from foundation.words import day

S, Role, End = Certificate.State, CycleAudit.Role, Certificate.End
RENEWING = (Role.RECERTIFICATION, Role.TRANSITION)
AHEAD = HORIZONS[-1]  # days for which one looks ahead
SOON, SOON_ENOUGH = HORIZONS[0], HORIZONS[2]


@dataclass(frozen=True)
class CycleDay:
    """An audit of the cycle: its part, its last day as held or as planned; without `ref` it was held before this register."""

    part: str
    ended_on: date | None
    planned_on: date | None = None
    ref: str = ""

    @property
    def on(self) -> date:
        return self.ended_on or self.planned_on or date.max


@dataclass(frozen=True)
class Stop:
    """The suspension that runs: since when, its usual limit, and whether the certificate is not valid meanwhile."""

    since: date
    limit_on: date | None
    invalidates: bool


@dataclass(frozen=True)
class Threat:
    """What a certificate is threatened by: a day, and in words what happens then or is missing."""

    certificate: Certificate
    kind: str
    on: date
    words: str
    tone: str

    @property
    def icon(self) -> str:
        return "exclamation-triangle" if self.tone == "bad" else "clock"


def last_day(row: Certificate) -> date:
    """The last day it covers, by whatever ends it."""
    ends = [row.expires_on, row.ended_on]
    ends += [one - timedelta(days=1) for one in (row.superseded_on, row.withdrawn_on) if one is not None]
    return min(one for one in ends if one is not None)


def in_force(row: Certificate, on: date) -> bool:
    """Whether it covers a day; of one that is over its dates say so, as portfolio.live does."""
    if row.state not in GRANTED or row.effective_from is None or row.expires_on is None:
        return False
    if row.state not in ON_PAPER and on > last_day(row):
        return False
    return row.effective_from <= on <= row.expires_on


@dataclass(frozen=True)
class Standing:
    """One certificate on a day, with what its cycle and its findings say; made by gathering.py."""

    certificate: Certificate
    on: date
    audits: Sequence[CycleDay] = ()
    suspension: Stop | None = None
    findings: Sequence[Any] = field(default_factory=tuple)  # open majors of its audits that have a limit of the body
    missed: Sequence[Breach] = ()
    edition_ends_on: date | None = None
    is_initial: bool = False
    is_followed: bool = False
    is_lacking: bool = False  # a surveillance that binds is missing, where `missed` was not gathered

    @property
    def is_live(self) -> bool:
        return in_force(self.certificate, self.on)

    @property
    def is_ahead(self) -> bool:
        """Granted already, and its first day is still to come."""
        row = self.certificate
        return row.state in ON_PAPER and row.effective_from is not None and row.effective_from > self.on

    @property
    def days_left(self) -> int:
        return (self.certificate.expires_on - self.on).days  # type: ignore[operator]

    @cached_property
    def cycle(self) -> CycleDates | None:
        """The days of the cycle, for management systems."""
        row = self.certificate
        if row.decision_on is None or row.expires_on is None or row.scheme.surveillance != "ms":
            return None
        return cycle_dates(row.decision_on, row.expires_on)

    @cached_property
    def restore_until(self) -> date | None:
        """Until when it may be restored, while that is so. Source: T-22."""
        row = self.certificate
        if row.state != S.EXPIRED or row.ended_by != End.DATE or row.ended_on is None or self.is_followed:
            return None
        if row.ended_on >= self.on:
            return None
        limit = restore_until(row.ended_on, restore_months=row.scheme.restore_months)
        return limit if limit is not None and limit >= self.on else None

    @cached_property
    def asked(self) -> tuple[Demand, ...]:
        """What surveillance asks for in this cycle. Source: T-21."""
        row = self.certificate
        if self.cycle is None or not self.is_live:
            return ()
        return demands(row.decision_on, row.expires_on, initial=self.is_initial)  # type: ignore[arg-type]

    @property
    def held(self) -> list[date]:
        ended = [one.ended_on for one in self.audits if one.part in COUNTED]
        return [day for day in ended if day is not None and day <= self.on]

    @property
    def breaches(self) -> list[Breach]:
        """What surveillance binds to and is missing. Source: T-21."""
        return [one for one in self.missed if one.binding] if self.is_live else []

    @property
    def next_surveillance(self) -> Demand | None:
        """The binding demand that is next to be met."""
        ahead = [one for one in self.asked if one.binding and one.last >= self.on and not one.is_met(self.held)]
        return min(ahead, key=lambda one: one.last, default=None)

    @property
    def renewal(self) -> CycleDay | None:
        """The audit that is to renew it, the earliest one first."""
        wanted = [one for one in self.audits if one.part in RENEWING]
        return min(wanted, key=lambda one: one.on, default=None)

    @property
    def words(self) -> str:
        """How it stands in a word or two: “25 days left”, “Suspended”, “Can be restored”."""
        if self.restore_until is not None:
            return _("Can be restored")
        if self.is_ahead:
            return _("Valid from %(day)s") % {"day": day(self.certificate.effective_from)}
        if not self.is_live:
            return str(self.certificate.get_state_display())
        if self.suspension is not None:
            return _("Suspended") if self.suspension.invalidates else _("Suspended, still valid")
        if self.breaches or self.is_lacking:
            return _("Surveillance missing")
        if self.days_left > AHEAD:
            return _("Valid")
        return ngettext("%(n)d day left", "%(n)d days left", self.days_left) % {"n": self.days_left}

    @property
    def tone(self) -> str:
        """How bad that is."""
        if self.restore_until is not None or (
            self.is_live and (self.suspension is not None or self.breaches or self.is_lacking)
        ):
            return "bad"
        if not self.is_live or self.days_left > SOON_ENOUGH:
            return ""
        return self._tone(self.certificate.expires_on)  # type: ignore[arg-type]

    @cached_property
    def threats(self) -> list[Threat]:
        """Everything that threatens it within the days one looks ahead, the earliest first."""
        if self.restore_until is not None:
            return [self._threat("restore", self.restore_until, _("After this day only a new cycle"), "bad")]
        if self.certificate.state == S.MAJOR_OPEN and self.certificate.cap_on is not None:
            return [
                self._threat("majors", self.certificate.cap_on, _("Majors of stage 2 verified until this day"), "bad")
            ]
        found = [*self._of_surveillance(), *self._of_findings()] if self.is_live else []
        if self.suspension is not None:
            found += self._of_suspension(self.suspension)
        elif self.is_live:
            found += self._of_the_end()
        return sorted(found, key=lambda one: (one.on, one.kind))

    def _of_the_end(self) -> list[Threat]:
        expires_on, cycle = self.certificate.expires_on, self.cycle
        if expires_on is None or self.is_followed:
            return []
        if self.edition_ends_on is not None and self.edition_ends_on < expires_on:
            words = _("Its edition %(edition)s ends") % {"edition": self.certificate.edition}
            return [self._threat("edition", self.edition_ends_on, words, "warn")]
        if self.days_left > AHEAD and (cycle is None or self.on < cycle.recertification_opens):
            return []
        tone = self._tone(expires_on)
        if cycle is not None and self.on <= cycle.recertification_target:
            return [
                self._threat(
                    "target", cycle.recertification_target, _("Target for the decision on recertification"), tone
                )
            ]
        return [self._threat("expiry", expires_on, self._renewal_words(expires_on), tone)]

    def _renewal_words(self, expires_on: date) -> str:
        audit = self.renewal
        if audit is None:
            return _("Ends; no audit for its renewal is planned")
        if audit.on > expires_on:
            words = {"ref": audit.ref, "day": day(audit.on)}
            return _("%(ref)s ends on %(day)s, after the certificate") % words
        left = (expires_on - audit.on).days
        text = ngettext(
            "%(ref)s on %(day)s leaves %(n)d day for the decision",
            "%(ref)s on %(day)s leaves %(n)d days for the decision",
            left,
        )
        return text % {"ref": audit.ref or _("The audit"), "day": day(audit.on), "n": left}

    def _of_suspension(self, running: Stop) -> list[Threat]:
        if running.limit_on is None:
            return []
        passed = running.limit_on < self.on
        words = (
            _("Limit of the suspension is over: withdrawal expected") if passed else _("Usual limit of the suspension")
        )
        return [self._threat("suspension", running.limit_on, words, "bad")]

    def _of_surveillance(self) -> list[Threat]:
        found = [self._threat("breach", one.missed_on, f"{one.rule}: {one.sentence}", "bad") for one in self.breaches]
        ahead = self.next_surveillance
        if ahead is not None and (ahead.last - self.on).days <= AHEAD and not self._is_planned(ahead):
            words = _("Surveillance is due (%(rule)s), none is planned") % {"rule": ahead.rule}
            found.append(self._threat("surveillance", ahead.last, words, "warn"))
        return found

    def _is_planned(self, wanted: Demand) -> bool:
        """Whether an audit that is still to be held lies within the days asked for."""
        days = [one.planned_on for one in self.audits if one.ended_on is None and one.part in COUNTED]
        return any(one is not None and wanted.first <= one <= wanted.last for one in days)

    def _of_findings(self) -> list[Threat]:
        words = _("%(ref)s, major: the body's limit")
        return [
            self._threat("finding", one.cap_on, words % {"ref": one.ref}, self._tone(one.cap_on))
            for one in self.findings
        ]

    def _tone(self, day: date) -> str:
        return "bad" if (day - self.on).days <= SOON else "warn"

    def _threat(self, kind: str, on: date, words: str, tone: str) -> Threat:
        return Threat(self.certificate, kind, on, words, tone)
