"""Courses, assignments, campaigns, nominations."""

from people.models.nomination import Nomination, NominationHold, Nominee

__all__ = ["Nomination", "NominationHold", "Nominee"]
