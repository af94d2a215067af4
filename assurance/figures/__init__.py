"""The figures of assurance: each says its numerator and denominator, counted in SQL within a scope."""

from assurance.figures.matrix import Coverage, Integration, coverage, freshness_metric, integration, integration_metric
from assurance.figures.trends import Day, trend

__all__ = [
    "Coverage",
    "Day",
    "Integration",
    "coverage",
    "freshness_metric",
    "integration",
    "integration_metric",
    "trend",
]
