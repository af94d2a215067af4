"""The programme of a year: what it is for and may cost, its way to approval, and its closing record."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from assurance.models import Area
from audits.actions.audits import accounts
from audits.actions.programme import create_occurrences, revise
from audits.models import Audit, GapReason, Programme, ProgrammeReview, ProgrammeRisk
from audits.permissions import RUN_PROGRAMME
from audits.workflows import PROGRAMME
from foundation.access import Role, require, robot
from foundation.directory.models import Person, Unit, User
from foundation.trail import record
from foundation.verbs import verb


@verb("audits.add_programme")
def add_programme(
    *, actor: User, unit: Unit, year: int, title: str, owner: Person | None = None, **fields: Any
) -> Programme:
    """Drafts the programme of a year; who drafts it manages it, unless somebody else is named."""
    require(actor, RUN_PROGRAMME, unit)
    programme = Programme(unit=unit, year=year, title=title, owner=owner or actor.person, author=actor.person, **fields)
    programme.full_clean()
    programme.save()
    record(actor=actor, kind="programme.added", subject=programme, summary=_("drafted the programme"))
    return programme


@verb("audits.change_programme")
def change_programme(*, actor: User, programme: Programme, on: date, **fields: Any) -> Programme:
    """Changes what a draft says: title, objectives, manager, scope, resources and methods."""
    PROGRAMME.move(programme, "change", actor=actor, on=on, changes=fields)
    programme.full_clean()
    return programme


@verb("audits.add_programme_risk")
def add_programme_risk(
    *, actor: User, programme: Programme, text: str, likelihood: int, impact: int, response: str, on: date
) -> Programme:
    """Writes down what could keep the programme from its objectives, and the answer to it."""
    facts = {"text": text, "likelihood": likelihood, "impact": impact, "response": response}
    PROGRAMME.move(programme, "add_risk", actor=actor, on=on, details=facts)
    risk = ProgrammeRisk(programme=programme, **facts)
    risk.full_clean()
    risk.save()
    return programme


@verb("audits.justify_gap")
def justify_gap(*, actor: User, programme: Programme, area: Area, region: Unit, text: str, on: date) -> Programme:
    """Says why an area of a region stays uncovered, so that the programme can be approved with the gap."""
    details = {"area": str(area), "region": str(region), "reason": text}
    PROGRAMME.move(programme, "justify_gap", actor=actor, on=on, details=details)
    reason = GapReason(programme=programme, area=area, region=region, text=text)
    reason.full_clean()
    reason.save()
    return programme


@verb("audits.submit_programme")
def submit_programme(*, actor: User, programme: Programme, on: date) -> Programme:
    """Puts a draft before top management; who submits it does not approve it. Source: S-06."""
    deciders = User.objects.holding(Role.MGR, programme.unit, on).exclude(person=actor.person_id)
    sent = {"submitted_by": actor.person}
    return PROGRAMME.move(programme, "submit", actor=actor, on=on, changes=sent, notify=deciders)


@verb("audits.approve_programme")
def approve_programme(*, actor: User, programme: Programme, on: date) -> Programme:
    """Approves a programme: its lines take effect and their audits of the year are created.

    Refused for who wrote or runs it (S-06), and while a place is uncovered without a line or a reason.
    """
    PROGRAMME.move(
        programme,
        "approve",
        actor=actor,
        on=on,
        changes={"revision": F("revision") + 1},
        notify=accounts(programme.owner, programme.submitted_by),
    )
    revise(programme, what=_("Approved"), reason="", actor=actor, on=on, approved_by=actor.person)
    for line in programme.lines.live(on):  # type: ignore[attr-defined]
        create_occurrences(actor=robot(), line=line, on=on)
    return programme


@verb("audits.close_year")
def close_year(
    *,
    actor: User,
    programme: Programme,
    achieved: str,
    lessons: str,
    next_year: str,
    on: date,
    carried_over: Iterable[Audit] = (),
) -> Programme:
    """Closes a year with what was achieved, learnt and changes; refused while an audit is open and not carried over."""
    carried = list(carried_over)
    PROGRAMME.move(
        programme,
        "close_year",
        actor=actor,
        on=on,
        given={"carried_over": carried},
        details={"carried_over": [audit.ref for audit in carried]},
        notify=accounts(programme.owner),
    )
    texts = {"achieved": achieved, "lessons": lessons, "next_year": next_year}
    review = ProgrammeReview(programme=programme, closed_on=on, closed_by=actor.person, **texts)
    review.full_clean()
    review.save()
    review.carried_over.set(carried)
    return programme
