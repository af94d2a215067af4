"""Who is qualified to audit, and what auditors declare themselves tied to."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audits.actions.audits import accounts
from audits.models import AuditorQualification, ConflictDeclaration
from audits.permissions import DECIDE_CONFLICT, DECLARE_CONFLICT, MANAGE_AUDITORS
from foundation.access import require
from foundation.clock import EARLIEST, LATEST
from foundation.directory.models import Person, User
from foundation.refusals import Refused, WrongState
from foundation.trail import record
from foundation.verbs import verb

Decision = ConflictDeclaration.Decision


@verb("audits.qualify_auditor")
def qualify_auditor(*, actor: User, person: Person, **facts: Any) -> AuditorQualification:
    """Notes what somebody else is qualified for; who may lead follows from it. Source: S-04, S-07."""
    require(actor, MANAGE_AUDITORS, person)
    _insist_on_another(actor, person)
    _insist_on_the_calendar(**facts)
    row = AuditorQualification(person=person, **facts)
    row.full_clean()
    row.save()
    words = {"grade": row.get_grade_display(), "framework": row.framework}
    record(
        actor=actor,
        kind="qualification.given",
        subject=row,
        summary=_("qualified as %(grade)s for %(framework)s") % words,
        details={"person": person, "from": row.valid_from, "until": row.valid_until},
        notify=accounts(person),
    )
    return row


@verb("audits.change_qualification")
def change_qualification(
    *, actor: User, qualification: AuditorQualification, valid_until: date, reason: str, cpd_hours: Any = None
) -> AuditorQualification:
    """Moves the end of a qualification, or ends it, and credits further training; audits already held stay as they were."""
    require(actor, MANAGE_AUDITORS, qualification.person)
    _insist_on_another(actor, qualification.person)
    _insist_on_the_calendar(valid_until=valid_until)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why. It stays in the record.")})
    row = AuditorQualification.objects.select_for_update().get(pk=qualification.pk)
    before = row.valid_until
    row.valid_until = valid_until
    row.cpd_hours = row.cpd_hours if cpd_hours is None else cpd_hours
    row.full_clean()
    row.save()
    summary = _("valid until %(day)s: %(reason)s") % {"day": date_format(valid_until, "j M Y"), "reason": reason}
    record(
        actor=actor,
        kind="qualification.changed",
        subject=row,
        summary=summary,
        details={"from": before, "to": valid_until, "reason": reason, "cpd_hours": str(row.cpd_hours)},
        notify=accounts(row.person),
    )
    return row


def _insist_on_another(actor: User, person: Person) -> None:
    if actor.person_id == person.pk:
        raise Refused("S-07", _("This is about yourself. Another person notes what you are qualified for."), "person")


def _insist_on_the_calendar(**facts: Any) -> None:
    """Raises ValidationError for a year that cannot be: what counts from such a day would leave the calendar."""
    for name, value in facts.items():
        if isinstance(value, date) and not EARLIEST <= value <= LATEST:
            raise ValidationError({name: _("Check the year.")})


@verb("audits.declare_conflict")
def declare_conflict(*, actor: User, person: Person, on: date, **facts: Any) -> ConflictDeclaration:
    """Notes a tie of an auditor, which bars at once; one that a manager notes for another is decided with it.

    Source: S-02.
    """
    require(actor, DECLARE_CONFLICT, person)
    _insist_on_the_calendar(**facts)
    row = ConflictDeclaration(person=person, **facts)
    if actor.person_id != person.pk:
        row.decision, row.decided_by, row.decided_on = Decision.STANDS, actor.person, on
    row.full_clean()
    row.save()
    summary = _("declared a conflict")
    record(actor=actor, kind="conflict.declared", subject=row, summary=summary, notify=accounts(person))
    return row


@verb("audits.end_conflict")
def end_conflict(*, actor: User, conflict: ConflictDeclaration, to_on: date, on: date) -> ConflictDeclaration:
    """Says when a tie ended; some bar for two years more. Raises ValidationError for a day to come.

    Refused (S-07) to whoever it binds, once it was decided that it stands. Source: S-02.
    """
    require(actor, DECLARE_CONFLICT, conflict.person)
    if to_on > on:
        raise ValidationError({"to_on": _("Say it when it has ended.")})
    row = ConflictDeclaration.objects.select_for_update().get(pk=conflict.pk)
    if row.to_on is not None:
        raise WrongState(_("Its end is noted already."))
    if row.decision == Decision.STANDS and row.person_id == actor.person_id:
        raise Refused("S-07", _("It was decided that this stands. A programme manager or officer notes its end."))
    row.to_on = to_on
    row.full_clean()
    row.save()
    summary = _("says that it ended on %(day)s") % {"day": date_format(to_on, "j M Y")}
    record(actor=actor, kind="conflict.ended", subject=row, summary=summary, notify=accounts(row.person))
    return row


@verb("audits.decide_conflict")
def decide_conflict(
    *, actor: User, conflict: ConflictDeclaration, decision: str, note: str, on: date
) -> ConflictDeclaration:
    """Says whether a declared tie bars its person. Refused (S-07) to whoever declared it. Source: S-02."""
    require(actor, DECIDE_CONFLICT, conflict.person)
    if actor.person is None or actor.person_id == conflict.person_id:
        raise Refused("S-07", _("This is about yourself. Another person has to decide."))
    if decision not in (Decision.STANDS, Decision.DISMISSED):
        raise ValidationError({"decision": _("Choose whether it stands or is dismissed.")})
    if not note.strip():
        raise ValidationError({"note": _("Say why. It stays in the record.")})
    row = ConflictDeclaration.objects.select_for_update().get(pk=conflict.pk)
    row.decision, row.decided_by, row.decided_on, row.decision_note = decision, actor.person, on, note.strip()
    row.full_clean()
    row.save()
    summary = _("decided on it: %(decision)s") % {"decision": row.get_decision_display()}
    record(
        actor=actor,
        kind="conflict.decided",
        subject=row,
        summary=summary,
        details={"note": note.strip()},
        notify=accounts(row.person),
    )
    return row
