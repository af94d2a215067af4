"""The way of an audit that a body from outside holds: it begins, its findings are logged, its report is recorded."""

from django.utils.translation import gettext_lazy as _

from audits import permissions as may
from audits.models import Audit
from audits.workflows.external_rules import not_external, not_to_begin, not_to_record
from foundation.workflow import Step

S = Audit.State

EXTERNAL: tuple[Step, ...] = (
    Step(
        "begin_external",
        _("Note that the body began"),
        (S.PLANNED, S.INITIATED, S.PREPARED),
        S.IN_PROGRESS,
        may.LEAD_AUDIT,
        blocked_by=not_to_begin,
        verb="audits.begin_external",
        told=_("noted that the body began"),
    ),
    Step(
        "log_external",
        _("Log what the body found"),
        (S.IN_PROGRESS, S.SUSPENDED, S.REPORTING),
        None,
        may.ISSUE_FINDING,
        blocked_by=not_external,
        verb="audits.log_external",
        told=_("logged what the body found"),
    ),
    Step(
        "record_external_report",
        _("Record the body's report"),
        (S.IN_PROGRESS, S.REPORTING),
        S.ISSUED,
        may.LEAD_AUDIT,
        blocked_by=not_to_record,
        verb="audits.record_external_report",
        told=_("recorded the body's report"),
    ),
    Step(
        "attach_letter",
        _("Attach the body's letter"),
        (S.ISSUED, S.FOLLOW_UP),
        None,
        may.CLOSE_AUDIT,
        blocked_by=not_external,
        verb="audits.attach_letter",
        told=_("attached the body's letter"),
    ),
)
