"""What the record pages of audits and findings show, gathered from a row in few queries; nothing here writes."""

from audits.records.audits import AuditRecord
from audits.records.findings import FindingRecord
from audits.records.first_audit import FirstAudit
from audits.records.reports import ReportRecord

__all__ = ["AuditRecord", "FindingRecord", "FirstAudit", "ReportRecord"]
