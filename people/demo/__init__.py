"""The chapter of people in the demonstration set."""

from datetime import date

from foundation.demonstration import Story
from people.demo.attestation import load_attestation
from people.demo.hr_import import load_hr_file
from people.demo.nominations import load_nominations
from people.demo.player import load_content
from people.demo.training import load_training


def load(*, today: date) -> None:
    """Writes training, signing and recognition as their history led there."""
    story = Story(today)
    load_attestation(story)  # with the last absences, which move what is due
    load_training(story)
    load_content(story)
    load_nominations(story)
    load_hr_file(story)


__all__ = ["load"]
