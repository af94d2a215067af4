"""The life cycle of a file of human resources. Source: M-17."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation import jobs
from foundation.directory.models import User
from foundation.refusals import Given, Refusal
from foundation.workflow import Step, Workflow
from people.models import HrImport
from people.permissions import IMPORT_PEOPLE

S = HrImport.State


def lines_wait(row: HrImport, *, actor: User, on: date, given: Given) -> Refusal | None:
    """A file is taken over once each of its lines was done or refused."""
    if row.compared_on is None:
        return Refusal("reading", _("The file is still being read."))
    if row.lines.to_do().exists():
        return Refusal("lines", _("Lines are still to be done. Take the file over on its page."))
    return None


def job_runs(row: HrImport, *, actor: User, on: date, given: Given) -> Refusal | None:
    """What a job is working on is not dropped under its hands."""
    if row.job is not None and row.job.state in jobs.OPEN:
        return Refusal("running", _("Work on this file is under way. Wait for its end."))
    return None


HR_IMPORT = Workflow(
    "hr_import",
    HrImport,
    S.READ,
    Step(
        "take",
        gettext_lazy("Take over"),
        (S.READ,),
        S.APPLIED,
        IMPORT_PEOPLE,
        blocked_by=lines_wait,
        verb="people.finish_hr_import",
        told=gettext_lazy("took the file over"),
    ),
    Step(
        "drop",
        gettext_lazy("Drop"),
        (S.READ,),
        S.DROPPED,
        IMPORT_PEOPLE,
        blocked_by=job_runs,
        told=gettext_lazy("dropped the file"),
    ),
    Step(
        "compare",
        gettext_lazy("Compare anew"),
        (S.READ,),
        None,
        IMPORT_PEOPLE,
        blocked_by=job_runs,
        verb="people.compare_hr_file_anew",
        told=gettext_lazy("had the file compared anew"),
    ),
)
