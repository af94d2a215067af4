"""The life cycle of a statement of applicability: written, reviewed, in force, superseded. Source: M-16."""

from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from certifications import permissions as may
from certifications.applicability import shortfall_of
from certifications.models import StatementOfApplicability
from foundation.directory.models import User
from foundation.refusals import Given, Refusal
from foundation.workflow import Step, Workflow

S = StatementOfApplicability.State


def not_complete(row: StatementOfApplicability, *, actor: User, on: date, given: Given) -> Refusal | None:
    """As many lines as the framework has controls, and each says why. Source: M-16."""
    short = shortfall_of(row)
    if short.is_of_another_list:
        return Refusal("M-16", _("The framework has other controls by now. Bring the lines up to it first."))
    if not short.unjustified:
        return None
    said = ngettext(
        "%(count)d line does not say why its control is included or excluded.",
        "%(count)d lines do not say why their control is included or excluded.",
        short.unjustified,
    )
    return Refusal("M-16", said % {"count": short.unjustified})


def nothing_to_match(row: StatementOfApplicability, *, actor: User, on: date, given: Given) -> Refusal | None:
    if shortfall_of(row).is_of_another_list:
        return None
    return Refusal("M-16", _("Each control of the framework has its line already."))


def not_to_be_approved(row: StatementOfApplicability, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Nobody who wrote at a version approves it, by whatever account. Source: S-06."""
    wrote = {row.submitted_by_id, *row.editors.values_list("pk", flat=True)}
    if actor.person_id is None or actor.person_id in wrote:
        return Refusal("S-06", _("You wrote at this version. Somebody else has to approve it."))
    return not_complete(row, actor=actor, on=on, given=given)


SOA = Workflow(
    "soa",
    StatementOfApplicability,
    S.DRAFT,
    #    name, label, from, to, who, extras
    Step(
        "change",
        _("Change title and scope"),
        (S.DRAFT,),
        None,
        may.WRITE_SOA,
        verb="certifications.change_soa",
        told=_("changed title or scope"),
    ),
    Step(
        "match_framework",
        _("Bring the lines up to the framework"),
        (S.DRAFT,),
        None,
        may.WRITE_SOA,
        blocked_by=nothing_to_match,
        verb="certifications.match_framework",
        told=_("brought the lines up to the framework"),
    ),
    Step(
        "follow_matrix",
        _("Take over what the matrix says"),
        (S.DRAFT,),
        None,
        may.WRITE_SOA,
        verb="certifications.follow_matrix",
        told=_("took over what the matrix says"),
    ),
    Step(
        "submit",
        _("Submit for approval"),
        (S.DRAFT,),
        S.IN_REVIEW,
        may.WRITE_SOA,
        blocked_by=not_complete,
        verb="certifications.submit_soa",
        told=_("submitted it for approval"),
    ),
    Step(
        "return",
        _("Send back"),
        (S.IN_REVIEW,),
        S.DRAFT,
        may.APPROVE_SOA,
        needs_reason=True,
        verb="certifications.return_soa",
        told=_("sent it back"),
    ),
    Step(
        "approve",
        _("Approve"),
        (S.IN_REVIEW,),
        S.APPROVED,
        may.APPROVE_SOA,
        blocked_by=not_to_be_approved,
        verb="certifications.approve_soa",
        told=_("approved it; it is in force"),
    ),
    Step(
        "supersede",
        _("Supersede"),
        (S.APPROVED,),
        S.SUPERSEDED,
        may.SUPERSEDE_SOA,
        verb="certifications.supersede_soa",
        told=_("superseded it by the next version"),
    ),
)
