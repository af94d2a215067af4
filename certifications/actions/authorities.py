"""Authorities: registered, changed, and their contact checked by calling back."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from certifications.models import AuthorisingAuthority
from certifications.permissions import MANAGE_CENTRE
from foundation.access import require
from foundation.directory.models import Unit, User
from foundation.trail import record
from foundation.verbs import verb

UNCALLED = {"called_on": None, "called_by": None, "number_from": ""}


@verb("certifications.add_authority")
def add_authority(*, actor: User, unit: Unit, name: str, country: str, contact: str) -> AuthorisingAuthority:
    """Registers an authority; its contact counts once somebody has called back."""
    require(actor, MANAGE_CENTRE, unit)
    authority = AuthorisingAuthority(unit=unit, name=name, country=country, contact=contact)
    authority.full_clean()
    authority.save()
    record(actor=actor, kind="authority.added", subject=authority, summary=_("registered the authority"))
    return authority


@verb("certifications.change_authority")
def change_authority(
    *, actor: User, authority: AuthorisingAuthority, name: str, country: str, contact: str
) -> AuthorisingAuthority:
    """Changes what is known of an authority; another contact has to be called back anew."""
    locked = AuthorisingAuthority.objects.select_for_update().get(pk=authority.pk)
    require(actor, MANAGE_CENTRE, locked)
    before = {"name": locked.name, "country": locked.country, "contact": locked.contact}
    after = {"name": name, "country": country, "contact": contact}
    for field, value in (after | (UNCALLED if contact != locked.contact else {})).items():
        setattr(locked, field, value)
    locked.full_clean()
    locked.save()
    details = {"from": before, "to": after}
    record(actor=actor, kind="authority.changed", subject=locked, summary=_("changed the authority"), details=details)
    return locked


@verb("certifications.call_back")
def call_back(
    *, actor: User, authority: AuthorisingAuthority, called_on: date, number_from: str, on: date
) -> AuthorisingAuthority:
    """Notes that one has reached the contact under a number that did not come from the contact itself."""
    locked = AuthorisingAuthority.objects.select_for_update().get(pk=authority.pk)
    require(actor, MANAGE_CENTRE, locked)
    if called_on > on:
        raise ValidationError({"called_on": _("This day has not come yet.")})
    locked.called_on, locked.called_by, locked.number_from = called_on, actor.person, number_from
    locked.full_clean()
    locked.save()
    summary = _("called back and reached the contact")
    details = {"called_on": called_on, "number_from": number_from}
    record(actor=actor, kind="authority.called_back", subject=locked, summary=summary, details=details)
    return locked
