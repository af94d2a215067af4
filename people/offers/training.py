"""What training offers: its register, its events, and the courses that gates ask for."""

from typing import Any

from django.db.models import QuerySet, TextField, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from assurance.parts import Part, offer_part
from foundation.directory.gates import teach_by
from foundation.topics import tell_under
from people.models import Course
from people.permissions import VIEW_COURSES


def courses_for(clearance: Any) -> QuerySet[Course]:
    """The offered courses that give a clearance, with what they are called in `words`."""
    rows = Course.objects.offered().exclude(clearance="").filter(clearance=clearance).order_by("code")
    return rows.annotate(words=Concat("code", Value(" "), "title", output_field=TextField()))


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
