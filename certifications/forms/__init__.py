from certifications.forms.grants import GrantForm
from certifications.forms.rooms import AcknowledgeForm, QuestionForm, ReplyForm, SampleForm

__all__ = ["AcknowledgeForm", "GrantForm", "QuestionForm", "ReplyForm", "SampleForm"]
