"""The ledger and its witnesses: how far it reaches, whether it may sign, and how each of them stands to it."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from foundation.ledger.checking import DAMAGED, newest_with_check
from foundation.ledger.holding import UNASKED, held_back_at, origin_at
from foundation.ledger.witnesses import Configured, configured, rows_of
from foundation.models.ledger import LedgerCheckpoint
from foundation.models.witnesses import LedgerWitness
from foundation.status.readings import Reading, Standing, check
from foundation.words import moment, number

SILENT = timedelta(hours=1)


@check("witnesses", label=gettext_lazy("Ledger and witnesses"), icon="shield-check", order=97)
def witnesses(now: datetime, found: None) -> Reading:
    """By what each said last; that the ledger may not sign comes before everything else."""
    newest, asked, link = newest_with_check(), configured(), (_("Integrity"), reverse("foundation:ledger"))
    rows = rows_of(origin_at(newest)) if asked else {}
    refusal = held_back_at(newest, rows)
    facts = [*_reached(newest), *((witness.name, _told(rows.get(witness.key.vkey))) for witness in asked)]
    if refusal and refusal.code != UNASKED:
        advice = _("Nothing is lost: events are kept, and sealed when the ledger may sign again (docs/witness.md).")
        return Reading(Standing.BAD, _("The ledger signs nothing: %(why)s") % {"why": refusal}, facts, advice, link)
    if newest is not None and newest.checked_as == DAMAGED:  # type: ignore[attr-defined]  # annotated
        advice = _("Look at each damage, and compare with a backup. What witnesses signed tells which one is right.")
        return Reading(Standing.BAD, _("The last verification found that entries do not hold."), facts, advice, link)
    if not asked:
        words = _("No witness is asked: a history that was put back is noticed by this machine alone.")
        advice = _("Name one of somebody else's in WITNESSES (docs/witness.md).")
        return Reading(Standing.OFF, words, facts, advice, link)
    silent = [one.name for one in asked if _is_silent(one, rows, now)]
    if silent:
        words = _("No cosignature for more than an hour from %(names)s.") % {"names": ", ".join(silent)}
        return Reading(Standing.WARN, words, facts, _("The ledger signs on. Ask whoever runs the witness."), link)
    words = ngettext("%(n)d witness cosigns the history.", "%(n)d witnesses cosign the history.", len(asked))
    return Reading(Standing.GOOD, words % {"n": len(asked)}, facts, link=link)


def _reached(newest: LedgerCheckpoint | None) -> list[tuple[str, str]]:
    """How far the ledger reaches, and when all of it was verified last."""
    if newest is None:
        return [(_("Sealed"), _("nothing yet"))]
    checked = moment(newest.checked_at) or _("never")  # type: ignore[attr-defined]  # annotated
    return [
        (_("Entries sealed"), number(newest.size)),
        (_("Last checkpoint"), moment(newest.signed_at)),
        (_("Everything verified"), checked),
    ]


def _is_silent(witness: Configured, rows: dict[str, LedgerWitness], now: datetime) -> bool:
    row = rows.get(witness.key.vkey)
    return row is not None and (row.cosigned_at is None or now - row.cosigned_at > SILENT)


def _told(row: LedgerWitness | None) -> str:
    if row is None or row.asked_at is None:
        return _("not asked yet")
    if row.error:
        return _("%(why)s Tried %(tries)d times.") % {"why": row.error, "tries": row.tries}
    if row.refusal:
        return row.get_refusal_display()
    return _("cosigned %(size)d entries at %(at)s") % {"size": row.size, "at": moment(row.cosigned_at)}
