"""Numbers of assurance with numerator and denominator, by noun."""

from assurance.figures.suppliers import SCOPE_ROLES, SupplierContinuity, k17, supplier_continuity

__all__ = ["SCOPE_ROLES", "SupplierContinuity", "k17", "supplier_continuity"]
