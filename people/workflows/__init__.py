"""The life cycles of the app."""

from people.workflows.attestation import ATTESTATION, CAMPAIGN

__all__ = ["ATTESTATION", "CAMPAIGN"]
