"""Who may do what: permissions are declared once as data, asked by object, and refused by default.

A role without a condition reaches the unit of its grant and everything below. A role with a condition
(`Role.PO`, `own` → `bound(Role.PO, test)`) may be held anywhere; the test says “is it mine, assigned to me, in my room”.
Separation of duties is not here but in the guards of workflows.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation import origin
from foundation.clock import today
from foundation.directory.models import Role, RoleGrant, Unit, User
from foundation.directory.querysets import held_grants, over, units_held
from foundation.models.rooms import GrantedObject, RoomNetwork
from foundation.networks import key_of
from foundation.querysets import GrantedObjectQuerySet

__all__ = [
    "Bound",
    "Permission",
    "Role",
    "allow",
    "bound",
    "granted",
    "holds",
    "opened",
    "permissions",
    "permits",
    "reach",
    "reaches_all",
    "require",
    "robot",
    "units_of",
]

Test = Callable[[User, models.Model], bool]

_declared: dict[str, "Permission"] = {}


@dataclass(frozen=True)
class Bound:
    """A role that counts only where `test` says the row is the user's own, assigned or granted."""

    role: Role
    test: Test


@dataclass(frozen=True)
class Permission:
    name: str
    roles: tuple[Role | Bound, ...]

    @property
    def names(self) -> list[Role]:
        """The roles, bound or not."""
        return [entry.role if isinstance(entry, Bound) else entry for entry in self.roles]

    def __str__(self) -> str:
        return self.name


def bound(role: Role, test: Test) -> Bound:
    return Bound(role, test)


def allow(name: str, *roles: Role | Bound, when: Test | None = None) -> Permission:
    """Declares a permission; `when` binds every role named without a test of its own. A name declared twice fails."""
    if name in _declared:
        raise RuntimeError(f"The permission {name} is declared twice.")
    bounded = tuple(Bound(role, when) if when is not None and isinstance(role, Role) else role for role in roles)
    _declared[name] = Permission(name, bounded)
    return _declared[name]


def permissions() -> list[Permission]:
    """Every declared permission, by name."""
    return [_declared[name] for name in sorted(_declared)]


def permission(name: str) -> Permission:
    return _declared[name]


def robot() -> User:
    """The account scheduled work acts as."""
    return User.objects.get(kind=User.Kind.ROBOT)


def live_grants(user: User, on: date | None = None) -> list[RoleGrant]:
    """The roles `user` holds on a day; read once per request, since the user is loaded once per request."""
    return held_grants(user, on or today())


def holds(user: User, *roles: Role) -> bool:
    """Whether the user holds one of the roles anywhere today. For figures and navigation, never in place of require()."""
    return user.is_active and any(grant.role in roles for grant in live_grants(user))


def is_for_oneself(user: User) -> bool:
    """Whether the user looks after nothing but their own: self-service is all they hold. For where they start."""
    return user.is_active and {grant.role for grant in live_grants(user)} == {Role.EMP}


def units_of(user: User, *roles: Role) -> list[Unit]:
    """The units on which the user holds one of the roles today, without those that lie below another of them."""
    return units_held(user, roles)


def _row_path(row: models.Model | None) -> str | None:
    unit = row if isinstance(row, Unit) else getattr(row, "unit", None)
    return None if unit is None else unit.path


def permits(actor: User, wanted: Permission, row: models.Model | None = None) -> bool:
    """Whether `actor` may; unknown is no. The robot may everything: scheduled work runs the same verbs as people."""
    if not getattr(actor, "is_authenticated", False) or not actor.is_active:
        return False
    if actor.kind == User.Kind.ROBOT:
        return True
    path = _row_path(row)
    for entry in wanted.roles:
        role, test = (entry.role, entry.test) if isinstance(entry, Bound) else (entry, None)
        grants = [grant for grant in live_grants(actor) if grant.role == role]
        if test is not None:
            allowed = bool(grants) and row is not None and test(actor, row)
        else:
            allowed = any(path is None or path.startswith(str(grant.unit.path)) for grant in grants)
        if allowed:
            return True
    return False


def require(actor: User, wanted: Permission, row: models.Model | None = None) -> None:
    """Refuses with PermissionDenied (403) unless `actor` may."""
    if not permits(actor, wanted, row):
        raise PermissionDenied(_("Your roles do not include this."))


def reach(user: User, *roles: Role, unit: str = "unit") -> Q:
    """The rows of the units on which `user` holds one of the roles today, by the paths of those units.

    `unit=""` when the rows are units themselves. The grants are those the request has read (docs/adr/0132-reach-by-path.md).
    """
    return over(user, roles, unit=unit)


def reaches_all(user: User, *roles: Role) -> bool:
    """Whether `user` holds one of the roles on the unit at the top today: then there is nothing to look for."""
    return user.is_active and any(unit.parent_id is None for unit in units_of(user, *roles))


def opened(user: User, room: UUID | None = None) -> GrantedObjectQuerySet:
    """What is open to an outsider at this moment and from where they are, or in one room alone; decided on every request.

    Source: docs/adr/0001-time-rules.md (T-56).
    """
    rows, here = GrantedObject.objects.live(user, timezone.now(), room=room), key_of(origin.address())
    if here is None:
        return rows.filter(from_anywhere=True)
    around = RoomNetwork.objects.filter(grant_uuid=OuterRef("grant_uuid"), first__lte=here, last__gte=here)
    return rows.filter(Q(from_anywhere=True) | Exists(around))


def granted(user: User, model: type[models.Model], *, grading: str = "") -> Q:
    """The rows that a live grant shows to an outsider, none of them graded above the ceiling of the grant.

    `grading` is the path to the grading of a row; a model's own field is known. Whoever has a person here is no outsider
    (a constraint of accounts): their queries do not ask for grants at all.
    """
    if user.person_id is not None:
        return Q(pk__in=[])
    rooms = opened(user).about_any(model, OuterRef("uuid"))
    path = grading or ("grading" if any(field.name == "grading" for field in model._meta.fields) else "")
    return Q(Exists(rooms.up_to(OuterRef(path)) if path else rooms))


def colleagues(users: Iterable[User]) -> list[User]:
    """The users without doubles and without closed accounts, in the order given."""
    return list({user.pk: user for user in users if user.is_active}.values())
