"""The chapter of people in the demonstration set."""

from datetime import date
from pathlib import Path

from foundation.demonstration import Story

CONTENT = Path(__file__).parent.parent / "content" / "demo"


def load(*, today: date) -> None:
    """Writes training, signing, recognition and cases as their history led there."""
    Story(today)
