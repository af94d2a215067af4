from certifications.forms.grants import GrantForm
from certifications.forms.rooms import AcknowledgeForm, QuestionForm, ReplyForm, SampleForm
from certifications.forms.soa import CiteSoaForm, SoaForm, SoaLineForm, SoaLinesForm

__all__ = [
    "AcknowledgeForm",
    "CiteSoaForm",
    "GrantForm",
    "QuestionForm",
    "ReplyForm",
    "SampleForm",
    "SoaForm",
    "SoaLineForm",
    "SoaLinesForm",
]
