"""Clearances given by hand: with a proof, until a day, withdrawn with a reason."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from foundation import words
from foundation.access import require
from foundation.directory import ties
from foundation.directory.actions.units import officers
from foundation.directory.models import Clearance, Person, User
from foundation.directory.permissions import GRANT_CLEARANCE
from foundation.refusals import Refused
from foundation.trail import record
from foundation.verbs import verb

LONGEST_SOURCE = Clearance._meta.get_field("source").max_length or 200


@verb("directory.grant_clearance")
def grant_clearance(
    *,
    actor: User,
    person: Person,
    code: str,
    from_on: date,
    until: date | None = None,
    source: str = "",
    evidence: Any = None,
) -> Clearance:
    """Says what a person may do, until a day, and what shows it: a piece of evidence, or a source in words.

    Refused for oneself, and for somebody who has left.
    """
    require(actor, GRANT_CLEARANCE, person)
    _insist_on_another(actor, person)
    shown = source.strip() or (str(evidence) if evidence is not None else "")
    if not shown:
        raise ValidationError({"source": _("Say what shows it, or choose a piece of evidence.")})
    facts = {"from_on": from_on, "until": until, "source": Truncator(shown).chars(LONGEST_SOURCE)}
    clearance = Clearance(person=person, code=code.strip(), granted_by=actor, **facts)
    clearance.full_clean()
    clearance.save()
    proofs = ties.proofs()
    if evidence is not None and proofs is not None:
        proofs.link(actor=actor, version=evidence, subject=clearance, purpose="clearance", keep_until=until)
    _record(actor, clearance)
    return clearance


def _record(actor: User, given: Clearance) -> None:
    until = words.day(given.until) if given.until else "…"
    said = {"code": given.code, "until": until, "source": given.source}
    summary = _("Cleared: %(code)s until %(until)s (%(source)s)") % said
    details = {"clearance": given, "code": given.code, "from": given.from_on, "until": given.until}
    told = officers(given.person)
    record(actor=actor, kind="clearance.granted", subject=given.person, summary=summary, details=details, notify=told)


def _insist_on_another(actor: User, person: Person) -> None:
    if person.pk == actor.person_id:
        raise Refused("S-08", _("Nobody clears themselves. Ask another officer."))
    if person.left_on is not None:
        raise Refused("left", _("%(person)s has left.") % {"person": person})


@verb("directory.withdraw_clearance")
def withdraw_clearance(*, actor: User, clearance: Clearance, reason: str, on: date) -> Clearance:
    """Withdraws a clearance from today on, and says why; what was done under it stands."""
    locked = Clearance.objects.select_for_update(of=("self",)).select_related("person__unit").get(pk=clearance.pk)
    require(actor, GRANT_CLEARANCE, locked.person)
    _insist_on_another_officer(actor, locked)
    if locked.withdrawn_on is not None or (locked.until is not None and locked.until < on):
        raise Refused("ended", _("This clearance has ended already."))
    locked.withdrawn_on, locked.withdrawn_because = on, reason.strip()
    locked.full_clean()
    locked.save()
    said = {"code": locked.code, "reason": reason}
    summary = _("Clearance withdrawn: %(code)s. %(reason)s") % said
    details = {"clearance": locked, "code": locked.code, "reason": reason}
    told = officers(locked.person)
    record(
        actor=actor, kind="clearance.withdrawn", subject=locked.person, summary=summary, details=details, notify=told
    )
    return locked


def _insist_on_another_officer(actor: User, clearance: Clearance) -> None:
    if clearance.person_id == actor.person_id:
        raise Refused("S-08", _("This is your own clearance. Ask another officer."))
