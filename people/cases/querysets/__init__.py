from people.cases.querysets.cases import CaseQuerySet
from people.cases.querysets.log import NoticeQuerySet, OpeningQuerySet, ReportQuerySet
from people.cases.querysets.parts import (
    CheckQuerySet,
    DueQuerySet,
    FileQuerySet,
    MeasureQuerySet,
    MessageQuerySet,
    OfCaseQuerySet,
    ReporterQuerySet,
)

__all__ = [
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
    "ReporterQuerySet",
]
