"""Tells officers and administrators when the ledger may not sign, and when it goes on; once each."""

from datetime import date

from django.utils.translation import gettext as _

from foundation.access import Role, require
from foundation.directory.models import Unit, User
from foundation.ledger.holding import UNASKED
from foundation.models.trail import Event
from foundation.permissions import TELL_OF_LEDGER
from foundation.refusals import Refusal
from foundation.topics import always_at_once
from foundation.trail import record
from foundation.verbs import verb

HELD_BACK, GOES_ON = "ledger.held_back", "ledger.goes_on"

always_at_once(HELD_BACK)


@verb("ledger.tell_standing")
def tell_standing(*, actor: User, refusal: Refusal | None, on: date) -> Event | None:
    """Leaves an event, and notifies, where the standing is another than was told last; returns it, else None.

    That a witness was not asked yet is nothing to tell: it is over within a minute.
    """
    require(actor, TELL_OF_LEDGER)
    whole = Unit.objects.filter(parent=None).first()
    code = refusal.code if refusal else ""
    if whole is None or code in (_told(whole), UNASKED):
        return None
    summary = _("The ledger goes on to sign")
    if refusal:
        summary = _("The ledger signs nothing: %(why)s") % {"why": refusal.sentence}
    people = [*User.objects.holding(Role.CO, whole, on), *User.objects.holding(Role.ADM, whole, on)]
    kind = HELD_BACK if refusal else GOES_ON
    return record(actor=actor, kind=kind, subject=whole, summary=summary, details={"code": code}, notify=people)


def _told(whole: Unit) -> str:
    """The code of the refusal that was told last; “” where there was none since the ledger went on."""
    events = Event.objects.about(whole).filter(kind__in=[HELD_BACK, GOES_ON])
    last = events.order_by("-at", "-pk").select_related("content").first()
    return last.content.details["code"] if last else ""
