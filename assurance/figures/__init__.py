"""Numbers of assurance with numerator and denominator, by noun."""

from assurance.figures.gates import GATE_ROLES, WAIVED, GateDiscipline, gate_discipline, gate_metric, gates_kept, k19
from assurance.figures.grid import WINDOW, Box, boxes, window
from assurance.figures.heat import HeatMap, heat_now, heat_then
from assurance.figures.matrix import (
    Coverage,
    Integration,
    coverage,
    coverage_kept,
    freshness_metric,
    integration,
    integration_metric,
)
from assurance.figures.places import Place, Places, active_places
from assurance.figures.suppliers import (
    SCOPE_ROLES,
    SupplierContinuity,
    continuity_kept,
    continuity_metric,
    k17,
    supplier_continuity,
)
from assurance.figures.tally import Row, Tally, by_process, rows_for, rows_of, tally_for
from assurance.figures.together import continuity_and_discipline, continuity_rows
from assurance.figures.trends import Day, trend

__all__ = [
    "GATE_ROLES",
    "SCOPE_ROLES",
    "WAIVED",
    "WINDOW",
    "Box",
    "Coverage",
    "Day",
    "GateDiscipline",
    "HeatMap",
    "Integration",
    "Place",
    "Places",
    "Row",
    "SupplierContinuity",
    "Tally",
    "active_places",
    "boxes",
    "by_process",
    "continuity_and_discipline",
    "continuity_kept",
    "continuity_metric",
    "continuity_rows",
    "coverage",
    "coverage_kept",
    "freshness_metric",
    "gate_discipline",
    "gate_metric",
    "gates_kept",
    "heat_now",
    "heat_then",
    "integration",
    "integration_metric",
    "k17",
    "k19",
    "rows_for",
    "rows_of",
    "supplier_continuity",
    "tally_for",
    "trend",
    "window",
]
