"""What the pages of cases show, each to one reader."""

from people.cases.records.case import CaseRecord, InquiryRecord
from people.cases.records.decision import DecisionRecord
from people.cases.records.home import Desk, desk_pages
from people.cases.records.numbers import Numbers
from people.cases.records.openings import months_of
from people.cases.records.own import OwnCase, Told

__all__ = [
    "CaseRecord",
    "DecisionRecord",
    "Desk",
    "InquiryRecord",
    "Numbers",
    "OwnCase",
    "Told",
    "desk_pages",
    "months_of",
]
