"""What people fill in."""

from people.forms.attestation import CampaignForm, SignForm
from people.forms.hr_import import HrFileForm, TakeForm, new_form
from people.forms.nomination import NewNominationForm, NominationForm, ReviewForm
from people.forms.training import AssignForm, CourseForm, EditCourseForm, RetireForm, WaiveForm

__all__ = [
    "AssignForm",
    "CampaignForm",
    "CourseForm",
    "EditCourseForm",
    "HrFileForm",
    "NewNominationForm",
    "NominationForm",
    "RetireForm",
    "ReviewForm",
    "SignForm",
    "TakeForm",
    "WaiveForm",
    "new_form",
]
