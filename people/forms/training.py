"""What is filled in about courses, and about who is asked to take them."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from foundation.access import reach
from foundation.directory.forms.choices import UnitField, reason_field
from foundation.directory.forms.typed import TypedPerson
from foundation.directory.models import JobRole, Person, Unit, User
from foundation.forms import day_input, field_of, text_of, year_can_be
from foundation.steps import StepForm, explain, step_form
from people.models import Course
from people.permissions import DEFINE_COURSE

explain(
    "assignment",
    start=(_("The pages of the course, then its questions."), "play"),
    waive=(_("Nothing is asked until the end of the day; it is asked again on the next."), "hand-raised"),
    unblock=(_("As many attempts again as the course has."), "lock-open"),
)
FACTS = (
    "title",
    "summary",
    "validity_months",
    "pass_mark",
    "max_attempts",
    "minutes",
    "renewal_window_days",
    "clearance",
)


class UnitTicks(forms.ModelMultipleChoiceField):
    """Units of the tree as ticks, indented by their depth."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, unit: Any) -> str:
        return "\N{EM SPACE}" * unit.depth + unit.name


class AudienceForm(forms.Form):
    """Whom a course is for; nothing ticked is everybody."""

    roles = forms.ModelMultipleChoiceField(
        JobRole.objects.order_by("name"),
        to_field_name="uuid",
        required=False,
        label=_("Job roles"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: every job."),
    )
    kinds = forms.MultipleChoiceField(
        choices=Person.Kind.choices,
        required=False,
        label=_("Kinds of people"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: all kinds."),
    )
    units = UnitTicks(
        Unit.objects.none(),
        to_field_name="uuid",
        required=False,
        label=_("Only in"),
        help_text=_("With everything below. None ticked: the whole unit of the course."),
    )


class CourseFacts(AudienceForm):
    """What a course is, and whom it is for."""

    title = field_of(Course, "title")
    summary = text_of(Course, "summary", required=False)
    minutes = field_of(Course, "minutes")
    validity_months = field_of(Course, "validity_months", required=False)
    renewal_window_days = field_of(Course, "renewal_window_days")
    pass_mark = field_of(Course, "pass_mark")
    max_attempts = field_of(Course, "max_attempts")
    clearance = field_of(Course, "clearance", required=False)

    @property
    def audience(self) -> dict[str, Any]:
        """The parts of the audience of a filled form."""
        return {name: self.cleaned_data[name] for name in ("roles", "kinds", "units")}


class CourseForm(CourseFacts):
    """A new course."""

    code = field_of(Course, "code", help_text=_("A short word that stays the same."))
    unit = UnitField(empty_label=None, help_text=_("It asks nobody outside this unit."))
    validity_months = field_of(Course, "validity_months", required=False, initial=12)
    field_order = ("code", "title", "summary", "unit")

    def __init__(self, *args: Any, actor: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Unit.objects.filter(reach(actor, *DEFINE_COURSE.names, unit="")).active(on).order_by("path")
        for name in ("unit", "units"):
            _offer(self, name, units)


class EditCourseForm(CourseFacts):
    """The facts and the audience of a course that is offered."""

    def __init__(self, *args: Any, course: Course, on: date, **kwargs: Any) -> None:
        super().__init__(*args, initial=course_facts(course), **kwargs)
        present = course.audience.units.values("pk")
        units = Unit.objects.below(course.unit)
        _offer(self, "units", (units.active(on) | units.filter(pk__in=present)).order_by("path"))


def _offer(form: forms.Form, name: str, rows: QuerySet[Any]) -> None:
    form.fields[name].queryset = rows  # type: ignore[attr-defined]


def course_facts(course: Course) -> dict[str, Any]:
    audience = course.audience
    parts: dict[str, Any] = {"kinds": audience.kinds}
    for name in ("roles", "units"):
        parts[name] = [row.uuid for row in getattr(audience, name).all()]
    return {name: getattr(course, name) for name in FACTS} | parts


class AssignForm(forms.Form):
    """Somebody who is asked to take a course by hand."""

    person = TypedPerson(
        label=_("Person"),
        help_text=_("The personnel number, or the full name. Whoever completed the course takes it again."),
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].on = on  # type: ignore[attr-defined]


class RetireForm(forms.Form):
    reason = reason_field()


@step_form("assignment.waive")
class WaiveForm(StepForm):
    until = forms.DateField(
        label=_("Until the end of"), widget=day_input(), validators=[year_can_be], help_text=_("A day to come.")
    )
