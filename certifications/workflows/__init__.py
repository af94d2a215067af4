from certifications.workflows.grants import GRANT
from certifications.workflows.questions import QUESTION, SAMPLE
from certifications.workflows.soa import SOA

__all__ = ["GRANT", "QUESTION", "SAMPLE", "SOA"]
