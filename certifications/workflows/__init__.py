from certifications.workflows.grants import GRANT
from certifications.workflows.inspections import INSPECTION
from certifications.workflows.inspectors import AUTHORISATION
from certifications.workflows.questions import QUESTION, SAMPLE

__all__ = ["AUTHORISATION", "GRANT", "INSPECTION", "QUESTION", "SAMPLE"]
