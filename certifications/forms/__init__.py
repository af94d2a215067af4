from certifications.forms.grants import GrantForm
from certifications.forms.rooms import AcknowledgeForm, DrawForm, PickForm, QuestionForm, ReplyForm, SampleForm

__all__ = ["AcknowledgeForm", "DrawForm", "GrantForm", "PickForm", "QuestionForm", "ReplyForm", "SampleForm"]
