"""Grants and rooms: the lines of the access matrix. The POST lines of rooms are all that people outside write."""

from tests.routes.lines import FAR, INSIDE, NEAR, OFFICERS, OUTSIDE, TEAM, Route, people, row
from tests.world import World

ASKS = OFFICERS | people("tobias", "leo")
CLAIRE = people("claire")
OTHERS = INSIDE | people("igor")  # nobody else, whoever they are, finds a room

SEES_SCHEMES = INSIDE - people("petra", "emma", "adam")
SEES_CERTIFICATE = SEES_SCHEMES - people("malik", "omar")
NEAR_CERTIFICATE = {"foreign": row("far_certificate"), "strangers": people("helena", "samir", "emma")}


def in_room(name: str):
    return lambda world: (world.grant.uuid, getattr(world, name).uuid)


def clause(world: World) -> tuple:
    return (world.grant.uuid, world.company.framework.requirements.first().uuid)


def piece(world: World) -> tuple:
    return (world.grant.uuid, world.shown.evidence.uuid)


def file(world: World) -> tuple:
    return (world.grant.uuid, world.shown.files.get().uuid)


def line_of(of: str):
    return lambda world: (getattr(world, of).uuid, getattr(world, of).lines.first().uuid)


def versions(world: World) -> tuple:
    return (world.soa.uuid, world.soa_draft.uuid)


SEES_SOA = OFFICERS | TEAM | people("leo", "helena", "samir")
FAR_SOA = {"foreign": row("far_soa"), "strangers": NEAR | people("emma", "claire", "igor")}

