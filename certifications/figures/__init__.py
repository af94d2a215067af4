"""The figures of this app: of certificates and access from outside, and those that everybody may read."""

from certifications.figures.certificates import (
    LOOKED,
    OPENED,
    AccessFigures,
    PortfolioFigures,
    access,
    access_rows,
    at_once,
    of_leavers,
    past_end_in_session,
    portfolio,
    portfolio_rows,
    used,
)
from certifications.figures.transparency import (
    YEARLY,
    Line,
    Yearly,
    Years,
    lines,
    partners,
    regions_without_need,
    visits_by_year,
)

__all__ = [
    "LOOKED",
    "OPENED",
    "YEARLY",
    "AccessFigures",
    "Line",
    "PortfolioFigures",
    "Yearly",
    "Years",
    "access",
    "access_rows",
    "at_once",
    "lines",
    "of_leavers",
    "partners",
    "past_end_in_session",
    "portfolio",
    "portfolio_rows",
    "regions_without_need",
    "used",
    "visits_by_year",
]
