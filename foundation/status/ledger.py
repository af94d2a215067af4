"""The ledger: whether what happens is sealed, and what the last full verification found."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.ledger.integrity import Integrity
from foundation.status.readings import Reading, Standing, check
from foundation.words import moment, number


@check("ledger", label=gettext_lazy("Ledger"), icon="shield-check", order=95)
def ledger(now: datetime, found: None) -> Reading:
    """By the newest checkpoint and the last full verification; whether it may sign is said of the witnesses."""
    it = Integrity(now)
    link, facts = (_("Integrity"), reverse("foundation:ledger")), _facts(it)
    if it.checked is not None and it.checked.count:
        advice = _("Look at each damage, and compare with a backup. What witnesses signed tells which one is right.")
        return Reading(Standing.BAD, _("The last verification found that entries do not hold."), facts, advice, link)
    if it.checkpoint is None:
        return Reading(Standing.WARN, _("Nothing is sealed yet."), facts, _("Look whether a worker runs."), link)
    words = _("%(size)s entries are sealed; the last checkpoint was signed %(since)s.")
    words %= {"size": number(it.size), "since": it.since}
    if it.is_late:
        return Reading(Standing.WARN, words, facts, _("Look whether a worker runs."), link)
    return Reading(Standing.GOOD, words, facts, link=link)


def _facts(it: Integrity) -> list[tuple[Any, Any]]:
    checked = moment(it.checked.at) if it.checked else _("never")
    return [(_("Not sealed yet"), number(it.waiting)), (_("Everything verified"), checked)]
