"""The JSON door of assurance: areas, processes, frameworks, controls and evidence."""

from assurance.api.catalogue import Areas, Controls, Frameworks, Processes, Requirements
from assurance.api.evidence import EvidenceFiles, EvidencePieces, EvidenceVersions
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
}
SINGLE: dict[str, type[Door]] = {}
WITHIN: dict[str, type[Door]] = {}
