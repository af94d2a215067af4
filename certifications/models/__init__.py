from certifications.models.bodies import CertificationBody, Scheme
from certifications.models.certificates import PREPARING, Certificate, ScopeExclusion, Suspension
from certifications.models.cycles import Cycle, CycleAudit
from certifications.models.earlier import EarlierAudit
from certifications.models.grants import Acknowledgement, Grant, GrantRule
from certifications.models.questions import Message, Question
from certifications.models.samples import Sample, SamplePick
from certifications.models.soa import SoaLine, StatementOfApplicability

__all__ = [
    "PREPARING",
    "Acknowledgement",
    "Certificate",
    "CertificationBody",
    "Cycle",
    "CycleAudit",
    "EarlierAudit",
    "Grant",
    "GrantRule",
    "Message",
    "Question",
    "Sample",
    "SamplePick",
    "Scheme",
    "ScopeExclusion",
    "SoaLine",
    "StatementOfApplicability",
    "Suspension",
]
