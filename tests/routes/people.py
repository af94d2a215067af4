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
