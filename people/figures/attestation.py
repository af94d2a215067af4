"""K-10, who has signed what is to be signed: counted in SQL within a scope, of what each person answered last."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count

from foundation.access import reach
from foundation.figures import Figure
from people.permissions import TEAM_ROLES
from people.querysets import AttestationQuerySet
from people.querysets.attestation import PARTS, part


@dataclass(frozen=True)
class Signatures:
    """How the answers of an audience stand: signed, to sign and still in time, past the day, refused."""

    signed: int = 0
    waiting: int = 0
    late: int = 0
    refused: int = 0

    @property
    def asked(self) -> int:
        return self.signed + self.waiting + self.missing

    @property
    def missing(self) -> int:
        """What counts against: past the day, or refused."""
        return self.late + self.refused

    @property
    def figure(self) -> Figure:
        """The signatures, of all who are asked but those still in time. Source: K-10."""
        return Figure(self.signed, self.signed + self.missing)


def under(user: Any, rows: AttestationQuerySet) -> AttestationQuerySet:
    """The rows that lie in the units of a managing role."""
    return rows.filter(reach(user, *TEAM_ROLES, unit="person__unit"))


def signatures(rows: AttestationQuerySet, *, on: date) -> Signatures:
    """How the answers that count stand on a day, of campaigns that run and people at work (one query)."""
    parts = {name: Count("pk", filter=part(name, on)) for name in PARTS}
    return Signatures(**rows.counted(on).order_by().aggregate(**parts))
