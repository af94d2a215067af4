from assurance.forms.attachments import AttachForm, Chip, UnlinkForm, WithEvidence
from assurance.forms.catalogue import ControlForm, OwnerForm, ProcessForm
from assurance.forms.evidence import EvidenceForm, VersionForm

__all__ = [
    "AttachForm",
    "Chip",
    "ControlForm",
    "EvidenceForm",
    "OwnerForm",
    "ProcessForm",
    "UnlinkForm",
    "VersionForm",
    "WithEvidence",
]
