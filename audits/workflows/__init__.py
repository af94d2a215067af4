from audits.workflows.audits import AUDIT
from audits.workflows.findings import FINDING

__all__ = ["AUDIT", "FINDING"]
