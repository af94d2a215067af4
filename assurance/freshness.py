"""Until when evidence counts, in words and tone, for lists and record pages."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from assurance.actions.proof import fresh_until
from assurance.querysets.freshness import EXPIRING_DAYS
from assurance.standing import Standing

FRESHNESS = {
    "stale": Standing("bad", "exclamation-circle", _("Stale")),
    "expiring": Standing("warn", "clock", _("Expiring")),
    "fresh": Standing("good", "check", _("Fresh")),
}
CHOICES = [(name, said.words) for name, said in FRESHNESS.items()]


def counts_until(row: Any) -> date | None:
    """The last day on which evidence of Evidence.objects.….for_list() counts, by what it proves; none without a limit."""
    if row.proof_months is None or row.proof_as_of is None:
        return row.proof_valid_until
    return fresh_until(row.proof_as_of, row.proof_valid_until, row.proof_months)


def freshness(until: date | None, *, on: date) -> Standing | None:
    """How that stands on a day: stale from the day after, expiring within thirty days. Source: T-40."""
    if until is None:
        return None
    left = (until - on).days
    return FRESHNESS["stale" if left < 0 else "expiring" if left <= EXPIRING_DAYS else "fresh"]
