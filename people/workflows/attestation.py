"""The life cycles of campaigns and of what each person is asked to sign. Source: domain 2.7, M-18."""

from django.utils.translation import gettext_lazy as _

from foundation.workflow import Step, Workflow
from people import permissions as may
from people.models import Attestation, Campaign
from people.workflows.attestation_rules import (
    not_openable,
    not_outdated,
    not_signable,
    not_theirs_to_answer,
    not_to_be_reminded,
)

C = Campaign.State
A = Attestation.State

CAMPAIGN = Workflow(
    "campaign",
    Campaign,
    C.DRAFT,
    #    name, label, from, to, who, extras
    Step(
        "open",
        _("Open now"),
        (C.DRAFT,),
        C.OPEN,
        may.RUN_CAMPAIGN,
        blocked_by=not_openable,
        verb="people.open_campaign",
        told=_("opened it"),
    ),
    Step(
        "close",
        _("Close"),
        (C.DRAFT, C.OPEN),
        C.CLOSED,
        may.RUN_CAMPAIGN,
        needs_reason=True,
        verb="people.close_campaign",
        told=_("closed it"),
    ),
    Step(
        "supersede",
        _("Supersede"),
        (C.OPEN,),
        C.SUPERSEDED,
        may.KEEP_CAMPAIGNS,
        blocked_by=not_outdated,
        verb="people.supersede_campaign",
        told=_("ended it: its text counts no longer"),
    ),
)

ATTESTATION = Workflow(
    "attestation",
    Attestation,
    A.OPEN,
    #    name, label, from, to, who, extras
    Step(
        "sign",
        _("Sign"),
        (A.OPEN,),
        A.SIGNED,
        may.SIGN,
        blocked_by=not_signable,
        verb="people.sign",
        told=_("signed"),
        signed=True,
    ),
    Step(
        "refuse",
        _("Refuse to sign"),
        (A.OPEN,),
        A.REFUSED,
        may.SIGN,
        needs_reason=True,
        blocked_by=not_theirs_to_answer,
        verb="people.refuse_to_sign",
        told=_("refused to sign"),
    ),
    Step(
        "take_up",
        _("Take up again"),
        (A.REFUSED,),
        A.OPEN,
        may.TAKE_UP,
        blocked_by=not_theirs_to_answer,
        verb="people.take_up_again",
        told=_("took it up again"),
    ),
    Step(
        "remind",
        _("Remind"),
        (A.OPEN,),
        None,
        may.REMIND_SIGNER,
        blocked_by=not_to_be_reminded,
        verb="people.remind_signer",
        told=_("sent a reminder"),
    ),
    Step(
        "cancel",
        _("Ask no longer"),
        (A.OPEN, A.REFUSED),
        A.CANCELLED,
        may.KEEP_ATTESTATIONS,
        told=_("asks no longer"),
    ),
)
