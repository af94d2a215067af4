"""What a line of the access matrix says, and the groups of people that lines name."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.company import CAST, OUTSIDERS
from tests.sealed import entry_about
from tests.world import World

INSIDE = frozenset(CAST)
OUTSIDE = frozenset(OUTSIDERS)
ALL = INSIDE | OUTSIDE
NOBODY: frozenset[str] = frozenset()


def nothing(world: World) -> tuple:
    return ()


def empty(world: World) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Route:
    """`own` gives the arguments of an object of headquarters, `foreign` one that the `strangers` may not see."""

    read: frozenset[str] = NOBODY
    write: frozenset[str] = NOBODY
    own: Callable[[World], tuple] = nothing
    foreign: Callable[[World], tuple] | None = None
    strangers: Iterable[str] = ()
    data: Callable[[World], dict[str, Any]] = empty
    query: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    public: bool = False
    needs_more: bool = False  # an empty POST is let in and answered with the form

    def missing(self, world: World) -> tuple:
        """The arguments of something that does not exist."""
        return tuple(nowhere(one) for one in self.own(world))


def nowhere(one: Any) -> Any:
    """In place of a uuid or a number one that nothing has."""
    if isinstance(one, int):
        return 10**12
    return uuid.uuid4() if isinstance(one, uuid.UUID) else one


def people(*names: str) -> frozenset[str]:
    unknown = set(names) - ALL
    assert not unknown, unknown
    return frozenset(names)


def row(name: str, *more: str) -> Callable[[World], tuple]:
    """The uuid of one of the world's rows, or of several."""
    return lambda world: tuple(getattr(world, one).uuid for one in (name, *more))


def entry(name: str, kind: str = "") -> Callable[[World], tuple]:
    """The number of the newest entry about one of the world's rows."""
    return lambda world: (entry_about(getattr(world, name), kind),)


def item(of: str) -> Callable[[World], tuple]:
    return lambda world: (getattr(world, of).uuid, getattr(world, of).items.order_by("order")[2].uuid)


def seat(of: str) -> Callable[[World], tuple]:
    """The uuid of Priya's seat in the team of one of the world's audits."""
    return lambda world: (getattr(world, of).team.get(person=world.company.person("priya")).uuid,)


def meeting(of: str) -> Callable[[World], tuple]:
    """The uuid of the opening meeting of one of the world's audits."""
    return lambda world: (getattr(world, of).meetings.get(kind="opening").uuid,)


def outsider(of: str) -> Callable[[World], tuple]:
    """The uuid of the seat of somebody from outside in one of the world's teams."""
    return lambda world: (getattr(world, of).team.get(person=None).uuid,)


OFFICERS = people("ines", "carla")
LOADS = OFFICERS | people("adam")
TEAM = people("tobias", "priya")
SEES_FINDING = OFFICERS | TEAM | people("petra", "helena", "samir")
SEES_EVIDENCE = OFFICERS | TEAM | people("helena", "samir")
SEES_PROCESS = INSIDE - people("malik", "omar")
UPLOADS = OFFICERS | TEAM | people("leo", "samir", "omar", "emma")
PLANS = OFFICERS | people("petra")
SEES_SUPPLIER = OFFICERS | TEAM | people("leo", "petra", "helena", "samir")
AUDITORS = OFFICERS | TEAM | people("leo", "petra")
DECLARES = AUDITORS | people("samir", "emma")
FAR = people("malik", "omar")  # of another region: they see nothing of headquarters
NEAR = people("helena", "samir")  # they see nothing of Middle East and Africa


def remote_access(world: World) -> tuple:
    return (world.company.processes["remote-access"].uuid,)


def acceptance(world: World) -> tuple:
    return (world.company.processes["mea-acceptance"].uuid,)
