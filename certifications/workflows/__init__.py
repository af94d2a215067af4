from certifications.workflows.certificates import CERTIFICATE
from certifications.workflows.grants import GRANT
from certifications.workflows.questions import QUESTION, SAMPLE
from certifications.workflows.soa import SOA

__all__ = [
    "CERTIFICATE",
    "GRANT",
    "QUESTION",
    "SAMPLE",
    "SOA",
]
