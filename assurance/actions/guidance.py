"""Which documents guide a control, and who is told when the last one in effect goes or one comes back."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from assurance.models import Control, Document
from assurance.permissions import MANAGE_CONTROLS
from assurance.querysets import unseen
from foundation.access import require
from foundation.directory.models import Person, User
from foundation.trail import record
from foundation.verbs import verb


def accounts_of(person: Person | None) -> list[User]:
    """The live accounts of somebody."""
    return [] if person is None else list(person.accounts.filter(is_active=True))


def unguided(document: Document) -> list[Control]:
    """The controls of a document that nothing in effect guides now."""
    return list(document.controls.running().unguided().select_related("owner", "unit"))


def tell_lost(*, actor: User, document: Document, controls: Iterable[Control]) -> None:
    summary = _("Without guidance: %(document)s was the last document in effect") % {"document": document}
    _tell(actor, document, controls, kind="control.guidance_lost", summary=summary)


def tell_regained(*, actor: User, document: Document, controls: Iterable[Control]) -> None:
    summary = _("Guided again by %(document)s") % {"document": document}
    _tell(actor, document, controls, kind="control.guidance_regained", summary=summary)


def _tell(actor: User, document: Document, controls: Iterable[Control], *, kind: str, summary: str) -> None:
    for control in controls:
        told = accounts_of(control.owner)
        details = {"document": document}
        record(actor=actor, kind=kind, subject=control, summary=summary, details=details, notify=told)


@verb("assurance.set_guidance")
def set_guidance(*, actor: User, control: Control, documents: Iterable[Document]) -> Control:
    """Says which documents guide a control; those that the actor does not see stay.

    Whoever is left without one in effect counts as no control. Source: M-07.
    """
    locked = Control.objects.select_for_update().get(pk=control.pk)
    require(actor, MANAGE_CONTROLS, locked)
    before, after = {one.number for one in locked.guidance.all()}, {*documents, *unseen(locked.guidance.all(), actor)}
    locked.guidance.set(after)
    numbers = sorted(one.number for one in after)
    record(
        actor=actor,
        kind="control.guidance_set",
        subject=locked,
        summary=_("Guided by %(documents)s") % {"documents": ", ".join(numbers) or "–"},
        details={"from": sorted(before), "to": numbers},
        notify=accounts_of(locked.owner),
    )
    return locked
