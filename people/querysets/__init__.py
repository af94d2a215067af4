"""Everything that reads about training, signing and recognition."""

from people.querysets.hr_import import HrImportQuerySet, HrLineQuerySet

__all__ = ["HrImportQuerySet", "HrLineQuerySet"]
