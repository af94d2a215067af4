from certifications.forms.centres import AssessmentForm, CentreForm
from certifications.forms.grants import GrantForm
from certifications.forms.rooms import AcknowledgeForm, QuestionForm, ReplyForm, SampleForm
from certifications.forms.visits import AuthorityForm, CallBackForm, ItemForm, NewAuthorityForm, VisitForm

__all__ = [
    "AcknowledgeForm",
    "AssessmentForm",
    "AuthorityForm",
    "CallBackForm",
    "CentreForm",
    "GrantForm",
    "ItemForm",
    "NewAuthorityForm",
    "QuestionForm",
    "ReplyForm",
    "SampleForm",
    "VisitForm",
]
