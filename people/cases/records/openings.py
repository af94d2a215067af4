"""The report on opened names, month by month, for the data protection officer. Source: 2.21 (2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from foundation.directory.models import User
from people.cases.models import OpeningReport, SealOpening


@dataclass(frozen=True)
class Month:
    """One month; `reported_on` once the report of it was made."""

    first: date
    openings: Sequence[SealOpening]
    reported_on: date | None


def months_of(user: User) -> list[Month]:
    """The months with openings or a report, newest first; two queries."""
    reports = {row.month: row.made_on for row in OpeningReport.objects.visible_to(user)}
    rows = SealOpening.objects.visible_to(user).for_list()
    opened = {first: list(found) for first, found in groupby(rows, key=lambda row: row.on.replace(day=1))}
    return [
        Month(first, opened.get(first, []), reports.get(first)) for first in sorted({*reports, *opened}, reverse=True)
    ]
