"""The ledger: whether what happens is sealed, and what the last full verification found."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.ledger.checking import DAMAGED, newest_with_check
from foundation.ledger.integrity import LATE
from foundation.status.readings import Reading, Standing, check
from foundation.words import ago, moment, number


@check("ledger", label=gettext_lazy("Ledger"), icon="shield-check", order=95)
def ledger(now: datetime, found: None) -> Reading:
    """By the newest checkpoint and the last full verification; whether it may sign is said of the witnesses."""
    newest, link = newest_with_check(), (_("Integrity"), reverse("foundation:ledger"))
    look = _("Look whether a worker runs.")
    if newest is None:
        return Reading(Standing.WARN, _("Nothing is sealed yet."), advice=look, link=link)
    facts = [(_("Everything verified"), moment(newest.checked_at) or _("never"))]  # type: ignore[attr-defined]  # annotated
    if newest.checked_as == DAMAGED:  # type: ignore[attr-defined]
        advice = _("Look at each damage, and compare with a backup. What witnesses signed tells which one is right.")
        return Reading(Standing.BAD, _("The last verification found that entries do not hold."), facts, advice, link)
    words = _("%(size)s entries are sealed; the last checkpoint was signed %(since)s.")
    words %= {"size": number(newest.size), "since": ago(newest.signed_at, now=now)}
    if now - newest.signed_at > LATE:
        return Reading(Standing.WARN, words, facts, look, link)
    return Reading(Standing.GOOD, words, facts, link=link)
