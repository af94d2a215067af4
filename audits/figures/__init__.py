"""The figures of audits and findings: each says its numerator and denominator, counted in SQL within a scope.

A figure takes a queryset that is already narrowed, mostly by `under(user, …)`, so that the scope comes before the
counting. Percentages are only made for display. Source: docs/adr/0050-figures.md.
"""

from audits.figures.findings import (
    BANDS,
    FAMILIES,
    Band,
    Closing,
    OpenKind,
    closing_times,
    open_by_type,
)
from audits.figures.numbers import Figure, Light, light
from audits.figures.overdue import (
    OverdueLine,
    awaiting_verification,
    late_and_waiting,
    late_by_rung,
    on_rung,
    overdue_lines,
    overdue_rows,
)
from audits.figures.programme import ProgrammeFigures, plan_filter, programme, programme_of, programme_rows
from audits.figures.scope import SCOPE_ROLES, under
from audits.figures.year import Month, Year, months_of, rows_of_year, shares, whole, year

__all__ = [
    "BANDS",
    "FAMILIES",
    "SCOPE_ROLES",
    "Band",
    "Closing",
    "Figure",
    "Light",
    "Month",
    "OpenKind",
    "OverdueLine",
    "ProgrammeFigures",
    "Year",
    "awaiting_verification",
    "closing_times",
    "late_and_waiting",
    "late_by_rung",
    "light",
    "months_of",
    "on_rung",
    "open_by_type",
    "overdue_lines",
    "overdue_rows",
    "plan_filter",
    "programme",
    "programme_of",
    "programme_rows",
    "rows_of_year",
    "shares",
    "under",
    "whole",
    "year",
]
