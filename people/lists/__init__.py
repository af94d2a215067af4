"""The lists of the app."""

from people.lists.nomination import MyNominationList, NominationList, Wall

__all__ = ["MyNominationList", "NominationList", "Wall"]
