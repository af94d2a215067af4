"""The chapter of people in the demonstration set."""

from datetime import date
from pathlib import Path

from foundation.demonstration import Story
from people.demo.hr_import import load_hr_file

CONTENT = Path(__file__).parent.parent / "content" / "demo"


def load(*, today: date) -> None:
    """Writes training, signing, recognition and cases as their history led there."""
    story = Story(today)
    load_hr_file(story)
