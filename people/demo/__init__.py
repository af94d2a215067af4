"""The chapter of people in the demonstration set."""

from datetime import date

from foundation.demonstration import Story
from people.demo.nominations import load_nominations


def load(*, today: date) -> None:
    """Writes training, signing, recognition and cases as their history led there."""
    story = Story(today)
    load_nominations(story)
