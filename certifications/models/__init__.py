from certifications.models.assessments import NeedsAssessment
from certifications.models.authorities import AuthorisingAuthority
from certifications.models.bodies import CertificationBody, Scheme
from certifications.models.centre_parts import Agreement, CentreRoom, Seat
from certifications.models.centres import Centre
from certifications.models.certificates import PREPARING, Certificate, ScopeExclusion, Suspension
from certifications.models.conformity import ProductConformity
from certifications.models.cycles import Cycle, CycleAudit
from certifications.models.earlier import EarlierAudit
from certifications.models.grants import Acknowledgement, Grant, GrantRule
from certifications.models.inspections import Inspection
from certifications.models.inspectors import InspectorAuthorisation
from certifications.models.packs import EvidencePack
from certifications.models.questions import Message, Question
from certifications.models.samples import Sample, SamplePick
from certifications.models.services import DeliveryService
from certifications.models.soa import SoaLine, StatementOfApplicability
from certifications.models.transparency import PublicItem
from certifications.models.visits import Booking, Device, LogLine, Material, Visit, Visitor

__all__ = [
    "PREPARING",
    "Acknowledgement",
    "Agreement",
    "AuthorisingAuthority",
    "Booking",
    "Centre",
    "CentreRoom",
    "Certificate",
    "CertificationBody",
    "Cycle",
    "CycleAudit",
    "DeliveryService",
    "Device",
    "EarlierAudit",
    "EvidencePack",
    "Grant",
    "GrantRule",
    "Inspection",
    "InspectorAuthorisation",
    "LogLine",
    "Material",
    "Message",
    "NeedsAssessment",
    "ProductConformity",
    "PublicItem",
    "Question",
    "Sample",
    "SamplePick",
    "Scheme",
    "ScopeExclusion",
    "Seat",
    "SoaLine",
    "StatementOfApplicability",
    "Suspension",
    "Visit",
    "Visitor",
]
