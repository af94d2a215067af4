"""Where a finding leaves the plain way: dates moved, disputes, accepted risks, limits of bodies. Source: docs/workflows.md."""

from django.utils.translation import gettext_lazy as _

from audits import permissions as may
from audits.models import Finding
from audits.workflows.departure_rules import (
    date_not_movable,
    no_outside_limit,
    not_downgradable,
    not_to_be_disputed,
    panel_not_independent,
    review_not_due,
    risk_not_acceptable,
    risk_still_accepted,
)
from foundation.workflow import Step

S = Finding.State
OPEN = (S.ISSUED, S.DISPUTED, S.PLAN_SUBMITTED, S.ACTION, S.IMPLEMENTED)

DEPARTURES: tuple[Step, ...] = (
    Step(
        "extend",
        _("Move a due date"),
        OPEN,
        None,
        may.ASK_EXTENSION,
        needs_reason=True,
        blocked_by=date_not_movable,
        second=may.GRANT_EXTENSION,
        verb="audits.extend_finding",
        told=_("moved a due date"),
    ),
    Step(
        "set_cap",
        _("Set the body's limit"),
        (S.DRAFT, *OPEN),
        None,
        may.SET_CAP,
        blocked_by=no_outside_limit,
        verb="audits.set_cap",
        told=_("set the body's limit"),
    ),
    Step(
        "dispute",
        _("Dispute the finding"),
        (S.ISSUED,),
        S.DISPUTED,
        may.RESPOND,
        needs_reason=True,
        blocked_by=not_to_be_disputed,
        verb="audits.dispute_finding",
        told=_("disputed the finding"),
    ),
    Step(
        "uphold",
        _("Uphold the finding"),
        (S.DISPUTED,),
        S.ISSUED,
        may.JUDGE_DISPUTE,
        blocked_by=panel_not_independent,
        second=may.JOIN_PANEL,
        verb="audits.uphold_finding",
        told=_("upheld the finding"),
    ),
    Step(
        "downgrade",
        _("Give it a lower type"),
        (S.DISPUTED,),
        S.ISSUED,
        may.JUDGE_DISPUTE,
        blocked_by=not_downgradable,
        second=may.JOIN_PANEL,
        verb="audits.downgrade_finding",
        told=_("gave it a lower type"),
    ),
    Step(
        "annul",
        _("Void what was disputed"),
        (S.DISPUTED,),
        S.VOID,
        may.JUDGE_DISPUTE,
        blocked_by=panel_not_independent,
        second=may.JOIN_PANEL,
        verb="audits.annul_finding",
        told=_("voided the disputed finding"),
    ),
    Step(
        "accept_risk",
        _("Have the risk accepted"),
        OPEN,
        S.RISK_ACCEPTED,
        may.ASK_RISK,
        needs_reason=True,
        blocked_by=risk_not_acceptable,
        second=may.CARRY_RISK,
        verb="audits.accept_risk",
        told=_("had the risk accepted"),
    ),
    Step(
        "review_risk",
        _("Let the acceptance stand"),
        (S.RISK_ACCEPTED,),
        None,
        may.REVIEW_RISK,
        needs_reason=True,
        blocked_by=review_not_due,
        verb="audits.review_risk",
        told=_("reviewed the accepted risk: it stands"),
    ),
    Step(
        "withdraw_risk",
        _("End the acceptance"),
        (S.RISK_ACCEPTED,),
        None,
        may.WITHDRAW_RISK,
        needs_reason=True,
        verb="audits.withdraw_risk",
        told=_("ended the acceptance of the risk early"),
    ),
    *(
        Step(
            f"resume_{state}",
            _("Acceptance ended"),
            (S.RISK_ACCEPTED,),
            state,
            may.END_RISK,
            blocked_by=risk_still_accepted,
            verb="audits.end_risk",
            told=_("found the acceptance of the risk at its end; the finding is open again"),
        )
        for state in OPEN
    ),
)
