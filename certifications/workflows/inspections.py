"""The life cycle of an inspection, from the authority's request to its result. Source: 2.14 (docs/inspections.md)."""

from django.utils.translation import gettext_lazy as _

from certifications import permissions as may
from certifications.models import Inspection
from certifications.workflows.inspection_rules import (
    no_build,
    not_the_result,
    not_to_admit,
    not_to_go_on,
    not_to_name,
    not_to_schedule,
)
from foundation.workflow import Step, Workflow

S = Inspection.State
NOT_OVER = (S.REQUESTED, S.SCHEDULED, S.IN_PROGRESS, S.PAUSED, S.RESULT_PENDING)

INSPECTION = Workflow(
    "inspection",
    Inspection,
    S.REQUESTED,
    #    name, label, from, to, who, extras
    Step(
        "schedule",
        _("Schedule"),
        (S.REQUESTED,),
        S.SCHEDULED,
        may.RUN_INSPECTION,
        blocked_by=not_to_schedule,
        verb="certifications.schedule_inspection",
        told=_("scheduled it"),
    ),
    Step(
        "name_inspectors",
        _("Name the inspectors anew"),
        (S.SCHEDULED, S.PAUSED),
        None,
        may.RUN_INSPECTION,
        blocked_by=not_to_name,
        verb="certifications.name_inspectors",
        told=_("named the inspectors anew"),
    ),
    Step(
        "admit",
        _("Let the inspectors in"),
        (S.SCHEDULED,),
        S.IN_PROGRESS,
        may.RUN_INSPECTION,
        blocked_by=not_to_admit,
        verb="certifications.admit_inspectors",
        told=_("let the inspectors in"),
    ),
    Step(
        "compare",
        _("Record the comparison of builds"),
        (S.IN_PROGRESS,),
        None,
        may.RUN_INSPECTION,
        blocked_by=no_build,
        verb="certifications.compare_builds",
        told=_("recorded the comparison of builds"),
    ),
    Step(
        "pause",
        _("Pause"),
        (S.IN_PROGRESS,),
        S.PAUSED,
        may.KEEP_INSPECTIONS,
        verb="certifications.pause_inspection",
        told=_("paused it, since an authorisation has ended"),
    ),
    Step(
        "resume",
        _("Go on"),
        (S.PAUSED,),
        S.IN_PROGRESS,
        may.RUN_INSPECTION,
        blocked_by=not_to_go_on,
        told=_("let the inspectors go on"),
    ),
    Step(
        "finish",
        _("Finish"),
        (S.IN_PROGRESS, S.PAUSED),
        S.RESULT_PENDING,
        may.RUN_INSPECTION,
        verb="certifications.finish_inspection",
        told=_("noted that the inspectors finished"),
    ),
    Step(
        "record_result",
        _("Record the result"),
        (S.RESULT_PENDING,),
        S.COMPLETED,
        may.RUN_INSPECTION,
        blocked_by=not_the_result,
        verb="certifications.record_inspection_result",
        told=_("recorded the authority's result"),
    ),
    Step(
        "withdraw",
        _("Note that the authority withdrew"),
        NOT_OVER,
        S.WITHDRAWN,
        may.RUN_INSPECTION,
        needs_reason=True,
        verb="certifications.withdraw_inspection",
        told=_("noted that the authority withdrew"),
    ),
    Step(
        "refuse",
        _("Refuse"),
        NOT_OVER,
        S.REFUSED,
        may.RUN_INSPECTION,
        needs_reason=True,
        verb="certifications.refuse_inspection",
        second=may.REFUSE_AS_COUNSEL,
        told=_("refused it"),
    ),
)
