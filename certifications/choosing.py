"""From what an outsider chooses a sample: the rows of the room, kind by kind, and those that a seed draws."""

from typing import Any

from django.db import models
from django.http import Http404
from django.utils.crypto import get_random_string

from certifications.actions.samples import drawn
from certifications.forms import DrawForm, PickForm
from certifications.models import Sample
from certifications.rooms import Room

S = Sample.Source
MOST = 500  # rows on a page with ticks
HEX = "0123456789abcdef"


def populations(room: Room) -> dict[str, models.QuerySet]:
    """The rows that may be picked, by where they are chosen from."""
    return {
        S.EVIDENCE: room.evidence.order_by("ref"),
        S.FINDINGS: room.findings.order_by("ref"),
        S.CONTROLS: room.controls.order_by("code"),
        S.CLAUSES: room.requirements.filter(assessable=True).order_by("framework__title", "order"),
    }


def sizes(room: Room) -> list[tuple[str, str, int]]:
    """Name, label and size of each population that has somebody in it (one query)."""
    counted = [
        rows.order_by().values("pk").annotate(_source=models.Value(source)).values("_source")
        for source, rows in populations(room).items()
    ]
    found: dict[str, int] = {}
    for row in counted[0].union(*counted[1:], all=True):
        found[row["_source"]] = found.get(row["_source"], 0) + 1
    return [(source, str(S(source).label), found[source]) for source in populations(room) if source in found]


class Choice:
    """The page on which rows of one kind are picked. `draws` is the form of a draw, `form` that of the picks."""

    def __init__(self, room: Room, source: str, asked: Any, sent: Any = None) -> None:
        rows = populations(room).get(source)
        if rows is None:
            raise Http404
        self.source, self.label = source, S(source).label
        self.members = list(rows[:MOST])
        self.draws = DrawForm(asked) if "n" in asked else DrawForm(initial={"seed": get_random_string(8, HEX)})
        self.form = PickForm(sent, members=rows, initial=self._drawn())

    def _drawn(self) -> dict[str, Any]:
        """What the draw in the address ticks."""
        if not self.draws.is_bound or not self.draws.is_valid():
            return {}
        seed = self.draws.cleaned_data["seed"]
        return {"picks": sorted(drawn(self.members, self.draws.cleaned_data["n"], seed)), "seed": seed}
