"""The lists of the administration: their columns, filters, and what an empty one says."""

from foundation.directory.lists.access import AccountList, ClearanceList, GrantList
from foundation.directory.lists.people import LeaverList, PersonList
from foundation.directory.lists.units import CalendarList, SiteList, UnitList

__all__ = [
    "AccountList",
    "CalendarList",
    "ClearanceList",
    "GrantList",
    "LeaverList",
    "PersonList",
    "SiteList",
    "UnitList",
]
