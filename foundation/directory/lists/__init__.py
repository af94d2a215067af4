"""The lists of the administration: their columns, filters, and what an empty one says."""

from foundation.directory.lists.access import AccountList, ClearanceList, GrantList
from foundation.directory.lists.people import PersonList
from foundation.directory.lists.units import CalendarList, SiteList, UnitList

__all__ = ["AccountList", "CalendarList", "ClearanceList", "GrantList", "PersonList", "SiteList", "UnitList"]
