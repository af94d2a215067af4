from certifications.forms import certificate_steps  # noqa: F401  its steps register
from certifications.forms.certificates import CertificateForm, NewCertificateForm
from certifications.forms.conformity import ConformityFacts, ConformityForm
from certifications.forms.grants import GrantForm
from certifications.forms.inspections import InspectionForm
from certifications.forms.inspectors import AuthorisationForm
from certifications.forms.rooms import AcknowledgeForm, QuestionForm, ReplyForm, SampleForm
from certifications.forms.schemes import BodyForm, SchemeForm
from certifications.forms.services import ServiceFacts, ServiceForm

__all__ = [
    "AcknowledgeForm",
    "AuthorisationForm",
    "BodyForm",
    "CertificateForm",
    "ConformityFacts",
    "ConformityForm",
    "GrantForm",
    "InspectionForm",
    "NewCertificateForm",
    "QuestionForm",
    "ReplyForm",
    "SampleForm",
    "SchemeForm",
    "ServiceFacts",
    "ServiceForm",
]
