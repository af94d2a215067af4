"""What people fill in."""

from people.forms.attestation import CampaignForm, SignForm
from people.forms.nomination import NewNominationForm, NominationForm, ReviewForm
from people.forms.training import AssignForm, CourseForm, EditCourseForm, RetireForm, WaiveForm

__all__ = [
    "AssignForm",
    "CampaignForm",
    "CourseForm",
    "EditCourseForm",
    "NewNominationForm",
    "NominationForm",
    "RetireForm",
    "ReviewForm",
    "SignForm",
    "WaiveForm",
]
