"""The chapter of people in the demonstration set."""

from datetime import date
from pathlib import Path

from foundation.demonstration import Story
from people.demo.attestation import load_attestation

CONTENT = Path(__file__).parent.parent / "content" / "demo"


def load(*, today: date) -> None:
    """Writes training, signing, recognition and cases as their history led there."""
    story = Story(today)
    load_attestation(story)
