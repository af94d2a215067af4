"""Who and what stands under which number, so that rows point at each other without being looked up."""

from dataclasses import dataclass
from datetime import date

from benchmarks.company.draws import near, pick
from benchmarks.company.sizes import Size

OFFICER, SECOND_OFFICER, MANAGER, FIRST_HEAD = 1, 2, 3, 11  # people
ROOT, FIRST_REGION, FIRST_DEPARTMENT, REGIONS = 1, 2, 7, 5  # units
ACCOUNTS = 100  # an account has the number of its person and so many more
OWN = 250  # rows that the officer holds in a company of any size, and the manager three times as many
SPAN = 2_000  # days the company looks back on


@dataclass(frozen=True)
class Plan:
    size: Size
    on: date

    @property
    def first_owner(self) -> int:
        return FIRST_HEAD + self.size.departments

    @property
    def owners(self) -> int:
        """People who hold findings, evidence, controls: one in ten."""
        return self.size.people // 10

    @property
    def auditors(self) -> int:
        return max(self.size.people // 200, 5)

    def department(self, label: str) -> str:
        return f"{FIRST_DEPARTMENT} + {near(label, self.size.departments)}"

    def owner(self, label: str) -> str:
        return f"{self.first_owner} + {pick(label, self.owners)}"

    def holder(self, label: str, rows: int) -> str:
        """An owner; the officer and the manager have as many of the rows in a company of any size."""
        own = min(OWN, rows // 20)
        drawn = pick(f"{label} held", rows)
        return (
            f"CASE WHEN {drawn} < {own} THEN {OFFICER} WHEN {drawn} < {own * 4} THEN {MANAGER} "
            f"ELSE {self.owner(label)} END"
        )

    def auditor(self, label: str) -> str:
        return f"{self.size.people - self.auditors + 1} + {pick(label, self.auditors)}"

    def age(self, rows: int, label: str) -> str:
        """Days since row `n` was made: the numbers go with the time, a little shaken."""
        return f"(({rows} - n) * {SPAN} / {rows} + {pick(label, 5)})"

    def day(self, ago: str) -> str:
        """So many days ago."""
        return f"(DATE '{self.on}' - ({ago})::int)"

    def moment(self, ago: str, label: str = "hour") -> str:
        """In the working hours of a day so many days ago."""
        return f"({self.day(ago)} + TIME '07:00' + {pick(label, 36_000)} * INTERVAL '1 second') AT TIME ZONE 'UTC'"
