"""Sites: added, changed, closed."""

from datetime import date

from django.utils.translation import gettext as _

from foundation import words
from foundation.access import require
from foundation.directory.changes import change, named
from foundation.directory.models import Site, Unit, User
from foundation.directory.permissions import CHANGE_UNITS
from foundation.refusals import Refused
from foundation.trail import record
from foundation.verbs import verb


@verb("directory.add_site")
def add_site(
    *, actor: User, unit: Unit, code: str, name: str, kind: str, country: str, opened_on: date | None = None
) -> Site:
    """Adds a place where a unit works."""
    require(actor, CHANGE_UNITS, unit)
    site = Site(unit=unit, code=code, name=name, kind=kind, country=country.upper(), opened_on=opened_on)
    site.full_clean()
    site.save()
    record(actor=actor, kind="site.added", subject=site, summary=_("Site added"), details={"code": code})
    return site


@verb("directory.edit_site")
def edit_site(
    *, actor: User, site: Site, unit: Unit, code: str, name: str, kind: str, country: str, opened_on: date | None = None
) -> Site:
    """Changes the facts of a site; to give it to another unit both must be the actor's."""
    locked = Site.objects.select_for_update().get(pk=site.pk)
    require(actor, CHANGE_UNITS, locked)
    require(actor, CHANGE_UNITS, unit)
    facts = {"unit": unit, "code": code, "name": name, "kind": kind, "country": country.upper(), "opened_on": opened_on}
    changed = change(locked, facts)
    locked.full_clean()
    if changed:
        locked.save()
        summary = _("Changed: %(what)s") % {"what": named(changed, Site)}
        record(actor=actor, kind="site.edited", subject=locked, summary=summary, details=changed)
    return locked


@verb("directory.close_site")
def close_site(*, actor: User, site: Site, closed_on: date, reason: str) -> Site:
    """Closes a site after its last day; what was done there keeps naming it."""
    locked = Site.objects.select_for_update().get(pk=site.pk)
    require(actor, CHANGE_UNITS, locked)
    if locked.closed_on is not None:
        raise Refused("closed", _("This site is closed already."))
    locked.closed_on = closed_on
    locked.full_clean()
    locked.save()
    summary = _("Closes after %(day)s: %(reason)s") % {"day": words.day(closed_on), "reason": reason}
    details = {"closed_on": closed_on, "reason": reason}
    record(actor=actor, kind="site.closed", subject=locked, summary=summary, details=details)
    return locked
