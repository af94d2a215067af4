from audits.workflows.audits import AUDIT
from audits.workflows.findings import FINDING
from audits.workflows.processes import has_open_findings
from audits.workflows.programmes import PROGRAMME

__all__ = ["AUDIT", "FINDING", "PROGRAMME", "has_open_findings"]
