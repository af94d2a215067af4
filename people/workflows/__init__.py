"""The life cycles of the app."""

from people.workflows.hr_import import HR_IMPORT

__all__ = ["HR_IMPORT"]
