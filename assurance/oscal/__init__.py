"""OSCAL, NIST's language for controls and their assessment: catalogs and component definitions of ours, version 1.2.1.

What every file has in common is in `writing`, what can be wrong with one and no schema notices in `checks`; catalogs of
others are read in assurance/reading/catalogs.py. Why so: docs/adr/0170-oscal.md.
"""

from assurance.oscal.catalog import catalog, control_id
from assurance.oscal.checks import faults
from assurance.oscal.components import component_definition
from assurance.oscal.writing import Document

__all__ = ["Document", "catalog", "component_definition", "control_id", "faults"]
