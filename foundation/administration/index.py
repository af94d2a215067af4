"""The index of the administration: the cards that apps offer, by group, as far as a person's roles reach."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from foundation import offers
from foundation.access import holds
from foundation.directory.models import User

GROUPS: dict[str, str | Promise] = {
    "organisation": _("Organisation and people"),
    "access": _("Accounts and access"),
    "rules": _("Rules"),
    "connections": _("Connections"),
    "operation": _("Operation"),
}


@dataclass(frozen=True)
class Group:
    """A heading of the index with its cards, in order."""

    name: str
    label: str | Promise
    places: list[offers.Place]


def groups_of(user: User) -> list[Group]:
    """The groups in which the user's roles are offered a place."""
    open_to = [place for place in offers.administration() if holds(user, *place.roles)]
    sorted_in = {name: [place for place in open_to if place.group == name] for name in GROUPS}
    return [Group(name, GROUPS[name], places) for name, places in sorted_in.items() if places]
