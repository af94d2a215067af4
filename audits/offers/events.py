"""Which events of audits other systems may be told of, and what about them stays inside."""

from django.utils.translation import gettext_lazy as _

from audits.models import Audit, Finding, Sample, WorkingPaper
from audits.workflows import AUDIT, FINDING
from foundation.rows import Grading
from foundation.topics import tell_under
from foundation.webhooks.kinds import Family, keep_inside, offer_events

GRADED = (Grading.CONFIDENTIAL, Grading.SECRET)


def is_a_surprise(audit: Audit) -> bool:
    """An unannounced audit that has not opened yet."""
    return audit.is_kept_quiet


def belongs_to_the_team(finding: Finding) -> bool:
    """A draft, or a finding of a graded audit."""
    return finding.state == Finding.State.DRAFT or finding.audit.grading in GRADED


def belongs_to_the_work(row: WorkingPaper | Sample) -> bool:
    """What auditors write for one another never leaves, whatever is said about it."""
    return True


offer_events(
    Family(
        "action",
        _("Corrective actions"),
        more=[("added", _("Added")), ("handed_on", _("Handed on")), ("implemented", _("Implemented"))],
    ),
    Family("audit", _("Audits"), steps=AUDIT, more=[("scheduled", _("Scheduled"))]),
    Family("finding", _("Findings"), steps=FINDING, more=[("handed_on", _("Handed on"))]),
)
keep_inside(Audit, is_a_surprise)
keep_inside(Finding, belongs_to_the_team)
keep_inside(WorkingPaper, belongs_to_the_work)
keep_inside(Sample, belongs_to_the_work)
tell_under("due", "finding.reminded", "finding.escalated")
