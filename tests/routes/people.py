"""Training, signing, recognition: the lines of the access matrix."""

from tests.routes.lines import INSIDE, OFFICERS, OUTSIDE, Route, people, row

ROUTES: dict[str, Route] = {}

# Courses, and who is asked to take them.

DEFINES = OFFICERS | people("adam")
SEES_EMMA = OFFICERS | people("helena", "samir", "emma")
FAR_COURSE = {"own": row("course"), "foreign": row("course"), "strangers": OUTSIDE}
FAR_ASSIGNMENT = {"foreign": row("far_assignment"), "strangers": people("helena", "samir", "emma", "claire", "igor")}
ROUTES |= {
    "people:courses": Route(read=INSIDE),
    "people:course_add": Route(read=DEFINES, write=DEFINES, needs_more=True),
    "people:course": Route(read=INSIDE, **FAR_COURSE),
    "people:course_edit": Route(read=OFFICERS, write=OFFICERS, needs_more=True, **FAR_COURSE),
    "people:course_retire": Route(read=OFFICERS, write=OFFICERS, needs_more=True, **FAR_COURSE),
    "people:course_assign": Route(read=OFFICERS, write=OFFICERS, needs_more=True, **FAR_COURSE),
    "people:assignment": Route(read=SEES_EMMA, own=row("assignment"), **FAR_ASSIGNMENT),
}

# Signing: one's own documents, campaigns, and who signed what.

WATCHES = OFFICERS | people("helena")
EMMA = people("emma")
FAR_CAMPAIGN = {"foreign": row("far_campaign"), "strangers": people("helena", "samir", "emma", "claire", "igor")}
FAR_ANSWER = {"foreign": row("far_attestation"), "strangers": people("helena", "samir", "emma", "claire", "igor")}
NOT_OMAR = {"foreign": row("far_attestation"), "strangers": (INSIDE | OUTSIDE) - people("omar")}


def first_page(name: str):
    return lambda world: (getattr(world, name).uuid, 1)


ROUTES |= {
    "people:to_sign": Route(read=INSIDE),
    "people:campaigns": Route(read=WATCHES | people("malik")),
    "people:campaign_add": Route(read=OFFICERS, write=OFFICERS, needs_more=True),
    "people:campaign": Route(read=WATCHES, own=row("campaign"), **FAR_CAMPAIGN),
    "people:campaign_edit": Route(
        read=OFFICERS, write=OFFICERS, needs_more=True, own=row("campaign_draft"), **FAR_CAMPAIGN
    ),
    "people:campaign_remind": Route(write=WATCHES, own=row("campaign"), needs_more=True, **FAR_CAMPAIGN),
    "people:attestations": Route(read=WATCHES | people("malik")),
    "people:attestation": Route(read=WATCHES | EMMA, own=row("attestation"), **FAR_ANSWER),
    "people:attestation_read": Route(read=EMMA, own=row("attestation"), **NOT_OMAR),
    "people:attestation_sign": Route(write=EMMA, own=row("attestation"), needs_more=True, **NOT_OMAR),
    "people:attestation_page": Route(
        read=EMMA,
        own=first_page("attestation"),
        foreign=first_page("far_attestation"),
        strangers=(INSIDE | OUTSIDE) - people("omar"),
    ),
}
