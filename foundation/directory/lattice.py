"""What nobody may do to rights: change their own, or leave the organisation without who gives them. Source: S-08."""

from datetime import date

from django.utils.translation import gettext as _

from foundation.access import Role
from foundation.directory.models import RoleGrant, Unit, User
from foundation.directory.querysets import RoleGrantQuerySet
from foundation.refusals import Refused

FOUNDING = (Role.ADM, Role.CO)  # without either of them nobody could ever be given a role again


def is_own(actor: User, user: User) -> bool:
    """Whether the account is the actor's, or another one of the same person."""
    return user.pk == actor.pk or (user.person_id is not None and user.person_id == actor.person_id)


def insist_not_own(actor: User, user: User) -> None:
    if is_own(actor, user):
        raise Refused("S-08", _("This is your own account. Ask another administrator."))


def hold_the_root() -> None:
    """Whoever changes the tree or takes rights away holds the root meanwhile, and takes it before any other row.

    So no path is read while it changes, and two removals at once cannot both count on the other. Rows that only name the
    root can still be written.
    """
    list(Unit.objects.select_for_update(no_key=True).filter(parent=None).values_list("pk"))


def insist_that_others_remain(leaving: RoleGrantQuerySet, *, field: str | None, on: date) -> None:
    """Refuses when the organisation would lose its last lasting administrator or officer, or have one person be both.

    The verb has taken hold_the_root() before.
    """
    lasting = RoleGrant.objects.live(on).filter(
        unit__parent=None, to_on=None, ended_on=None, user__is_active=True, user__person__left_on=None
    )
    if not lasting.filter(pk__in=leaving.values("pk"), role__in=FOUNDING).exists():
        return
    remaining = lasting.exclude(pk__in=leaving.values("pk"))
    people = {role: set(remaining.filter(role=role).values_list("user__person", flat=True)) for role in FOUNDING}
    for role, holders in people.items():
        if not holders:
            said = {"role": Role(role).label}
            sentence = _("This is the last “%(role)s” of the organisation. Have another one granted first.")
            raise Refused("S-08", sentence % said, field)
    if len(set().union(*people.values())) < len(FOUNDING):
        sentence = _("Administrator and compliance officer would be one person. Have another one granted first.")
        raise Refused("S-08", sentence, field)
