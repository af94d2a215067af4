from assurance.forms.attachments import AttachForm, Chip, UnlinkForm, WithEvidence
from assurance.forms.catalogue import ControlForm, OwnerForm, ProcessForm
from assurance.forms.documents import ChangeForm, DocumentForm, DraftForm, GuidanceForm, WriteForm
from assurance.forms.evidence import EvidenceForm, VersionForm

__all__ = [
    "AttachForm",
    "ChangeForm",
    "Chip",
    "ControlForm",
    "DocumentForm",
    "DraftForm",
    "EvidenceForm",
    "GuidanceForm",
    "OwnerForm",
    "ProcessForm",
    "UnlinkForm",
    "VersionForm",
    "WithEvidence",
    "WriteForm",
]
