"""What training offers: its register, its events, and the courses that gates ask for."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from assurance.parts import Part, offer_part
from foundation.directory.gates import teach_by
from foundation.topics import tell_under
from people.models import Course
from people.permissions import VIEW_COURSES


def courses_for(clearance: str) -> QuerySet[Course]:
    """The offered courses that give a clearance."""
    return Course.objects.offered().filter(clearance__iexact=clearance).order_by("code")


offer_part(
    Part(
        _("Courses"),
        _("What has to be learned, by whom, and for how long it holds."),
        "people:courses",
        "academic-cap",
        89,
        tuple(VIEW_COURSES.names),
    )
)
tell_under("due", "assignment.assigned", "assignment.ask_again")
teach_by(courses_for)
