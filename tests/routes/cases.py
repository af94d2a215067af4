"""Reporting and violation cases: the lines of the access matrix. Whoever is not named gets the 404 of what is not there."""

from typing import Any

from tests.routes.lines import INSIDE, Route, people, row
from tests.world import World

OFFICER, INVESTIGATOR, DECIDERS = people("petra"), people("leo"), people("helena", "malik")
WORKS = OFFICER | INVESTIGATOR | DECIDERS
SUBJECT, REPORTER = people("emma"), people("samir")


def closed(to: frozenset[str], name: str = "case") -> dict[str, Any]:
    """Foreign to everybody inside but for those who are named to it."""
    return {"own": row(name), "foreign": row(name), "strangers": INSIDE - to}


def part(name: str, *more: str, of: str = "case") -> Any:
    return lambda world: (getattr(world, of).uuid, name, *(part_of(world, of, one).uuid for one in more))


def part_of(world: World, of: str, rows: str) -> Any:
    return getattr(getattr(world, of), rows).order_by("-pk").first()


def piece(rows: str, of: str = "case") -> Any:
    """The case with the newest of its rows of a kind."""
    return lambda world: (getattr(world, of).uuid, part_of(world, of, rows).uuid)


ROUTES: dict[str, Route] = {
    "cases:report": Route(public=True),
    "cases:follow": Route(public=True),
    "cases:home": Route(read=INSIDE),
    "cases:take_report": Route(read=OFFICER, write=OFFICER, needs_more=True),
    "cases:numbers": Route(read=OFFICER | people("carla", "helena", "malik")),
    "cases:openings": Route(read=people("carla")),
    "cases:own_report": Route(read=REPORTER, write=REPORTER, needs_more=True, **closed(REPORTER)),
    "cases:own_case": Route(read=SUBJECT, write=SUBJECT, needs_more=True, **closed(SUBJECT)),
    "cases:own_file": Route(read=SUBJECT, own=piece("files")),
    "cases:own_letter": Route(read=SUBJECT, own=part("decision")),
    "cases:case": Route(read=WORKS, **closed(WORKS)),
    "cases:case_part": Route(read=WORKS, own=part("inquiry")),
    "cases:case_step": Route(read=SUBJECT, write=SUBJECT, needs_more=True, own=part("appeal")),
    "cases:seal": Route(read=WORKS, write=WORKS, needs_more=True, own=part("reporter")),
    "cases:case_add": Route(
        read=OFFICER | INVESTIGATOR,
        write=OFFICER | INVESTIGATOR,
        needs_more=True,
        own=part("allegation", of="open_case"),
    ),
    "cases:case_within": Route(
        read=INVESTIGATOR,
        write=INVESTIGATOR,
        needs_more=True,
        own=part("done", "investigation_steps", of="open_case"),
    ),
    "cases:interview": Route(
        read=OFFICER | INVESTIGATOR,
        write=OFFICER | INVESTIGATOR,
        needs_more=True,
        own=piece("interviews", of="open_case"),
    ),
    "cases:case_file": Route(read=WORKS, own=piece("files")),
    "cases:case_letter": Route(read=WORKS, own=part("decision")),
}
