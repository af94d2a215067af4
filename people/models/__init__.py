"""Courses, assignments, campaigns, nominations."""

from people.models.hr_import import HrImport, HrLine

__all__ = ["HrImport", "HrLine"]
