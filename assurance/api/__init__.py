"""The JSON door of assurance: areas, processes, frameworks, controls, guiding documents and evidence."""

from assurance.api.catalogue import Controls, Requirements
from assurance.api.documents import Documents, DocumentVersions
from assurance.api.evidence import EvidenceFiles, EvidencePieces, EvidenceVersions
from assurance.api.frameworks import EditionTransitions, FrameworkImports, Frameworks, Mappings
from assurance.api.gates import GatePasses, Gates
from assurance.api.matrix import Cells
from assurance.api.objectives import Objectives
from assurance.api.processes import Areas, Processes
from assurance.api.products import Builds, Products, ProductVersions
from assurance.api.reviews import ManagementReviews, ReviewInputs, ReviewOutcomes
from assurance.api.suppliers import Assessments, Components, Statements, SupplierFigures, Suppliers
from assurance.api.system import Scopes, Seats
from assurance.api.uploads import EvidenceUploads
from assurance.api.vault import EvidenceGaps, EvidenceRequests, LegalHolds
from foundation.api.doors import Collection, Door

ROUTES: dict[str, type[Collection]] = {
    "areas": Areas,
    "processes": Processes,
    "frameworks": Frameworks,
    "framework-imports": FrameworkImports,
    "edition-transitions": EditionTransitions,
    "mappings": Mappings,
    "requirements": Requirements,
    "controls": Controls,
    "cells": Cells,
    "documents": Documents,
    "document-versions": DocumentVersions,
    "evidence": EvidencePieces,
    "evidence-versions": EvidenceVersions,
    "evidence-files": EvidenceFiles,
    "suppliers": Suppliers,
    "assessments": Assessments,
    "statements": Statements,
    "components": Components,
    "products": Products,
    "product-versions": ProductVersions,
    "builds": Builds,
    "evidence-requests": EvidenceRequests,
    "evidence-gaps": EvidenceGaps,
    "legal-holds": LegalHolds,
    "gates": Gates,
    "gate-passes": GatePasses,
    "scopes": Scopes,
    "seats": Seats,
    "uploads": EvidenceUploads,
    "management-reviews": ManagementReviews,
    "review-inputs": ReviewInputs,
    "review-outcomes": ReviewOutcomes,
    "objectives": Objectives,
}
SINGLE: dict[str, type[Door]] = {"supplier-figures": SupplierFigures}
WITHIN: dict[str, type[Door]] = {}
