from certifications.workflows.assessments import ASSESSMENT
from certifications.workflows.centres import CENTRE
from certifications.workflows.certificates import CERTIFICATE
from certifications.workflows.grants import GRANT
from certifications.workflows.inspections import INSPECTION
from certifications.workflows.inspectors import AUTHORISATION
from certifications.workflows.questions import QUESTION, SAMPLE
from certifications.workflows.soa import SOA
from certifications.workflows.transparency import PUBLIC_ITEM
from certifications.workflows.visits import BOOKING, VISIT

__all__ = [
    "ASSESSMENT",
    "AUTHORISATION",
    "BOOKING",
    "CENTRE",
    "CERTIFICATE",
    "GRANT",
    "INSPECTION",
    "PUBLIC_ITEM",
    "QUESTION",
    "SAMPLE",
    "SOA",
    "VISIT",
]
