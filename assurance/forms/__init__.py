from assurance.forms.attachments import AttachForm, Chip, UnlinkForm, WithEvidence
from assurance.forms.catalogue import ControlForm, OwnerForm, ProcessForm
from assurance.forms.evidence import EvidenceForm, VersionForm
from assurance.forms.vault import AnswerForm, HoldForm, ReasonForm, RequestForm

__all__ = [
    "AnswerForm",
    "AttachForm",
    "Chip",
    "ControlForm",
    "EvidenceForm",
    "HoldForm",
    "OwnerForm",
    "ProcessForm",
    "ReasonForm",
    "RequestForm",
    "UnlinkForm",
    "VersionForm",
    "WithEvidence",
]
