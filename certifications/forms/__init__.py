from certifications.forms import certificate_steps  # noqa: F401  its steps register
from certifications.forms.certificates import CertificateForm, NewCertificateForm
from certifications.forms.grants import GrantForm
from certifications.forms.rooms import AcknowledgeForm, DrawForm, PickForm, QuestionForm, ReplyForm, SampleForm
from certifications.forms.schemes import BodyForm, SchemeForm

__all__ = [
    "AcknowledgeForm",
    "BodyForm",
    "CertificateForm",
    "DrawForm",
    "GrantForm",
    "NewCertificateForm",
    "PickForm",
    "QuestionForm",
    "ReplyForm",
    "SampleForm",
    "SchemeForm",
]
