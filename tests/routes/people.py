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

# Recognition. Priya is a case officer in the world.
NOMINATES = INSIDE - people("adam")

DECIDES_AWARDS = OFFICERS | people("helena", "malik")

SEES_NOMINATION = OFFICERS | people("helena", "priya", "tobias")

FAR_NOMINATION: dict[str, Any] = {"foreign": row("far_nomination"), "strangers": NEAR | people("emma", "petra")}

ROUTES: dict[str, Route] = {
    "people:wall": Route(read=INSIDE),
    "people:my_nominations": Route(read=INSIDE),
    "people:awards": Route(read=DECIDES_AWARDS),
    "people:nominations": Route(read=DECIDES_AWARDS | people("priya")),
    "people:nomination_add": Route(read=NOMINATES, write=NOMINATES, needs_more=True),
    "people:nomination": Route(read=SEES_NOMINATION, own=row("nomination"), **FAR_NOMINATION),
    "people:nomination_edit": Route(
        read=people("tobias"),
        write=people("tobias"),
        own=row("nomination_draft"),
        needs_more=True,
        **FAR_NOMINATION,
    ),
    "people:nomination_hold": Route(write=people("priya"), own=row("nomination"), **FAR_NOMINATION),
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
