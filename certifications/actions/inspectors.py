"""The verbs of inspectors' authorisations: entered, checked and confirmed by two people, over by its days or at once."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from certifications.actions.visiting import shut_out, tell_of_lost_inspector
from certifications.models import InspectorAuthorisation
from certifications.permissions import KEEP_INSPECTORS, MANAGE_INSPECTORS
from certifications.workflows import AUTHORISATION
from foundation.access import Role, require, robot
from foundation.directory.models import Unit, User
from foundation.numbers import next_reference
from foundation.refusals import WrongState
from foundation.trail import record
from foundation.verbs import verb

PREFIX = "IA"
COVERED = ("products", "services", "sites")


@verb("certifications.add_authorisation")
def add_authorisation(*, actor: User, unit: Unit, on: date, **facts: Any) -> InspectorAuthorisation:
    """Enters the authorisation of one inspector as the letter says it; officers are told that two people verify it.

    `facts` are its fields, `products`, `services` and `sites` among them. Source: M-28.
    """
    require(actor, MANAGE_INSPECTORS, unit)
    row = InspectorAuthorisation(ref=next_reference(PREFIX, on.year), unit=unit)
    _write(row, facts)
    told = [user for user in User.objects.holding(Role.CO, unit, on) if user.pk != actor.pk]
    summary, details = _("entered the authorisation"), {"letter": row.letter, "number": row.number}
    record(actor=actor, kind="authorisation.entered", subject=row, summary=summary, details=details, notify=told)
    return row


@verb("certifications.change_authorisation")
def change_authorisation(*, actor: User, authorisation: InspectorAuthorisation, **facts: Any) -> InspectorAuthorisation:
    """Corrects what was entered; whoever checked it has to check it again. Raises WrongState once it is verified."""
    locked = InspectorAuthorisation.objects.select_for_update(of=("self",)).get(pk=authorisation.pk)
    require(actor, MANAGE_INSPECTORS, locked)
    if locked.state != InspectorAuthorisation.State.RECEIVED:
        raise WrongState(_("A verified authorisation is not changed. Revoke it and enter the new letter."))
    plain = {name: value for name, value in facts.items() if name not in COVERED}
    changed = {name: [getattr(locked, name), value] for name, value in plain.items() if getattr(locked, name) != value}
    locked.checked_by, locked.checked_on = None, None
    _write(locked, facts)
    record(actor=actor, kind="authorisation.changed", subject=locked, summary=_("corrected it"), details=changed)
    return locked


def _write(row: InspectorAuthorisation, facts: dict[str, Any]) -> None:
    covered: dict[str, Iterable[models.Model]] = {name: list(facts.pop(name, ())) for name in COVERED}
    for name, value in facts.items():
        setattr(row, name, value)
    if row.account is not None and row.account.kind != User.Kind.OUTSIDE:
        raise ValidationError({"account": _("Choose the account of somebody outside.")})
    if not covered["products"] and not covered["services"]:
        raise ValidationError({"products": _("Choose what the authorisation covers: a product or a delivery service.")})
    row.full_clean()
    row.save()
    for name, rows in covered.items():
        getattr(row, name).set(rows)


@verb("certifications.check_authorisation")
def check_authorisation(
    *, actor: User, authorisation: InspectorAuthorisation, how: str, on: date
) -> InspectorAuthorisation:
    """Says as the first person that the authority confirmed it, and how it was asked."""
    if not how.strip():
        raise ValidationError({"how": _("Say whom you asked, and how.")})
    changes = {"checked_by": actor.person, "checked_on": on}
    told = [user for user in User.objects.holding(Role.CO, authorisation.unit, on) if user.pk != actor.pk]
    return AUTHORISATION.move(
        authorisation, "check", actor=actor, on=on, changes=changes, details={"how": how.strip()}, notify=told
    )


@verb("certifications.confirm_authorisation")
def confirm_authorisation(*, actor: User, authorisation: InspectorAuthorisation, on: date) -> InspectorAuthorisation:
    """Confirms it as the second person; it is active at once when its first day has come. Refused for the first."""
    changes = {"confirmed_by": actor.person, "confirmed_on": on}
    AUTHORISATION.move(authorisation, "confirm", actor=actor, on=on, changes=changes)
    if authorisation.valid_from <= on:
        begin_authorisation(actor=robot(), authorisation=authorisation, on=on)
    return authorisation


@verb("certifications.begin_authorisation")
def begin_authorisation(*, actor: User, authorisation: InspectorAuthorisation, on: date) -> InspectorAuthorisation:
    """Makes it active on its first day."""
    require(actor, KEEP_INSPECTORS, authorisation)
    return AUTHORISATION.move(authorisation, "begin", actor=actor, on=on)


@verb("certifications.end_authorisation")
def end_authorisation(*, actor: User, authorisation: InspectorAuthorisation, on: date) -> InspectorAuthorisation:
    """Ends it the day after its last: what runs on it is paused, the inspector's rooms close."""
    AUTHORISATION.move(authorisation, "end", actor=actor, on=on)
    shut_out(authorisation, on=on)
    return authorisation


@verb("certifications.revoke_authorisation")
def revoke_authorisation(
    *, actor: User, authorisation: InspectorAuthorisation, on: date, reason: str
) -> InspectorAuthorisation:
    """Ends it at once: what runs on it is paused, the inspector's rooms close, hosts of what is ahead are told."""
    AUTHORISATION.move(authorisation, "revoke", actor=actor, on=on, reason=reason)
    shut_out(authorisation, on=on)
    tell_of_lost_inspector(authorisation, on=on)
    return authorisation
