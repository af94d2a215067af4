"""The additional training of a sanction, once it is final: asked for by hand, and nothing in it says why. Source: 2.20."""

from datetime import date

from django.db.models import QuerySet

from foundation.access import robot
from foundation.directory.models import Person
from people.actions import assign_course
from people.cases.models import Case, Sanction
from people.cases.separation import subject_of
from people.models import Assignment, Course


def courses() -> QuerySet[Course]:
    """What a decision may ask for."""
    return Course.objects.filter(is_active=True).order_by("code")


def ask_for_training(case: Case, *, on: date) -> None:
    """Assigns the course that the sanction names by its code, to somebody who still works here and is not asked already."""
    code = Sanction.objects.filter(case=case).values_list("training", flat=True).first()
    course = courses().filter(code=code).first() if code else None
    person = subject_of(case)
    if course is None or person is None or not _can_be_asked(course, person, on=on):
        return
    assign_course(actor=robot(), course=course, person=person, on=on)


def _can_be_asked(course: Course, person: Person, *, on: date) -> bool:
    waiting = Assignment.objects.active().filter(course=course, person=person).exclude(state=Assignment.State.COMPLETED)
    return Person.objects.active(on).filter(pk=person.pk).exists() and not waiting.exists()
