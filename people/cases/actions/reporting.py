"""The verbs of a report: made with or without a name, acknowledged, and talked about in both directions.

Source: 2.20, T-54 (docs/cases.md).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from foundation.access import require, robot
from foundation.directory.models import Person, Unit, User
from foundation.numbers import next_reference
from foundation.refusals import WrongState
from foundation.verbs import verb
from people.cases import clocks
from people.cases.actions.seats import give_seat
from people.cases.dues import Step, meet_due, set_due
from people.cases.dues import clocks as numbers_on
from people.cases.handlers import officers_of, reporter_accounts
from people.cases.models import Case, CaseReporter, CaseSubject, Category, Channel, Message, Seat, Severity
from people.cases.models.taxonomy import HEAVY, ZERO_TOLERANCE
from people.cases.permissions import HANDLE, REPORT, TAKE_REPORT, WRITE_AS_REPORTER
from people.cases.tokens import hash_of, new_token
from people.cases.trail import record_case
from people.cases.workflows import BEFORE_DECISION, CASE

PREFIX = "VC"


@dataclass(frozen=True)
class Reported:
    """A new case; `token` is shown once to who gave no name, and None to all others."""

    case: Case
    token: str | None


@verb("cases.report")
def report_case(
    *,
    actor: User,
    unit: Unit,
    category: str,
    description: str,
    on: date,
    anonymous: bool = False,
    about: str = "",
) -> Reported:
    """Reports something. Without a name (scheduled work acts for who did not sign in) one comes back with the token.

    `about` is whom it is about, in the reporter's words. Zero tolerance begins at serious. Nothing of the reporter but
    what the sealed table holds is kept: no account, no address. Source: 2.20, 17b.
    """
    require(actor, REPORT)
    anonymous = anonymous or actor.person is None
    facts: dict[str, Any] = {"category": category, "description": description.strip(), "unit": unit}
    return _take_in(robot(), None if anonymous else actor.person, about=about, on=on, **facts)


@verb("cases.take_report")
def take_report(
    *,
    actor: User,
    unit: Unit,
    category: str,
    description: str,
    channel: str,
    on: date,
    reporter: Person | None = None,
    about: str = "",
    finding: UUID | None = None,
) -> Reported:
    """A case officer writes down what came by telephone, from an audit finding, or from monitoring: they took it in."""
    require(actor, TAKE_REPORT, unit)
    if reporter is not None and reporter.pk == actor.person_id:
        raise ValidationError({"reporter": _("Report in your own name on the page for reports.")})
    facts: dict[str, Any] = {"category": category, "description": description.strip(), "unit": unit}
    done = _take_in(actor, reporter, about=about, on=on, channel=channel, finding=finding, **facts)
    give_seat(done.case, actor.person, Seat.Kind.INTAKE, on=on)
    return done


def _take_in(
    writer: User, reporter: Person | None, *, about: str, on: date, channel: str = Channel.LINE, **facts: Any
) -> Reported:
    _insist_on_region(facts["unit"])
    case = Case(
        ref=next_reference(PREFIX, on.year),
        anonymous=reporter is None,
        reported_on=on,
        channel=channel,
        severity=_first_severity(facts["category"]),
        **facts,
    )
    case.full_clean()
    case.save()
    token = new_token() if reporter is None else None
    CaseReporter.objects.create(case=case, person=reporter, token_hash=hash_of(token) if token else "")
    if about.strip():
        subject = CaseSubject(case=case, words=about.strip())
        subject.full_clean(exclude=["case"])
        subject.save(force_insert=True)
    _begin_clocks(case, on=on)
    details = {"category": case.category, "channel": case.channel, "anonymous": case.anonymous}
    told = officers_of(case, on=on)
    record_case(actor=writer, kind="case.reported", subject=case, summary=_("Reported"), details=details, notify=told)
    return Reported(case, token)


def _first_severity(category: str) -> str:
    return Severity.SERIOUS if category in ZERO_TOLERANCE else Severity.MODERATE


def _begin_clocks(case: Case, *, on: date) -> None:
    found = numbers_on(on)
    facts: Mapping[str, Any] = {"anchor": on, "rule": "T-54", "version": found.version}
    set_due(case, Step.ACKNOWLEDGE, due_on=clocks.acknowledge_by(on, found.value), **facts)
    set_due(case, Step.FEEDBACK, due_on=clocks.feedback_by(on, None, found.value), **facts)


@verb("cases.acknowledge_case")
def acknowledge_case(*, actor: User, case: Case, text: str, on: date) -> Case:
    """Acknowledges a report to who made it; feedback is due three months from now. Source: T-54."""
    CASE.move(case, "acknowledge", actor=actor, on=on, changes={"acknowledged_on": on}, notify=reporter_accounts(case))
    give_seat(case, actor.person, Seat.Kind.INTAKE, on=on)
    _write(case, text, author=actor)
    meet_due(case, Step.ACKNOWLEDGE, on=on)
    found = numbers_on(on)
    due_on = clocks.feedback_by(case.reported_on, on, found.value)
    set_due(case, Step.FEEDBACK, anchor=on, due_on=due_on, rule="T-54", version=found.version)
    return case


@verb("cases.give_feedback")
def give_feedback(*, actor: User, case: Case, text: str, on: date) -> Message:
    """Tells the reporter what was done about it: once is due, more may follow. Source: T-54."""
    require(actor, HANDLE, case)
    message = _write(case, text, author=actor)
    Case.objects.filter(pk=case.pk, fed_back_on=None).update(fed_back_on=on)
    meet_due(case, Step.FEEDBACK, on=on)
    told = reporter_accounts(case)
    record_case(actor=actor, kind="case.feedback", subject=case, summary=_("gave feedback"), notify=told)
    return message


@verb("cases.write_to_reporter")
def write_to_reporter(*, actor: User, case: Case, text: str, on: date) -> Message:
    """Asks the reporter something or answers, whoever that is."""
    require(actor, HANDLE, case)
    message = _write(case, text, author=actor)
    case.messages.filter(from_reporter=True, read_on=None).update(read_on=on)
    told = reporter_accounts(case)
    record_case(actor=actor, kind="case.written", subject=case, summary=_("wrote to the reporter"), notify=told)
    return message


@verb("cases.write_as_reporter")
def write_as_reporter(*, actor: User, case: Case, text: str, on: date) -> Message:
    """Somebody who reported with their name adds something or answers."""
    require(actor, WRITE_AS_REPORTER, case)
    return _hear(case, text, on=on)


@verb("cases.write_by_token")
def write_by_token(*, actor: User, token: str, text: str, on: date) -> Message:
    """Somebody without a name adds something or answers. Raises PermissionDenied for a token that opens nothing."""
    require(actor, REPORT)
    return _hear(by_token(token), text, on=on)


def by_token(token: str) -> Case:
    """The case a token opens. Raises PermissionDenied for one that opens nothing."""
    case = Case.objects.by_token(hash_of(token)).select_related("unit").first()
    if case is None:
        raise PermissionDenied(_("This token opens nothing."))
    return case


def _hear(case: Case, text: str, *, on: date) -> Message:
    message = _write(case, text, author=None)
    told = officers_of(case, on=on)
    record_case(actor=robot(), kind="case.answered", subject=case, summary=_("The reporter wrote"), notify=told)
    return message


def _write(case: Case, text: str, *, author: User | None) -> Message:
    if case.erased_on is not None:
        raise WrongState(_("The case is erased."))
    message = Message(case=case, from_reporter=author is None, author=author, text=text.strip())
    message.full_clean()
    message.save()
    return message


@verb("cases.classify_case")
def classify_case(
    *, actor: User, case: Case, category: str, severity: str, on: date, clause: str = "", unit: Unit | None = None
) -> Case:
    """Says anew what a case is about and how heavy it is, until it is decided. Zero tolerance is at least serious."""
    require(actor, HANDLE, case)
    locked = Case.objects.select_for_update(of=("self",)).select_related("unit").get(pk=case.pk)
    if locked.state not in BEFORE_DECISION:
        raise WrongState(_("The case is decided; what it was about stands."))
    before = {"category": locked.category, "severity": locked.severity, "clause": locked.clause}
    _insist_on_weight(category, severity)
    locked.category, locked.severity, locked.clause = category, severity, clause.strip()
    locked.unit = unit or locked.unit
    _insist_on_region(locked.unit)
    locked.full_clean()
    locked.save(update_fields=["category", "severity", "clause", "unit", "updated_at"])
    details = {"before": before, "category": category, "severity": severity, "clause": clause}
    record_case(actor=actor, kind="case.classified", subject=locked, summary=_("classified it"), details=details)
    return locked


def _insist_on_region(unit: Unit) -> None:
    if unit.kind == Unit.Kind.GROUP:
        raise ValidationError({"unit": _("Choose a region.")})


def _insist_on_weight(category: str, severity: str) -> None:
    if category in ZERO_TOLERANCE and severity not in HEAVY:
        name = Category(category).label
        raise ValidationError({"severity": _("“%(category)s” is at least serious.") % {"category": name}})
