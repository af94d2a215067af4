"""The verbs of the intake: who it is about, who is bound to it, dismissed by two, or opened. Source: 2.20, S-09."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from foundation.access import require
from foundation.directory.models import Person, User
from foundation.refusals import Refused, WrongState
from foundation.verbs import verb
from people.cases import clocks
from people.cases.actions.seats import acting, bind, give_seat, only_these
from people.cases.dues import Step, calendar_of, meet_due, retention, set_due
from people.cases.dues import clocks as numbers_on
from people.cases.handlers import accounts, counsel_of, officers_of, reporter_accounts, subject_accounts
from people.cases.models import Allegation, Case, CaseReporter, CaseSubject, Dismissal, Investigation, Seat
from people.cases.permissions import KEEP_FILE
from people.cases.separation import barred_from_investigating
from people.cases.trail import record_case, tell
from people.cases.workflows import CASE

K = Seat.Kind
PARTIES = (K.WITNESS, K.BENEFICIARY)
BEFORE_HEARING = (Case.State.REPORTED, Case.State.INVESTIGATING)


@verb("cases.identify_subject")
def identify_subject(*, actor: User, case: Case, person: Person, on: date) -> Case:
    """Says whom a case is about, until somebody is heard. The name is sealed; the log does not hold it.

    Refused where the reporter is the person, or where the investigator may not go on with it (S-09).
    """
    require(actor, KEEP_FILE, case)
    if case.state not in BEFORE_HEARING:
        raise WrongState(_("The investigation is over; whom the case is about stands."))
    if person.pk == actor.person_id:
        raise ValidationError({"person": _("Nobody works on a case about themselves.")})
    if CaseReporter.objects.filter(case=case, person=person).exists():
        raise Refused("S-12", _("This cannot be recorded. Look at the report again."), "person")
    before = CaseSubject.objects.filter(case=case, person__isnull=False).exclude(person=person)
    if before.exists():
        _forget_telling(case, on=on)
    CaseSubject.objects.update_or_create(case=case, defaults={"person": person})
    for seat in case.seats.seated(K.INVESTIGATOR).select_related("person"):
        refusal = barred_from_investigating(case, seat.person, on=on)
        if refusal is not None:
            raise Refused("S-09", _("Name another investigator first: this one cannot go on then."), "person")
    if case.state == Case.State.INVESTIGATING:
        _begin_telling(case, on=on)
    record_case(actor=actor, kind="case.subject_found", subject=case, summary=_("noted whom it is about"))
    return case


def _forget_telling(case: Case, *, on: date) -> None:
    """It is about somebody else: they were not told yet, and what was covered for the first one names a third party."""
    case.subject_told_on = case.telling_delayed_until = None
    case.save(update_fields=["subject_told_on", "telling_delayed_until", "updated_at"])
    case.files.update(shown_to_subject=False)
    case.interviews.update(redacted="")
    meet_due(case, Step.REVIEW_DELAY, on=on)


@verb("cases.bind_person")
def bind_person(*, actor: User, case: Case, person: Person, kind: str, on: date) -> Seat:
    """Notes a witness, or somebody who would gain or lose by the decision: neither works on the case from now on."""
    require(actor, KEEP_FILE, case)
    if kind not in PARTIES:
        raise ValidationError({"kind": _("Choose one of the parts in the list.")})
    if case.erased_on is not None:
        raise WrongState(_("The case is erased."))
    seat = bind(case, person, kind, on=on)
    record_case(actor=actor, kind="case.bound", subject=case, summary=_("noted a party"), details={"kind": kind})
    return seat


@verb("cases.add_allegation")
def add_allegation(*, actor: User, case: Case, text: str, on: date) -> Allegation:
    """Writes down one thing that somebody is said to have done, before the hearing."""
    require(actor, KEEP_FILE, case)
    if case.state not in BEFORE_HEARING:
        raise WrongState(_("The investigation is over. What is to be decided stands."))
    row = Allegation(case=case, text=text.strip())
    row.full_clean()
    row.save()
    record_case(actor=actor, kind="case.alleged", subject=row, summary=_("wrote down an allegation"))
    return row


@verb("cases.propose_dismissal")
def propose_dismissal(*, actor: User, case: Case, reason: str, on: date) -> Case:
    """Proposes to dismiss a report; another case officer decides. Never for zero tolerance. Source: 2.20."""
    others = [user for user in officers_of(case, on=on) if user.person_id != actor.person_id]
    CASE.move(case, "propose_dismissal", actor=actor, on=on, reason=reason, notify=others)
    Dismissal.objects.create(case=case, proposed_by=acting(actor), proposed_on=on, reason=reason.strip())
    give_seat(case, actor.person, K.INTAKE, on=on)
    return case


@verb("cases.dismiss_case")
def dismiss_case(*, actor: User, case: Case, reason: str, on: date) -> Case:
    """Dismisses what another officer proposed to dismiss; identities are erased two months later. Source: 2.20, T-60."""
    told = reporter_accounts(case)
    CASE.move(case, "dismiss", actor=actor, on=on, reason=reason, changes={"closed_on": on}, notify=told)
    Dismissal.objects.filter(case=case).update(confirmed_by=actor.person)
    give_seat(case, actor.person, K.INTAKE, on=on)
    begin_erasure(case, on=on)
    return case


def begin_erasure(case: Case, *, on: date) -> None:
    """The identities of an unfounded or dismissed case have their last day. Source: T-60."""
    found = retention(on)
    meet_due(case, *(step for step in Step.values if step != Step.ERASE), on=on)
    due_on = clocks.erase_by(on, found.value)
    set_due(case, Step.ERASE, anchor=on, due_on=due_on, rule="T-60", version=found.version)


@verb("cases.open_case")
def open_case(*, actor: User, case: Case, investigator: Person, plan: str, on: date) -> Case:
    """Opens the investigation under somebody S-09 lets do it; the person is told within ten working days. Source: 2.20."""
    given = {"investigator": investigator}
    investigation = Investigation(case=case, plan=plan.strip(), opened_on=on)
    CASE.move(case, "open", actor=actor, on=on, given=given, notify=accounts([investigator]))
    investigation.full_clean(exclude=["case"])
    investigation.save(force_insert=True)
    give_seat(case, actor.person, K.INTAKE, on=on)
    only_these(case, [investigator], K.INVESTIGATOR, on=on)
    if CaseSubject.objects.filter(case=case, person__isnull=False).exists():
        _begin_telling(case, on=on)
    return case


@verb("cases.replace_investigator")
def replace_investigator(*, actor: User, case: Case, investigator: Person, reason: str, on: date) -> Case:
    """Another person investigates from now on; who did so before neither decides nor judges an appeal."""
    given, told = {"investigator": investigator}, accounts([investigator])
    CASE.move(case, "replace_investigator", actor=actor, on=on, reason=reason, given=given, notify=told)
    only_these(case, [investigator], K.INVESTIGATOR, on=on)
    return case


def _begin_telling(case: Case, *, on: date) -> None:
    found = numbers_on(on)
    due_on = clocks.tell_subject_by(on, found.value, calendar_of(case))
    set_due(case, Step.TELL_SUBJECT, anchor=on, due_on=due_on, rule="2.20", version=found.version)


@verb("cases.consult_counsel")
def consult_counsel(*, actor: User, case: Case, on: date) -> Case:
    """Asks legal counsel, who see the case from then on."""
    told = counsel_of(case, on=on)
    return CASE.move(case, "consult", actor=actor, on=on, changes={"consulted_on": on}, notify=told)


@verb("cases.tell_subject")
def tell_subject(*, actor: User, case: Case, on: date) -> Case:
    """Tells the person that there is a case and what they are said to have done; from now on they see their view of it."""
    CASE.move(case, "tell_subject", actor=actor, on=on, changes={"subject_told_on": on, "telling_delayed_until": None})
    meet_due(case, Step.TELL_SUBJECT, Step.REVIEW_DELAY, on=on)
    tell(subject_accounts(case))
    return case


@verb("cases.delay_telling")
def delay_telling(*, actor: User, case: Case, reason: str, on: date) -> Case:
    """Counsel delays telling the person, for a reason, and looks at it again within 30 days. Source: 2.20."""
    found = numbers_on(on)
    until = clocks.review_by(on, found.value)
    CASE.move(case, "delay_telling", actor=actor, on=on, reason=reason, changes={"telling_delayed_until": until})
    set_due(case, Step.REVIEW_DELAY, anchor=on, due_on=until, rule="2.20", version=found.version)
    return case
