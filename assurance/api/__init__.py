"""The JSON door of assurance: areas, processes, frameworks, controls, guiding documents and evidence."""

from assurance.api.catalogue import Areas, Controls, Frameworks, Processes, Requirements
from assurance.api.documents import Documents, DocumentVersions
from assurance.api.evidence import EvidenceFiles, EvidencePieces, EvidenceVersions
from assurance.api.matrix import Cells
from foundation.api.doors import Collection, Door

ROUTES: dict[str, type[Collection]] = {
    "areas": Areas,
    "processes": Processes,
    "frameworks": Frameworks,
    "requirements": Requirements,
    "controls": Controls,
    "cells": Cells,
    "documents": Documents,
    "document-versions": DocumentVersions,
    "evidence": EvidencePieces,
    "evidence-versions": EvidenceVersions,
    "evidence-files": EvidenceFiles,
}
SINGLE: dict[str, type[Door]] = {}
