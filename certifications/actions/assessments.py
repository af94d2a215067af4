"""Needs assessments: written, put before another person, decided, and looked at again. Source: M-26."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from certifications.models import NeedsAssessment
from certifications.permissions import ASSESS_NEED, DECIDE_NEED
from certifications.workflows import ASSESSMENT
from foundation.access import Role, require
from foundation.directory.models import Unit, User
from foundation.numbers import next_reference
from foundation.trail import record
from foundation.verbs import verb

PREFIX = "NA"


@verb("certifications.write_assessment")
def write_assessment(
    *, actor: User, unit: Unit, drivers: list[str], reasons: str, options: str, on: date
) -> NeedsAssessment:
    """Drafts an assessment of whether a region needs a centre."""
    require(actor, ASSESS_NEED, unit)
    return _write(actor, NeedsAssessment(unit=unit, drivers=drivers, reasons=reasons, options=options), on)


@verb("certifications.look_again")
def look_again(*, actor: User, assessment: NeedsAssessment, on: date) -> NeedsAssessment:
    """Drafts a new assessment with what an earlier one said; what was decided then stays on record."""
    ASSESSMENT.move(assessment, "look_again", actor=actor, on=on)
    facts = {name: getattr(assessment, name) for name in ("unit", "drivers", "reasons", "options")}
    return _write(actor, NeedsAssessment(follows=assessment, **facts), on)


def _write(actor: User, row: NeedsAssessment, on: date) -> NeedsAssessment:
    row.ref, row.author = next_reference(PREFIX, on.year), actor
    row.full_clean()
    row.save()
    details = {"follows": row.follows} if row.follows else None
    record(actor=actor, kind="assessment.written", subject=row, summary=_("wrote the assessment"), details=details)
    return row


@verb("certifications.change_assessment")
def change_assessment(*, actor: User, assessment: NeedsAssessment, on: date, **fields: Any) -> NeedsAssessment:
    """Changes what a draft says: drivers, reasons, options."""
    ASSESSMENT.move(assessment, "change", actor=actor, on=on, changes=fields)
    assessment.full_clean()
    return assessment


@verb("certifications.submit_assessment")
def submit_assessment(*, actor: User, assessment: NeedsAssessment, on: date) -> NeedsAssessment:
    """Puts it before the officers who did not write it."""
    told = [user for user in User.objects.holding(Role.CO, assessment.unit, on) if user.pk != actor.pk]
    return ASSESSMENT.move(assessment, "submit", actor=actor, on=on, notify=told)


@verb("certifications.return_assessment")
def return_assessment(*, actor: User, assessment: NeedsAssessment, on: date, reason: str) -> NeedsAssessment:
    """Sends it back to whoever wrote it."""
    return ASSESSMENT.move(assessment, "return", actor=actor, on=on, reason=reason, notify=[assessment.author])


@verb("certifications.find_needed")
def find_needed(*, actor: User, assessment: NeedsAssessment, decision: str, on: date) -> NeedsAssessment:
    """Decides that the region needs a centre, and why. Refused for who wrote the assessment."""
    return _decide(assessment, "find_needed", actor=actor, on=on, decision=decision)


@verb("certifications.find_not_needed")
def find_not_needed(
    *, actor: User, assessment: NeedsAssessment, decision: str, on: date, revisit_on: date | None = None
) -> NeedsAssessment:
    """Decides that it needs none, and why; with a day, somebody looks at it again then."""
    return _decide(assessment, "find_not_needed", actor=actor, on=on, decision=decision, revisit_on=revisit_on)


@verb("certifications.put_off")
def put_off(*, actor: User, assessment: NeedsAssessment, decision: str, revisit_on: date, on: date) -> NeedsAssessment:
    """Leaves it open until a day, and says why."""
    return _decide(assessment, "put_off", actor=actor, on=on, decision=decision, revisit_on=revisit_on)


def _decide(row: NeedsAssessment, step: str, *, actor: User, on: date, **said: Any) -> NeedsAssessment:
    require(actor, DECIDE_NEED, row)
    if said.get("revisit_on") is not None and said["revisit_on"] <= on:
        raise ValidationError({"revisit_on": _("Choose a day after today.")})
    changes = {"decided_by": actor, "decided_on": on, **said}
    ASSESSMENT.move(row, step, actor=actor, on=on, changes=changes, details=said, notify=[row.author])
    row.full_clean()
    return row
