from assurance.models.evidence import Evidence, EvidenceFile, EvidenceLink, EvidenceVersion
from assurance.models.frameworks import Control, Framework, Requirement, RequirementMapping
from assurance.models.processes import Area, Process

__all__ = [
    "Area",
    "Control",
    "Evidence",
    "EvidenceFile",
    "EvidenceLink",
    "EvidenceVersion",
    "Framework",
    "Process",
    "Requirement",
    "RequirementMapping",
]
