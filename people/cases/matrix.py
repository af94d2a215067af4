"""The row of the matrix that a decision cites: severity by repetition gives a range of levels. Source: 2.20."""

from dataclasses import dataclass
from datetime import date

from foundation import policy
from people.cases.clocks import repeats_from
from people.cases.models import Case, CaseSubject
from people.cases.policies import CLOCKS_POLICY, MATRIX_POLICY, REPEATS, SEVERITIES


@dataclass(frozen=True)
class Row:
    """The levels one may choose without a second decision maker, and the version of the policy that says so."""

    severity: str
    repeat: str
    lowest: int
    highest: int
    version: int

    @property
    def words(self) -> str:
        """“Serious, first time: level 2 to 3”, in the language of the reader."""
        span = str(self.lowest) if self.lowest == self.highest else f"{self.lowest}–{self.highest}"
        return f"{SEVERITIES[self.severity]}, {REPEATS[self.repeat]}: {span}"

    def allows(self, level: int) -> bool:
        return self.lowest <= level <= self.highest


def row_for(case: Case, *, on: date) -> Row:
    """The row that applies to a case on a day, by how often the person was sanctioned before (three queries)."""
    found = policy.currents(MATRIX_POLICY, CLOCKS_POLICY, on=on)
    matrix, clocks = found[MATRIX_POLICY], found[CLOCKS_POLICY].value
    repeat = _repeat(case, first=repeats_from(on, clocks), last=on)
    span = matrix.value[case.severity][repeat]
    return Row(case.severity, repeat, span["from"], span["to"], matrix.version)


def _repeat(case: Case, *, first: date, last: date) -> str:
    subject = CaseSubject.objects.filter(case=case, person__isnull=False).select_related("person").first()
    if subject is None or subject.person is None:
        return "first"
    earlier = Case.objects.earlier_of(subject.person, first=first, last=last).exclude(pk=case.pk).count()
    return tuple(REPEATS)[min(earlier, 2)]
