"""The figures of audits and findings: each says its numerator and denominator, counted in SQL within a scope.

A figure takes a queryset that is already narrowed, mostly by `under(user, …)`, so that the scope comes before the
counting. Percentages are only made for display. Source: docs/adr/0050-figures.md.
"""

from audits.figures.findings import (
    BANDS,
    FAMILIES,
    Band,
    Closing,
    Month,
    OpenKind,
    closing_times,
    missed_actions,
    months_of,
    on_time_actions,
    open_by_type,
    opened_and_closed,
)
from audits.figures.numbers import Figure, Light, light
from audits.figures.overdue import (
    OverdueLine,
    awaiting_verification,
    late_and_waiting,
    overdue_lines,
    overdue_rows,
)
from audits.figures.programme import ProgrammeFigures, plan_filter, programme
from audits.figures.scope import SCOPE_ROLES, under

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
    "awaiting_verification",
    "closing_times",
    "late_and_waiting",
    "light",
    "missed_actions",
    "months_of",
    "on_time_actions",
    "open_by_type",
    "opened_and_closed",
    "overdue_lines",
    "overdue_rows",
    "plan_filter",
    "programme",
    "under",
]
