"""Whether the cause of a finding seems to lie deeper than in one unit: the same failed elsewhere in 24 months."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from audits.models import CauseAnalysis, Finding
from foundation.directory.models import User

MOST = 5


@dataclass(frozen=True)
class Hint:
    """What is the same elsewhere, and the newest findings that show it."""

    text: str
    findings: list[Finding]


def systemic_hints(finding: Finding, cause: CauseAnalysis | None, *, user: User, on: date) -> list[Hint]:
    """The same requirement, or the same kind of cause, in another unit within 24 months, as far as `user` sees (one query)."""
    if not finding.is_nonconformity or finding.state in (Finding.State.DRAFT, Finding.State.VOID):
        return []
    alike = Finding.objects.visible_to(user).alike(finding, cause.category if cause else "", on=on)
    rows = list(alike.select_related("unit", "cause"))
    hints = []
    if same := _newest(row for row in rows if row.requirement_id == finding.requirement_id):
        hints.append(Hint(_("The same requirement failed in another unit too:"), same))
    if cause and (same := _newest(row for row in rows if _category(row) == cause.category)):
        words = {"category": cause.get_category_display().lower()}
        hints.append(Hint(_("The cause was of the same kind (%(category)s) in another unit too:") % words, same))
    return hints


def _category(row: Finding) -> str:
    return row.cause.category if hasattr(row, "cause") else ""


def _newest(rows: Iterable[Finding]) -> list[Finding]:
    return list(rows)[:MOST]
