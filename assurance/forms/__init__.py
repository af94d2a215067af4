from assurance.forms.attachments import AttachForm, Chip, UnlinkForm, WithEvidence
from assurance.forms.catalogue import ControlForm, OwnerForm, ProcessForm
from assurance.forms.documents import ChangeForm, DocumentForm, DraftForm, GuidanceForm, WriteForm
from assurance.forms.evidence import EvidenceForm, VersionForm
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

__all__ = [
    "AgreementForm",
    "AssessmentForm",
    "AttachForm",
    "BuildForm",
    "ChangeForm",
    "Chip",
    "ComponentForm",
    "ControlForm",
    "DocumentForm",
    "DraftForm",
    "EvidenceForm",
    "GuidanceForm",
    "NewComponentForm",
    "NewSupplierForm",
    "NewVersionForm",
    "OwnerForm",
    "ProcessForm",
    "ProductForm",
    "StatementForm",
    "SupplierForm",
    "SupportForm",
    "UnlinkForm",
    "VersionForm",
    "WithEvidence",
    "WriteForm",
]
