from certifications.models.bodies import CertificationBody, Scheme
from certifications.models.certificates import Certificate, ScopeExclusion, Suspension
from certifications.models.conformity import ProductConformity
from certifications.models.cycles import Cycle, CycleAudit
from certifications.models.grants import Acknowledgement, Grant, GrantRule
from certifications.models.inspections import Inspection
from certifications.models.inspectors import InspectorAuthorisation
from certifications.models.questions import Message, Question, Sample
from certifications.models.services import DeliveryService

__all__ = [
    "Acknowledgement",
    "Certificate",
    "CertificationBody",
    "Cycle",
    "CycleAudit",
    "DeliveryService",
    "Grant",
    "GrantRule",
    "Inspection",
    "InspectorAuthorisation",
    "Message",
    "ProductConformity",
    "Question",
    "Sample",
    "Scheme",
    "ScopeExclusion",
    "Suspension",
]
