"""What people fill in."""

from people.forms.training import AssignForm, CourseForm, EditCourseForm, RetireForm, WaiveForm

__all__ = ["AssignForm", "CourseForm", "EditCourseForm", "RetireForm", "WaiveForm"]
