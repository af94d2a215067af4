"""The lists of the app."""

from people.lists.hr_import import HrImportList, HrLineList, WrongLines

__all__ = ["HrImportList", "HrLineList", "WrongLines"]
