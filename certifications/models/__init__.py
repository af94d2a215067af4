from certifications.models.grants import Acknowledgement, Grant, GrantRule
from certifications.models.questions import Message, Question, Sample

__all__ = ["Acknowledgement", "Grant", "GrantRule", "Message", "Question", "Sample"]
