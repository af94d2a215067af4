from certifications.workflows.grants import GRANT
from certifications.workflows.questions import QUESTION, SAMPLE

__all__ = ["GRANT", "QUESTION", "SAMPLE"]
