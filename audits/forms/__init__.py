from audits.forms import audits, checklists, departures, external, seats  # noqa: F401  their steps register
from audits.forms.corrective import CompleteForm
from audits.forms.findings import AcceptForm
from audits.forms.programme import EndLineForm, LineForm
from audits.forms.programmes import ProgrammeForm
from audits.forms.schedule import ScheduleForm
from audits.forms.verification import VerifyForm

__all__ = ["AcceptForm", "CompleteForm", "EndLineForm", "LineForm", "ProgrammeForm", "ScheduleForm", "VerifyForm"]
