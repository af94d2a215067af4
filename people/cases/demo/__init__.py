"""The chapter of cases in the demonstration set: seen from the reference day, each as its history led there."""

from datetime import date

from foundation.demonstration import Story
from people.cases.demo.cases import load_cases


def load(*, today: date) -> None:
    """Writes the cases; nobody is told of them, for they are of the past."""
    load_cases(Story(today))


__all__ = ["load"]
