from assurance.forms.attachments import AttachForm, Chip, UnlinkForm, WithEvidence
from assurance.forms.catalogue import ControlForm, OwnerForm, ProcessForm
from assurance.forms.documents import ChangeForm, DocumentForm, DraftForm, GuidanceForm, WriteForm
from assurance.forms.evidence import EvidenceForm, VersionForm
from assurance.forms.gates import GateFactsForm, NewGateForm, PassForm, ProofForm
from assurance.forms.many import ManyForm, added_files, added_uploads, judged_all
from assurance.forms.objectives import ObjectiveForm, WithdrawObjectiveForm
from assurance.forms.processes import ProcessFactsForm
from assurance.forms.products import BuildForm, NewVersionForm, ProductForm, SupportForm
from assurance.forms.reviews import DoneForm, InputForm, OutcomeForm, ReviewForm
from assurance.forms.suppliers import (
    AgreementForm,
    AssessmentForm,
    ComponentForm,
    NewComponentForm,
    NewSupplierForm,
    StatementForm,
    SupplierForm,
)
from assurance.forms.system import EndSeatForm, ScopeForm, SeatForm
from assurance.forms.vault import AnswerForm, HoldForm, ReasonForm, RequestForm

__all__ = [
    "AgreementForm",
    "AnswerForm",
    "AssessmentForm",
    "AttachForm",
    "BuildForm",
    "ChangeForm",
    "Chip",
    "ComponentForm",
    "ControlForm",
    "DocumentForm",
    "DoneForm",
    "DraftForm",
    "EndSeatForm",
    "EvidenceForm",
    "GateFactsForm",
    "GuidanceForm",
    "HoldForm",
    "InputForm",
    "ManyForm",
    "NewComponentForm",
    "NewGateForm",
    "NewSupplierForm",
    "NewVersionForm",
    "ObjectiveForm",
    "OutcomeForm",
    "OwnerForm",
    "PassForm",
    "ProcessFactsForm",
    "ProcessForm",
    "ProductForm",
    "ProofForm",
    "ReasonForm",
    "RequestForm",
    "ReviewForm",
    "ScopeForm",
    "SeatForm",
    "StatementForm",
    "SupplierForm",
    "SupportForm",
    "UnlinkForm",
    "VersionForm",
    "WithEvidence",
    "WithdrawObjectiveForm",
    "WriteForm",
    "added_files",
    "added_uploads",
    "judged_all",
]
