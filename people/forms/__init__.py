"""What people fill in."""

from people.forms.attestation import CampaignForm, SignForm
from people.forms.training import AssignForm, CourseForm, EditCourseForm, RetireForm, WaiveForm

__all__ = ["AssignForm", "CampaignForm", "CourseForm", "EditCourseForm", "RetireForm", "SignForm", "WaiveForm"]
