from assurance.forms.attachments import AttachForm, Chip, UnlinkForm, WithEvidence
from assurance.forms.catalogue import ControlForm, OwnerForm, ProcessFactsForm, ProcessForm
from assurance.forms.documents import ChangeForm, DocumentForm, DraftForm, GuidanceForm, WriteForm
from assurance.forms.evidence import EvidenceForm, VersionForm
from assurance.forms.gates import GateForm, NewGateForm, PassForm, ProveForm
from assurance.forms.products import BuildForm, NewVersionForm, ProductForm, SupportForm
from assurance.forms.suppliers import (
    AgreementForm,
    AssessmentForm,
    ComponentForm,
    NewComponentForm,
    NewSupplierForm,
    StatementForm,
    SupplierForm,
)
from assurance.forms.system import AppointForm, EndSeatForm, ScopeForm
from assurance.forms.vault import AnswerForm, HoldForm, ReasonForm, RequestForm

__all__ = [
    "AgreementForm",
    "AnswerForm",
    "AppointForm",
    "AssessmentForm",
    "AttachForm",
    "BuildForm",
    "ChangeForm",
    "Chip",
    "ComponentForm",
    "ControlForm",
    "DocumentForm",
    "DraftForm",
    "EndSeatForm",
    "EvidenceForm",
    "GateForm",
    "GuidanceForm",
    "HoldForm",
    "NewComponentForm",
    "NewGateForm",
    "NewSupplierForm",
    "NewVersionForm",
    "OwnerForm",
    "PassForm",
    "ProcessFactsForm",
    "ProcessForm",
    "ProductForm",
    "ProveForm",
    "ReasonForm",
    "RequestForm",
    "ScopeForm",
    "StatementForm",
    "SupplierForm",
    "SupportForm",
    "UnlinkForm",
    "VersionForm",
    "WithEvidence",
    "WriteForm",
]