ROUTES: dict[str, Route] = {
    "certifications:soas": Route(read=SEES_SOA | FAR),
    "certifications:soa_start": Route(read=OFFICERS, write=OFFICERS, needs_more=True),
    "certifications:soa": Route(read=SEES_SOA, own=row("soa"), **FAR_SOA),
    "certifications:soa_lines": Route(read=SEES_SOA, own=row("soa_draft"), **FAR_SOA),
    "certifications:soa_lines_set": Route(write=OFFICERS, own=row("soa_draft"), needs_more=True, **FAR_SOA),
    "certifications:soa_line": Route(
        write=OFFICERS,
        own=line_of("soa_draft"),
        foreign=line_of("far_soa"),
        strangers=NEAR | people("emma", "claire", "igor"),
        data=lambda world: {"field": "inclusion", "inclusion": "Our customers ask for it."},
    ),
    "certifications:soa_revise": Route(write=OFFICERS, own=row("far_soa"), **FAR_SOA),
    "certifications:soa_difference": Route(
        read=SEES_SOA, own=versions, foreign=versions, strangers=FAR | people("emma", "petra")
    ),
    "certifications:certificate_soa": Route(
        read=OFFICERS, write=OFFICERS, own=row("certificate"), foreign=row("far_certificate"), strangers=NEAR
    ),
    "certifications:room_soas": Route(read=CLAIRE, own=row("grant"), foreign=row("grant"), strangers=OTHERS),
    "certifications:room_soa": Route(
        read=CLAIRE, own=in_room("soa"), foreign=in_room("far_soa"), strangers=OTHERS | CLAIRE
    ),
    "certifications:grants": Route(read=ASKS),
    "certifications:grant_add": Route(read=ASKS, write=ASKS, needs_more=True),
    "certifications:grant": Route(
        read=OFFICERS | CLAIRE, own=row("grant"), foreign=row("grant"), strangers=people("samir", "tobias", "igor")
    ),
    "certifications:grant_edit": Route(
        read=people("ines"), write=people("ines"), own=row("draft_grant"), needs_more=True
    ),
    "certifications:grant_renew": Route(
        read=OFFICERS, write=OFFICERS, own=row("grant"), foreign=row("grant"), strangers=OUTSIDE, needs_more=True
    ),
    "certifications:grant_log": Route(
        read=OFFICERS, own=row("grant"), foreign=row("grant"), strangers=people("samir", "igor")
    ),
    "certifications:question": Route(
        read=OFFICERS | CLAIRE, own=row("question"), foreign=row("question"), strangers=people("samir", "igor")
    ),
    "certifications:rooms": Route(read=OUTSIDE),
    "certifications:room": Route(read=CLAIRE, own=row("grant"), foreign=row("grant"), strangers=OTHERS),
    "certifications:room_rules": Route(
        read=CLAIRE,
        write=CLAIRE,
        own=row("rules_unread"),
        foreign=row("grant"),
        strangers=OTHERS,
        data=lambda world: {"read": "on"},
    ),
    "certifications:room_clause": Route(read=CLAIRE, own=clause, foreign=clause, strangers=OTHERS),
    "certifications:room_audit": Route(
        read=CLAIRE, own=in_room("audit"), foreign=in_room("far_audit"), strangers=OTHERS | CLAIRE
    ),
    "certifications:room_finding": Route(
        read=CLAIRE, own=in_room("finding"), foreign=in_room("far_finding"), strangers=OTHERS | CLAIRE
    ),
    "certifications:room_evidence": Route(read=CLAIRE, own=piece, foreign=piece, strangers=OTHERS),
    "certifications:room_file": Route(read=CLAIRE, own=file, foreign=file, strangers=OTHERS),
    "certifications:room_questions": Route(
        read=CLAIRE,
        write=CLAIRE,
        own=row("grant"),
        foreign=row("grant"),
        strangers=OTHERS,
        data=lambda world: {"text": "Which tickets?"},
    ),
    "certifications:room_question": Route(
        read=CLAIRE,
        write=CLAIRE,
        own=in_room("question"),
        foreign=in_room("question"),
        strangers=OTHERS,
        data=lambda world: {"text": "And the others?"},
    ),
    "certifications:room_samples": Route(
        read=CLAIRE,
        write=CLAIRE,
        own=row("grant"),
        foreign=row("grant"),
        strangers=OTHERS,
        data=lambda world: {"population": "Sessions of October", "items": "Five"},
    ),
    "certifications:room_log": Route(read=CLAIRE, own=row("grant"), foreign=row("grant"), strangers=OTHERS),
    "certifications:certificates": Route(read=SEES_SCHEMES | people("emma")),
    "certifications:certificate_add": Route(read=OFFICERS, write=OFFICERS, needs_more=True),
    "certifications:certificate": Route(read=SEES_CERTIFICATE, own=row("certificate"), **NEAR_CERTIFICATE),
    "certifications:certificate_edit": Route(
        read=OFFICERS, write=OFFICERS, own=row("certificate"), **NEAR_CERTIFICATE, needs_more=True
    ),
    "certifications:certificate_cycle": Route(read=SEES_CERTIFICATE, own=row("certificate"), **NEAR_CERTIFICATE),
    "certifications:certificate_lineage": Route(
        read=SEES_CERTIFICATE, own=row("certificate"), **NEAR_CERTIFICATE, query="?since=2021-05-14"
    ),
    "certifications:cycle_plan": Route(
        read=OFFICERS, write=OFFICERS, own=row("certificate"), **NEAR_CERTIFICATE, needs_more=True
    ),
    "certifications:cycle_link": Route(
        read=OFFICERS, write=OFFICERS, own=row("certificate"), **NEAR_CERTIFICATE, needs_more=True
    ),
    "certifications:cycle_unlink": Route(
        read=OFFICERS,
        write=OFFICERS,
        own=row("cycle_audit"),
        foreign=row("far_cycle_audit"),
        strangers=people("helena", "samir", "emma"),
    ),
    "certifications:schemes": Route(read=SEES_SCHEMES),
    "certifications:scheme": Route(read=SEES_SCHEMES, own=row("scheme")),
    "certifications:scheme_add": Route(read=OFFICERS, write=OFFICERS, needs_more=True),
    "certifications:scheme_edit": Route(read=OFFICERS, write=OFFICERS, own=row("scheme"), needs_more=True),
    "certifications:bodies": Route(read=SEES_SCHEMES),
    "certifications:body": Route(read=SEES_SCHEMES, own=row("body")),
    "certifications:body_add": Route(read=OFFICERS, write=OFFICERS, needs_more=True),
    "certifications:body_edit": Route(read=OFFICERS, write=OFFICERS, own=row("body"), needs_more=True),
}
