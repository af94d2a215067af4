"""What pages of the app show."""

from people.records.nomination import AwardTable, NominationRecord, recognition_tabs, sanctions_beside

__all__ = ["AwardTable", "NominationRecord", "recognition_tabs", "sanctions_beside"]
