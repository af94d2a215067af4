"""The witnesses of the ledger: whether the ledger may sign, and how each of them stands to it."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from foundation.ledger import keys
from foundation.ledger.holding import UNASKED, held_back
from foundation.ledger.witnesses import Configured, configured, rows_of
from foundation.models.witnesses import LedgerWitness
from foundation.status.readings import Reading, Standing, check
from foundation.words import moment

SILENT = timedelta(hours=1)


@check("witnesses", label=gettext_lazy("Witnesses of the ledger"), icon="eye", order=97)
def witnesses(now: datetime, found: None) -> Reading:
    """By what each said last; that the ledger may not sign comes before everything else."""
    refusal, asked = held_back(), configured()
    rows = rows_of(keys.origin()) if asked else {}
    facts = [(witness.name, _told(rows.get(witness.key.vkey))) for witness in asked]
    if refusal and refusal.code != UNASKED:
        advice = _("Nothing is lost: events are kept, and sealed when the ledger may sign again (docs/witness.md).")
        return Reading(Standing.BAD, _("The ledger signs nothing: %(why)s") % {"why": refusal}, facts, advice)
    if not asked:
        words = _("No witness is asked: a history that was put back is noticed by this machine alone.")
        return Reading(Standing.OFF, words, advice=_("Name one of somebody else's in WITNESSES (docs/witness.md)."))
    silent = [one.name for one in asked if _is_silent(one, rows, now)]
    if silent:
        words = _("No cosignature for more than an hour from %(names)s.") % {"names": ", ".join(silent)}
        return Reading(Standing.WARN, words, facts, _("The ledger signs on. Ask whoever runs the witness."))
    words = ngettext("%(n)d witness cosigns the history.", "%(n)d witnesses cosign the history.", len(asked))
    return Reading(Standing.GOOD, words % {"n": len(asked)}, facts)


def _is_silent(witness: Configured, rows: dict[str, LedgerWitness], now: datetime) -> bool:
    row = rows.get(witness.key.vkey)
    return row is not None and (row.cosigned_at is None or now - row.cosigned_at > SILENT) and bool(row.tries)


def _told(row: LedgerWitness | None) -> str:
    if row is None or row.asked_at is None:
        return _("not asked yet")
    if row.error:
        return _("%(why)s Tried %(tries)d times.") % {"why": row.error, "tries": row.tries}
    if row.refusal:
        return row.get_refusal_display()
    return _("cosigned %(size)d entries at %(at)s") % {"size": row.size, "at": moment(row.cosigned_at)}
