from audits.workflows.audits import AUDIT
from audits.workflows.findings import FINDING
from audits.workflows.processes import has_open_findings
from audits.workflows.programmes import PROGRAMME
from audits.workflows.templates import TEMPLATE_VERSION

__all__ = ["AUDIT", "FINDING", "PROGRAMME", "TEMPLATE_VERSION", "has_open_findings"]
