from audits.workflows.audits import AUDIT
from audits.workflows.findings import FINDING
from audits.workflows.processes import has_open_findings

__all__ = ["AUDIT", "FINDING", "has_open_findings"]
