"""Training, signing, recognition: the lines of the access matrix."""

from typing import Any

from tests.routes.lines import (
    INSIDE,
    NEAR,
    OFFICERS,
    OUTSIDE,
    Route,
    people,
    row,
)
from tests.world import World

IMPORTS = people("adam")

NO_IMPORTS = {"foreign": row("hr_import"), "strangers": (INSIDE | OUTSIDE) - IMPORTS}

# Recognition. Priya is a case officer in the world.
NOMINATES = INSIDE - people("adam")

DECIDES_AWARDS = OFFICERS | people("helena", "malik")

SEES_NOMINATION = OFFICERS | people("helena", "petra", "tobias")

FAR_NOMINATION: dict[str, Any] = {"foreign": row("far_nomination"), "strangers": NEAR | people("emma")}

ROUTES: dict[str, Route] = {
    "people:wall": Route(read=INSIDE),
    "people:my_nominations": Route(read=INSIDE),
    "people:awards": Route(read=DECIDES_AWARDS),
    "people:nominations": Route(read=DECIDES_AWARDS | people("petra")),
    "people:nomination_add": Route(read=NOMINATES, write=NOMINATES, needs_more=True),
    "people:nomination": Route(read=SEES_NOMINATION, own=row("nomination"), **FAR_NOMINATION),
    "people:nomination_edit": Route(
        read=people("tobias"),
        write=people("tobias"),
        own=row("nomination_draft"),
        needs_more=True,
        **FAR_NOMINATION,
    ),
    "people:nomination_hold": Route(write=people("petra"), own=row("nomination"), **FAR_NOMINATION),
    "people:my_data": Route(read=INSIDE),
    "people:hr_imports": Route(read=IMPORTS),
    "people:hr_import_add": Route(read=IMPORTS, write=IMPORTS, needs_more=True),
    "people:hr_template": Route(read=IMPORTS, own=lambda world: ("csv",)),
    "people:hr_import": Route(read=IMPORTS, own=row("hr_import"), **NO_IMPORTS),
    "people:hr_import_take": Route(write=IMPORTS, own=row("hr_import"), **NO_IMPORTS),
    "people:hr_import_wrong": Route(read=IMPORTS, own=row("hr_import"), **NO_IMPORTS),
}

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

# Everybody's own page, teams, and how training stands.


def person(name: str):
    return lambda world: (world.company.person(name).uuid,)


FAR_PERSON = {"foreign": person("omar"), "strangers": people("helena", "samir", "emma", "claire", "igor")}
ROUTES |= {
    "people:own_page": Route(read=INSIDE),
    "people:team": Route(read=INSIDE),
    "people:remind_many": Route(write=INSIDE),
    "people:remind": Route(write=OFFICERS | people("helena"), own=person("emma"), needs_more=True, **FAR_PERSON),
    "people:training_matrix": Route(read=OFFICERS | people("helena", "malik")),
    "people:training_people": Route(read=INSIDE),
}

# Learning, and what a course holds. Nobody else, whoever they are, finds what somebody learns.

EMMA, SAMIR = people("emma"), people("samir")

NOT_EMMA = OFFICERS | people("helena", "samir", "omar", "claire")

WRITTEN = {"strangers": people("helena", "samir", "emma", "adam", "omar", "claire")}

FAR_PROOF = {"foreign": row("far_proof"), "strangers": people("helena", "samir", "emma", "claire", "igor")}


def learning(*more: object) -> dict[str, Any]:
    """Emma's course in the middle, for her alone."""

    def place(world: World) -> tuple:
        return (world.learning.uuid, *more)

    return {"own": place, "foreign": place, "strangers": NOT_EMMA}


def passed(world: World) -> tuple:
    return (world.passed.assignment.uuid, world.passed.uuid)


def written(name: str) -> dict[str, Any]:
    return {"own": row(name), "foreign": row(name), **WRITTEN}


def first_answer(world: World) -> dict[str, Any]:
    return {"given": world.learning.sittings.get().drawn.get(position=1).order[0]}


ROUTES |= {
    "people:learn": Route(read=EMMA, **learning()),
    "people:learn_page": Route(read=EMMA, write=EMMA, **learning(1)),
    "people:learn_media": Route(read=EMMA, **learning(3)),
    "people:learn_paper": Route(read=EMMA, **learning(3)),
    "people:quiz": Route(read=EMMA, write=EMMA, **learning()),
    "people:quiz_question": Route(read=EMMA, write=EMMA, data=first_answer, **learning(1)),
    "people:quiz_hand_in": Route(read=EMMA, write=EMMA, needs_more=True, **learning()),
    "people:learn_result": Route(read=SAMIR, own=passed, foreign=passed, strangers=OFFICERS | people("emma", "helena")),
    "people:certificate_check": Route(read=INSIDE),
    "people:training_certificate": Route(
        read=OFFICERS | SAMIR,
        own=row("certificate_of_training"),
        foreign=row("certificate_of_training"),
        strangers=people("helena", "emma", "omar", "claire"),
    ),
    "people:certificate_make": Route(
        write=SAMIR, own=row("learned"), foreign=row("learned"), strangers=OFFICERS | people("helena", "emma", "claire")
    ),
    "people:proofs": Route(read=INSIDE),
    "people:proof_add": Route(read=INSIDE, write=INSIDE, needs_more=True),
    "people:proof": Route(read=OFFICERS | EMMA, own=row("proof"), **FAR_PROOF),
    "people:proof_file": Route(
        read=OFFICERS | EMMA, own=row("proof_file"), **FAR_PROOF | {"foreign": row("far_proof_file")}
    ),
    "people:edition_begin": Route(write=OFFICERS, **FAR_COURSE),
    "people:edition": Route(read=OFFICERS, **written("edition")),
    "people:edition_preview": Route(
        read=OFFICERS,
        own=lambda world: (world.edition.uuid, 1),
        foreign=lambda world: (world.edition.uuid, 1),
        **WRITTEN,
    ),
    "people:page_add": Route(read=OFFICERS, write=OFFICERS, needs_more=True, **written("edition_draft")),
    "people:question_add": Route(read=OFFICERS, write=OFFICERS, needs_more=True, **written("edition_draft")),
    "people:page_edit": Route(read=OFFICERS, write=OFFICERS, needs_more=True, **written("course_page")),
    "people:page_move": Route(write=OFFICERS, **written("course_page")),
    "people:page_remove": Route(write=OFFICERS, **written("course_page")),
    "people:page_media": Route(read=OFFICERS, **written("course_page")),
    "people:page_paper": Route(read=OFFICERS, **written("course_page")),
    "people:question_edit": Route(read=OFFICERS, write=OFFICERS, needs_more=True, **written("course_question")),
    "people:question_remove": Route(write=OFFICERS, **written("course_question")),
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
