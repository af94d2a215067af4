from assurance.forms.attachments import AttachForm, Chip, UnlinkForm, WithEvidence
from assurance.forms.catalogue import ControlForm, OwnerForm
from assurance.forms.evidence import EvidenceForm, VersionForm

__all__ = [
    "AttachForm",
    "Chip",
    "ControlForm",
    "EvidenceForm",
    "OwnerForm",
    "UnlinkForm",
    "VersionForm",
    "WithEvidence",
]
