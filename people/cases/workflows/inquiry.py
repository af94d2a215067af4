"""The steps of a case from the report to the hearing. Source: 2.20 (docs/cases.md)."""

from django.utils.translation import gettext_lazy as _

from foundation.workflow import Step
from people.cases import permissions as may
from people.cases.models import OPEN, State
from people.cases.workflows import rules

S = State
AT_WORK = (S.INVESTIGATING, S.HEARING)
UNDECIDED = (S.INVESTIGATING, S.HEARING, S.DECISION_PENDING)

INQUIRY = (
    #    name, label, from, to, who, extras
    Step(
        "acknowledge",
        _("Acknowledge"),
        (S.REPORTED,),
        None,
        may.HANDLE,
        blocked_by=rules.acknowledged,
        verb="cases.acknowledge_case",
        told=_("acknowledged the report"),
    ),
    Step(
        "propose_dismissal",
        _("Propose to dismiss"),
        (S.REPORTED,),
        None,
        may.HANDLE,
        needs_reason=True,
        blocked_by=rules.not_to_propose_dismissal,
        verb="cases.propose_dismissal",
        told=_("proposed to dismiss it"),
    ),
    Step(
        "dismiss",
        _("Dismiss"),
        (S.REPORTED,),
        S.DISMISSED,
        may.HANDLE,
        needs_reason=True,
        blocked_by=rules.not_to_dismiss,
        verb="cases.dismiss_case",
        told=_("dismissed it at intake"),
    ),
    Step(
        "open",
        _("Open the investigation"),
        (S.REPORTED,),
        S.INVESTIGATING,
        may.HANDLE,
        blocked_by=rules.not_to_investigate,
        verb="cases.open_case",
        told=_("opened the investigation"),
    ),
    Step(
        "replace_investigator",
        _("Name another investigator"),
        (S.INVESTIGATING,),
        None,
        may.HANDLE,
        needs_reason=True,
        blocked_by=rules.not_to_investigate,
        verb="cases.replace_investigator",
        told=_("named another investigator"),
    ),
    Step(
        "consult",
        _("Ask counsel"),
        OPEN,
        None,
        may.HANDLE,
        blocked_by=rules.consulted,
        verb="cases.consult_counsel",
        told=_("asked counsel"),
    ),
    Step(
        "tell_subject",
        _("Tell the person"),
        UNDECIDED,
        None,
        may.HANDLE,
        blocked_by=rules.not_to_tell,
        verb="cases.tell_subject",
        told=_("told the person"),
    ),
    Step(
        "delay_telling",
        _("Delay telling the person"),
        AT_WORK,
        None,
        may.ADVISE,
        needs_reason=True,
        blocked_by=rules.told_already,
        verb="cases.delay_telling",
        told=_("delayed telling the person"),
    ),
    Step(
        "impose_measure",
        _("Interim measure"),
        UNDECIDED,
        None,
        may.HANDLE,
        blocked_by=rules.measure_runs,
        verb="cases.impose_measure",
        told=_("set an interim measure, which says nothing about guilt"),
    ),
    Step(
        "finish_investigation",
        _("Hand in the report"),
        (S.INVESTIGATING,),
        S.HEARING,
        may.INVESTIGATE,
        blocked_by=rules.not_to_finish,
        verb="cases.finish_investigation",
        told=_("handed in the report of the investigation"),
    ),
    Step(
        "call_hearing",
        _("Call the hearing"),
        (S.HEARING,),
        None,
        may.HANDLE,
        blocked_by=rules.not_to_call,
        verb="cases.call_hearing",
        told=_("called the hearing"),
    ),
    Step(
        "record_hearing",
        _("Record the hearing"),
        (S.HEARING,),
        S.DECISION_PENDING,
        may.HANDLE,
        blocked_by=rules.not_to_record_hearing,
        verb="cases.record_hearing",
        told=_("recorded the hearing"),
    ),
)
