"""What people fill in."""

from people.forms.attestation import CampaignForm, SignForm

__all__ = ["CampaignForm", "SignForm"]
