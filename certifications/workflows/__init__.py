from certifications.workflows.certificates import CERTIFICATE
from certifications.workflows.grants import GRANT
from certifications.workflows.inspections import INSPECTION
from certifications.workflows.inspectors import AUTHORISATION
from certifications.workflows.questions import QUESTION, SAMPLE

__all__ = [
    "AUTHORISATION",
    "CERTIFICATE",
    "GRANT",
    "INSPECTION",
    "QUESTION",
    "SAMPLE",
]
