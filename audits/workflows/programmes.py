"""The life cycle of a programme. Source: docs/workflows.md, after ISO 19011 (establish, run, review the programme)."""

from django.utils.translation import gettext_lazy as _

from audits import permissions as may
from audits.models import Programme
from audits.workflows.programme_rules import audits_are_open, incomplete, not_its_line, not_to_be_approved
from foundation.workflow import Step, Workflow

S = Programme.State

PROGRAMME = Workflow(
    "programme",
    Programme,
    S.DRAFT,
    #    name, label, from, to, who, extras
    Step(
        "change",
        _("Change objectives and resources"),
        (S.DRAFT,),
        None,
        may.RUN_PROGRAMME,
        verb="audits.change_programme",
        told=_("changed the programme"),
    ),
    Step(
        "add_risk",
        _("Add a risk"),
        (S.DRAFT, S.APPROVED),
        None,
        may.RUN_PROGRAMME,
        verb="audits.add_programme_risk",
        told=_("added a risk"),
    ),
    Step(
        "justify_gap",
        _("Say why a place stays uncovered"),
        (S.DRAFT,),
        None,
        may.RUN_PROGRAMME,
        verb="audits.justify_gap",
        told=_("gave the reason for a gap"),
    ),
    Step(
        "submit",
        _("Submit for approval"),
        (S.DRAFT,),
        S.IN_REVIEW,
        may.RUN_PROGRAMME,
        blocked_by=incomplete,
        verb="audits.submit_programme",
        told=_("submitted the programme"),
    ),
    Step(
        "send_back",
        _("Send back"),
        (S.IN_REVIEW,),
        S.DRAFT,
        may.APPROVE_PROGRAMME,
        needs_reason=True,
        told=_("sent the programme back"),
    ),
    Step(
        "approve",
        _("Approve"),
        (S.IN_REVIEW,),
        S.APPROVED,
        may.APPROVE_PROGRAMME,
        blocked_by=not_to_be_approved,
        verb="audits.approve_programme",
        told=_("approved the programme"),
    ),
    Step(
        "change_line",
        _("Change a line"),
        (S.APPROVED,),
        None,
        may.RUN_PROGRAMME,
        needs_reason=True,
        blocked_by=not_its_line,
        verb="audits.change_line",
        told=_("changed a line"),
    ),
    Step(
        "drop_line",
        _("Drop a line"),
        (S.APPROVED,),
        None,
        may.RUN_PROGRAMME,
        needs_reason=True,
        blocked_by=not_its_line,
        verb="audits.drop_line",
        second=may.APPROVE_PROGRAMME,
        told=_("dropped a line"),
    ),
    Step(
        "close_year",
        _("Close the year"),
        (S.APPROVED,),
        S.CLOSED,
        may.CLOSE_PROGRAMME,
        blocked_by=audits_are_open,
        verb="audits.close_year",
        told=_("closed the year"),
    ),
)
