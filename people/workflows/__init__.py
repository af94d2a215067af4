"""The life cycles of the app."""

from people.workflows.attestation import ATTESTATION, CAMPAIGN
from people.workflows.editions import EDITION
from people.workflows.hr_import import HR_IMPORT
from people.workflows.nomination import NOMINATION, NOMINATION_HOLD
from people.workflows.proofs import PROOF
from people.workflows.training import ASSIGNMENT

__all__ = [
    "ASSIGNMENT",
    "ATTESTATION",
    "CAMPAIGN",
    "EDITION",
    "HR_IMPORT",
    "NOMINATION",
    "NOMINATION_HOLD",
    "PROOF",
]
