from certifications.workflows.assessments import ASSESSMENT
from certifications.workflows.centres import CENTRE
from certifications.workflows.grants import GRANT
from certifications.workflows.questions import QUESTION, SAMPLE
from certifications.workflows.transparency import PUBLIC_ITEM
from certifications.workflows.visits import BOOKING, VISIT

__all__ = ["ASSESSMENT", "BOOKING", "CENTRE", "GRANT", "PUBLIC_ITEM", "QUESTION", "SAMPLE", "VISIT"]
