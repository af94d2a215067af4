"""Grants and rooms: the lines of the access matrix. The POST lines of rooms are all that people outside write."""

from typing import Any

from tests.routes.lines import FAR, INSIDE, NEAR, OFFICERS, OUTSIDE, TEAM, Route, people, row
from tests.sealed import entry_about
from tests.world import World

ASKS = OFFICERS | people("tobias", "leo")
CLAIRE = people("claire")
VIEWS = OFFICERS | people("tobias", "priya", "leo", "helena", "malik")
SEES_CENTRE = VIEWS - people("malik")
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


def sealed(world: World) -> tuple:
    """The entry of the acceptance of what Claire is shown."""
    return (world.grant.uuid, entry_about(world.shown, "evidence.accept"))


def file(world: World) -> tuple:
    return (world.grant.uuid, world.shown.files.get().uuid)


def paged(world: World) -> tuple:
    """The first page of the picture that the room shows."""
    return (world.grant.uuid, world.shown_picture.files.get().uuid, 1)


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
    "certifications:room_pack": Route(
        read=CLAIRE, write=CLAIRE, own=row("grant"), foreign=row("grant"), strangers=OTHERS
    ),
    "certifications:room_pack_file": Route(
        read=CLAIRE, own=row("grant", "pack"), foreign=row("grant", "pack"), strangers=OTHERS
    ),
    "certifications:grant_packs": Route(
        read=OFFICERS,
        write=OFFICERS,
        own=row("grant"),
        foreign=row("grant"),
        strangers=people("samir", "claire", "igor"),
    ),
    "certifications:grant_pack_file": Route(
        read=OFFICERS,
        own=row("grant", "pack"),
        foreign=row("grant", "pack"),
        strangers=people("samir", "claire", "igor"),
    ),
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
    "certifications:room_population": Route(
        read=CLAIRE,
        write=CLAIRE,
        own=lambda world: (world.grant.uuid, "findings"),
        foreign=lambda world: (world.grant.uuid, "findings"),
        strangers=OTHERS,
        data=lambda world: {"picks": [world.finding.uuid]},
    ),
    "certifications:room_earlier": Route(read=CLAIRE, own=row("grant"), foreign=row("grant"), strangers=OTHERS),
    "certifications:room_certificate": Route(
        read=CLAIRE, own=in_room("room_certificate"), foreign=in_room("far_certificate"), strangers=OTHERS | CLAIRE
    ),
    "certifications:room_view": Route(read=CLAIRE, own=file, foreign=file, strangers=OTHERS),
    "certifications:room_page": Route(read=CLAIRE, own=paged, foreign=paged, strangers=OTHERS),
    "certifications:room_verify": Route(read=CLAIRE, own=row("grant"), foreign=row("grant"), strangers=OTHERS),
    "certifications:room_entry": Route(read=CLAIRE, own=sealed, foreign=sealed, strangers=OTHERS),
    "certifications:room_proof": Route(read=CLAIRE, own=sealed, foreign=sealed, strangers=OTHERS),
    "certifications:room_bytes": Route(read=CLAIRE, own=sealed, foreign=sealed, strangers=OTHERS),
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

ASSURERS = OFFICERS | TEAM | people("leo", "helena", "malik")
SEES_INSPECTION = OFFICERS | TEAM | people("leo", "helena", "samir")
SEES_INSPECTOR = OFFICERS | TEAM | people("leo", "helena")
OWNERS = people("samir", "omar")
NEAR_INSPECTION = {
    "own": row("inspection"),
    "foreign": row("far_inspection"),
    "strangers": NEAR | people("emma", "igor"),
}
NEAR_INSPECTOR = {"own": row("authorisation"), "foreign": row("far_authorisation"), "strangers": NEAR | OUTSIDE}
NEAR_SERVICE = {"own": row("service"), "foreign": row("far_service"), "strangers": NEAR | OUTSIDE}
NEAR_CONFORMITY = {"own": row("conformity"), "foreign": row("far_conformity"), "strangers": NEAR | OUTSIDE}

ROUTES |= {
    "certifications:inspections": Route(read=ASSURERS | OWNERS),
    "certifications:inspection_add": Route(read=OFFICERS, write=OFFICERS, needs_more=True),
    "certifications:inspection": Route(read=SEES_INSPECTION, **NEAR_INSPECTION),
    "certifications:room_inspection": Route(
        read=CLAIRE, own=in_room("inspection"), foreign=in_room("far_inspection"), strangers=OTHERS | CLAIRE
    ),
    "certifications:authorisations": Route(read=ASSURERS),
    "certifications:authorisation_add": Route(read=OFFICERS, write=OFFICERS, needs_more=True),
    "certifications:authorisation": Route(read=SEES_INSPECTOR, **NEAR_INSPECTOR),
    "certifications:authorisation_edit": Route(read=OFFICERS, write=OFFICERS, needs_more=True, **NEAR_INSPECTOR),
    "certifications:services": Route(read=ASSURERS | OWNERS),
    "certifications:service_add": Route(read=OFFICERS, write=OFFICERS, needs_more=True),
    "certifications:service": Route(read=SEES_INSPECTION, **NEAR_SERVICE),
    "certifications:service_edit": Route(read=OFFICERS, write=OFFICERS, needs_more=True, **NEAR_SERVICE),
    "certifications:conformities": Route(read=ASSURERS | OWNERS | people("petra")),
    "certifications:conformity_add": Route(read=OFFICERS, write=OFFICERS, needs_more=True),
    "certifications:conformity": Route(read=SEES_INSPECTION | people("petra"), **NEAR_CONFORMITY),
    "certifications:conformity_edit": Route(read=OFFICERS, write=OFFICERS, needs_more=True, **NEAR_CONFORMITY),
}


def near(name: str, far: str) -> dict[str, Any]:
    """Own and foreign rows of what belongs to a centre's unit."""
    return {"own": row(name), "foreign": row(far), "strangers": NEAR | OUTSIDE}


ROUTES |= {
    "certifications:centres": Route(read=VIEWS),
    "certifications:centre_add": Route(read=OFFICERS, write=OFFICERS, needs_more=True),
    "certifications:centre": Route(read=SEES_CENTRE, **near("centre", "far_centre")),
    "certifications:visit_add": Route(read=OFFICERS, write=OFFICERS, needs_more=True, **near("centre", "far_centre")),
    "certifications:assessments": Route(read=VIEWS),
    "certifications:assessment_add": Route(read=OFFICERS, write=OFFICERS, needs_more=True),
    "certifications:assessment": Route(read=SEES_CENTRE, **near("need", "far_need")),
    "certifications:visits": Route(read=VIEWS),
    "certifications:visit": Route(read=SEES_CENTRE, **near("visit", "far_visit")),
    "certifications:authorities": Route(read=VIEWS),
    "certifications:authority_add": Route(read=OFFICERS, write=OFFICERS, needs_more=True),
    "certifications:authority": Route(read=SEES_CENTRE, **near("authority", "far_authority")),
    "certifications:authority_edit": Route(
        read=OFFICERS, write=OFFICERS, needs_more=True, **near("authority", "far_authority")
    ),
    "certifications:authority_call": Route(
        read=OFFICERS, write=OFFICERS, needs_more=True, **near("authority", "far_authority")
    ),
    "certifications:items": Route(read=VIEWS),
    "certifications:item_add": Route(read=OFFICERS, write=OFFICERS, needs_more=True),
    "certifications:public_item": Route(read=SEES_CENTRE, **near("public_item", "far_item")),
    "certifications:transparency": Route(public=True),
}
