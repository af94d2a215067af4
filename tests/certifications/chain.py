"""Certificates with their cycles, by the days printed on them, and audits of a cycle from before the register."""

from datetime import date
from typing import Any

from certifications.models import Certificate, Cycle, EarlierAudit
from tests.certified import placed
from tests.company import Company

day = date.fromisoformat


def certified(
    company: Company,
    effective: str,
    expires: str,
    *,
    decided: str = "",
    state: str = "active",
    held: dict[str, str] | None = None,
    **facts: Any,
) -> Certificate:
    """A granted certificate; `held` are audits that its cycle brought along, role to last day."""
    days = {"decision_on": day(decided or effective), "effective_from": day(effective), "expires_on": day(expires)}
    row = placed(company, state, number=f"K {effective}", **days, **facts)
    cycle = Cycle.objects.get(certificate=row)
    if row.predecessor_id is not None:
        Cycle.objects.filter(pk=cycle.pk).update(kind=Cycle.Kind.RECERTIFICATION)
    for role, last in (held or {}).items():
        EarlierAudit.objects.create(cycle=cycle, role=role, ended_on=day(last))
    return row
