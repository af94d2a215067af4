from certifications.forms.conformity import ConformityFacts, ConformityForm
from certifications.forms.grants import GrantForm
from certifications.forms.inspections import InspectionForm
from certifications.forms.inspectors import AuthorisationForm
from certifications.forms.rooms import AcknowledgeForm, QuestionForm, ReplyForm, SampleForm
from certifications.forms.services import ServiceFacts, ServiceForm

__all__ = [
    "AcknowledgeForm",
    "AuthorisationForm",
    "ConformityFacts",
    "ConformityForm",
    "GrantForm",
    "InspectionForm",
    "QuestionForm",
    "ReplyForm",
    "SampleForm",
    "ServiceFacts",
    "ServiceForm",
]
