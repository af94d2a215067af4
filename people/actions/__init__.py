"""The verbs of the app."""

from people.actions.reminding import REMINDED, remind, remind_all, to_learn

__all__ = ["REMINDED", "remind", "remind_all", "to_learn"]
