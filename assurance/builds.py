"""What apps above say of builds on the page of their product: inspections; they register, nothing is imported."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from assurance.models import Build
from foundation.directory.models import User


@dataclass(frozen=True)
class BuildMark:
    """A fact about one build: tone, icon and words, and the page that says more."""

    tone: str
    icon: str
    text: str | Promise
    url: str = ""


Marks = Callable[[Sequence[Build], User], dict[int, list[BuildMark]]]
_marks: list[Marks] = []


def offer_build_marks(marks: Marks) -> None:
    _marks.append(marks)


def marks_of(builds: Sequence[Build], user: User) -> dict[int, list[BuildMark]]:
    """What is registered about the builds, by their keys (one query per registration)."""
    said = [marks(builds, user) for marks in _marks] if builds else []
    return {build.pk: [mark for one in said for mark in one.get(build.pk, [])] for build in builds}
