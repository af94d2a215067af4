"""Through which certificates people see evidence, and until when the file of one is kept. Source: T-60."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from assurance.querysets import Proven, seen_through
from certifications.models import Certificate
from foundation.access import Role, reach

ENDS = ("withdrawn_on", "superseded_on", "ended_on", "decision_on")
S = Certificate.State
OVER = (S.WITHDRAWN, S.EXPIRED, S.LAPSED, S.SUPERSEDED, S.REFUSED)


def of_certificates(user: Any) -> QuerySet:
    """Who audits or answers for certificates reads what their bodies wrote."""
    return Certificate.objects.filter(reach(user, Role.CO, Role.LA, Role.AU)).values("uuid")


def certificates_ended(uuids: Iterable[UUID]) -> dict[UUID, date]:
    """The last day of each of these certificates that are at their end."""
    rows = Certificate.objects.filter(uuid__in=list(uuids), state__in=OVER)
    return {row.uuid: last_day_of(row) for row in rows.only("uuid", "state", *ENDS)}


def last_day_of(row: Certificate) -> date:
    """The last day on which it held; a refused one ends with the decision."""
    days = {
        S.WITHDRAWN: row.withdrawn_on,
        S.REFUSED: row.decision_on,
        S.SUPERSEDED: row.superseded_on - timedelta(days=1) if row.superseded_on else None,
    }
    return days.get(S(row.state)) or row.ended_on or row.decision_on or date.min


def years_of(uuids: Iterable[UUID]) -> dict[UUID, int]:
    """For how long the scheme of each certificate asks its holder to keep the file."""
    rows = Certificate.objects.filter(uuid__in=list(uuids))
    return dict(rows.values_list("uuid", "scheme__holder_retention_years"))


seen_through(
    Proven(
        lambda: Certificate,
        of_certificates,
        "ref",
        "title",
        ("certifications:certificate", "uuid"),
        ended=certificates_ended,
        retention="certificate",
        beside=((_("Scope"), "scope"), (_("Certificate number"), "number")),
        years=years_of,
    )
)
