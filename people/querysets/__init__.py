"""Everything that reads about training, signing and recognition."""

from people.querysets.nomination import HoldQuerySet, NominationQuerySet

__all__ = ["HoldQuerySet", "NominationQuerySet"]
