"""The life cycle of a centre, from the proposal to its end, with what is kept of it. Source: M-26."""

from django.utils.translation import gettext_lazy as _

from certifications import permissions as may
from certifications.models import Centre
from certifications.workflows.centre_rules import (
    has_visits,
    not_assessed,
    not_its_part,
    not_to_be_approved,
    not_to_be_opened,
)
from foundation.workflow import Step, Workflow

S = Centre.State
OPEN = tuple(state for state in S if state != S.CLOSED)


def _kept(name: str, label: object, told: object) -> Step:
    """What one may note of a centre that is not closed; it stays in its state."""
    verb = f"certifications.{name}"
    return Step(name, label, OPEN, None, may.MANAGE_CENTRE, blocked_by=not_its_part, verb=verb, told=told)  # type: ignore[arg-type]


CENTRE = Workflow(
    "centre",
    Centre,
    S.PROPOSED,
    #    name, label, from, to, who, extras
    Step(
        "assess",
        _("Name the needs assessment"),
        (S.PROPOSED,),
        S.NEEDS_ASSESSED,
        may.MANAGE_CENTRE,
        blocked_by=not_assessed,
        verb="certifications.assess_centre",
        told=_("named the needs assessment"),
    ),
    Step(
        "approve",
        _("Approve"),
        (S.NEEDS_ASSESSED,),
        S.APPROVED,
        may.APPROVE_CENTRE,
        blocked_by=not_to_be_approved,
        verb="certifications.approve_centre",
        told=_("approved the centre"),
    ),
    Step("build", _("Begin to build"), (S.APPROVED,), S.BUILDING, may.MANAGE_CENTRE, told=_("began to build")),
    Step(
        "open",
        _("Open"),
        (S.BUILDING,),
        S.OPERATIONAL,
        may.OPEN_CENTRE,
        blocked_by=not_to_be_opened,
        told=_("opened the centre"),
    ),
    Step(
        "suspend",
        _("Suspend"),
        (S.OPERATIONAL,),
        S.SUSPENDED,
        may.OPEN_CENTRE,
        needs_reason=True,
        told=_("suspended the centre"),
    ),
    Step(
        "resume",
        _("Open again"),
        (S.SUSPENDED,),
        S.OPERATIONAL,
        may.OPEN_CENTRE,
        blocked_by=not_to_be_opened,
        told=_("opened the centre again"),
    ),
    Step(
        "close",
        _("Close for good"),
        OPEN,
        S.CLOSED,
        may.APPROVE_CENTRE,
        needs_reason=True,
        blocked_by=has_visits,
        told=_("closed the centre"),
    ),
    _kept("change_centre", _("Change"), _("changed the centre")),
    _kept("add_agreement", _("Add an agreement"), _("added an agreement")),
    _kept("end_agreement", _("End an agreement"), _("ended an agreement")),
    _kept("add_seat", _("Add a member of the board"), _("added a member of the board")),
    _kept("end_seat", _("End a seat on the board"), _("ended a seat on the board")),
    _kept("add_room", _("Add a room"), _("added a room")),
    _kept("change_room", _("Change a room"), _("changed a room")),
)
