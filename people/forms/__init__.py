"""What people fill in."""

from people.forms.nomination import NewNominationForm, NominationForm, ReviewForm
from people.forms.training import AssignForm, CourseForm, EditCourseForm, RetireForm, WaiveForm

__all__ = [
    "AssignForm",
    "CourseForm",
    "EditCourseForm",
    "NewNominationForm",
    "NominationForm",
    "RetireForm",
    "ReviewForm",
    "WaiveForm",
]
