from certifications.forms import (  # noqa: F401  its steps register
    certificate_steps,
)
from certifications.forms.centres import AssessmentForm, CentreForm
from certifications.forms.certificates import CertificateForm, NewCertificateForm
from certifications.forms.conformity import ConformityFacts, ConformityForm
from certifications.forms.grants import GrantForm
from certifications.forms.inspections import InspectionForm
from certifications.forms.inspectors import AuthorisationForm
from certifications.forms.rooms import AcknowledgeForm, DrawForm, PickForm, QuestionForm, ReplyForm, SampleForm
from certifications.forms.schemes import BodyForm, SchemeForm
from certifications.forms.services import ServiceFacts, ServiceForm
from certifications.forms.soa import CiteSoaForm, SoaForm, SoaLineForm, SoaLinesForm
from certifications.forms.visits import AuthorityForm, CallBackForm, ItemForm, NewAuthorityForm, VisitForm

__all__ = [
    "AcknowledgeForm",
    "AssessmentForm",
    "AuthorisationForm",
    "AuthorityForm",
    "BodyForm",
    "CallBackForm",
    "CentreForm",
    "CertificateForm",
    "CiteSoaForm",
    "ConformityFacts",
    "ConformityForm",
    "DrawForm",
    "GrantForm",
    "InspectionForm",
    "ItemForm",
    "NewAuthorityForm",
    "NewCertificateForm",
    "PickForm",
    "QuestionForm",
    "ReplyForm",
    "SampleForm",
    "SchemeForm",
    "ServiceFacts",
    "ServiceForm",
    "SoaForm",
    "SoaLineForm",
    "SoaLinesForm",
    "VisitForm",
]
