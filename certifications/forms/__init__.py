from certifications.forms import certificate_steps  # noqa: F401  its steps register
from certifications.forms.certificates import CertificateForm, NewCertificateForm
from certifications.forms.grants import GrantForm
from certifications.forms.rooms import AcknowledgeForm, DrawForm, PickForm, QuestionForm, ReplyForm, SampleForm
from certifications.forms.schemes import BodyForm, SchemeForm
from certifications.forms.soa import CiteSoaForm, SoaForm, SoaLineForm, SoaLinesForm

__all__ = [
    "AcknowledgeForm",
    "BodyForm",
    "CertificateForm",
    "CiteSoaForm",
    "DrawForm",
    "GrantForm",
    "NewCertificateForm",
    "PickForm",
    "QuestionForm",
    "ReplyForm",
    "SampleForm",
    "SchemeForm",
    "SoaForm",
    "SoaLineForm",
    "SoaLinesForm",
]
