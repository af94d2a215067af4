from people.cases.querysets.cases import CaseQuerySet
from people.cases.querysets.log import NoticeQuerySet, OpeningQuerySet, ReportQuerySet
from people.cases.querysets.parts import (
    AssentQuerySet,
    CheckQuerySet,
    DueQuerySet,
    FileQuerySet,
    MeasureQuerySet,
    MessageQuerySet,
    OfCaseQuerySet,
)

__all__ = [
    "AssentQuerySet",
    "CaseQuerySet",
    "CheckQuerySet",
    "DueQuerySet",
    "FileQuerySet",
    "MeasureQuerySet",
    "MessageQuerySet",
    "NoticeQuerySet",
    "OfCaseQuerySet",
    "OpeningQuerySet",
    "ReportQuerySet",
]
