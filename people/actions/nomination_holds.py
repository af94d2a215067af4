"""The verbs of holds: a case officer keeps a nomination waiting, and nobody else can tell. Source: M-21."""

from datetime import date

from django.utils.translation import gettext as _

from foundation.access import require
from foundation.directory.models import User
from foundation.refusals import Refused
from foundation.trail import record
from foundation.verbs import verb
from people.models import Nomination, NominationHold
from people.permissions import HOLD_NOMINATION
from people.workflows import NOMINATION_HOLD
from people.workflows.nomination_rules import not_theirs, not_to_hold


@verb("people.hold_nomination")
def hold_nomination(*, actor: User, nomination: Nomination, on: date) -> NominationHold:
    """Keeps it from being awarded until the hold is lifted; its own timeline says nothing, and nobody is told.

    Refused once it is decided and for who made it or is named in it, ValidationError when there is a hold already.
    """
    require(actor, HOLD_NOMINATION, nomination)
    row = Nomination.objects.select_for_update().get(pk=nomination.pk)
    refusal = not_theirs(row, actor=actor, on=on, given={}) or not_to_hold(row)
    if refusal is not None:
        raise Refused.because(refusal)
    hold = NominationHold(nomination=row, placed_by=actor, placed_on=on)
    hold.full_clean()
    hold.save()
    record(actor=actor, kind="nomination_hold.placed", subject=hold, summary=_("placed a hold"))
    return hold


@verb("people.lift_nomination_hold")
def lift_nomination_hold(*, actor: User, nomination_hold: NominationHold, on: date) -> NominationHold:
    """Lets it be awarded again."""
    return NOMINATION_HOLD.move(nomination_hold, "lift", actor=actor, on=on, changes={"lifted_on": on})
