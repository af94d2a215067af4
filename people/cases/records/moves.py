"""The steps of a case as its pages list them; their sheets lie in this place."""

from dataclasses import replace
from datetime import date

from django.urls import reverse

from foundation.directory.models import User
from foundation.steps import Move, moves_of
from people.cases.models import Case


def moves_in(case: Case, *, actor: User, on: date) -> list[Move]:
    """The steps the actor may take or is refused, in the order of the table."""
    return [
        replace(move, url=reverse("cases:case_step", args=[case.uuid, move.step.name]))
        for move in moves_of(case, actor=actor, on=on)
    ]
