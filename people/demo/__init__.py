"""The chapter of people in the demonstration set."""

from datetime import date

from foundation.demonstration import Story
from people.demo.training import load_training


def load(*, today: date) -> None:
    """Writes training, signing, recognition and cases as their history led there."""
    story = Story(today)
    load_training(story)


__all__ = ["load"]
