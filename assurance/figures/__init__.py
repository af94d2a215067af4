"""The figures of assurance: each says its numerator and denominator, counted in SQL within a scope."""

from assurance.figures.grid import WINDOW, Box, boxes, window
from assurance.figures.matrix import Coverage, Integration, coverage, freshness_metric, integration, integration_metric
from assurance.figures.tally import Row, rows_for, rows_of
from assurance.figures.trends import Day, trend

__all__ = [
    "WINDOW",
    "Box",
    "Coverage",
    "Day",
    "Integration",
    "Row",
    "boxes",
    "coverage",
    "freshness_metric",
    "integration",
    "integration_metric",
    "rows_for",
    "rows_of",
    "trend",
    "window",
]
