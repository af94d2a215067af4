"""The JSON door of assurance: areas, processes, frameworks, controls and evidence."""

from assurance.api.catalogue import Areas, Controls, Frameworks, Processes, Requirements
from assurance.api.evidence import EvidenceFiles, EvidencePieces, EvidenceVersions
from assurance.api.vault import EvidenceGaps, EvidenceRequests, LegalHolds
from foundation.api.doors import Collection, Door

ROUTES: dict[str, type[Collection]] = {
    "areas": Areas,
    "processes": Processes,
    "frameworks": Frameworks,
    "requirements": Requirements,
    "controls": Controls,
    "evidence": EvidencePieces,
    "evidence-versions": EvidenceVersions,
    "evidence-files": EvidenceFiles,
    "evidence-requests": EvidenceRequests,
    "evidence-gaps": EvidenceGaps,
    "legal-holds": LegalHolds,
}
SINGLE: dict[str, type[Door]] = {}
