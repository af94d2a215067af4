"""What the pages of cases show, each to one reader."""

from people.cases.records.case import CaseRecord
from people.cases.records.home import Desk, desk_pages
from people.cases.records.numbers import Numbers
from people.cases.records.openings import months_of
from people.cases.records.own import OwnCase, Told
from people.cases.records.pages import case_page, tab_url, way_back
from people.cases.records.seals import opened

__all__ = [
    "CaseRecord",
    "Desk",
    "Numbers",
    "OwnCase",
    "Told",
    "case_page",
    "desk_pages",
    "months_of",
    "opened",
    "tab_url",
    "way_back",
]
