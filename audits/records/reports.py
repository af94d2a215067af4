"""The report of an audit as a record: what it says, who agreed, what it found, and the hash that fixes it."""

from collections import Counter
from functools import cached_property

from django.utils.functional import Promise

from audits.models import Finding
from audits.records.audits import AuditRecord


class ReportRecord(AuditRecord):
    """The report of one audit for one reader; the findings are those the reader may see, without void ones."""

    @cached_property
    def told(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.state != Finding.State.VOID]

    @property
    def tally(self) -> list[tuple[str | Promise, int]]:
        """How many findings of each type there are."""
        counts = Counter(finding.type for finding in self.told)
        return [(label, counts[value]) for value, label in Finding.Type.choices if counts[value]]
