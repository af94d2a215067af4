"""The lists of the app."""

from people.lists.attestation import AttestationList, CampaignList

__all__ = ["AttestationList", "CampaignList"]
