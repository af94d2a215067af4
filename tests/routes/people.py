"""Training, signing, recognition: the lines of the access matrix."""

from tests.routes.lines import INSIDE, OUTSIDE, Route, people, row

IMPORTS = people("adam")
NO_IMPORTS = {"foreign": row("hr_import"), "strangers": (INSIDE | OUTSIDE) - IMPORTS}

ROUTES: dict[str, Route] = {
    "people:my_data": Route(read=INSIDE),
    "people:hr_imports": Route(read=IMPORTS),
    "people:hr_import_add": Route(read=IMPORTS, write=IMPORTS, needs_more=True),
    "people:hr_template": Route(read=IMPORTS, own=lambda world: ("csv",)),
    "people:hr_import": Route(read=IMPORTS, own=row("hr_import"), **NO_IMPORTS),
    "people:hr_import_take": Route(write=IMPORTS, own=row("hr_import"), **NO_IMPORTS),
    "people:hr_import_wrong": Route(read=IMPORTS, own=row("hr_import"), **NO_IMPORTS),
}
