"""What stands in the way of a decision, its appeal and its end. Source: 2.20, S-10, S-11, T-54 (docs/cases.md)."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from foundation.directory.models import Person, User
from foundation.refusals import Given, Refusal
from people.cases.matrix import row_for
from people.cases.models import (
    FORMS_OF_EMPLOYEES,
    FORMS_OF_OTHERS,
    Allegation,
    Appeal,
    Assent,
    Case,
    CaseDue,
    Decision,
    Sanction,
    Seat,
)
from people.cases.separation import barred_from_deciding, barred_from_panel, not_enough_deciders, subject_of

C = Assent.Capacity
F = Allegation.Finding
Outcome = Decision.Outcome


def not_to_seat_deciders(row: Case, *, actor: User, on: date, given: Given) -> Refusal | None:
    """S-10 for each of them."""
    people: Any = given.get("deciders", ())
    return next(filter(None, (barred_from_deciding(row, one, on=on) for one in people)), None)


def not_to_propose(row: Case, *, actor: User, on: date, given: Given) -> Refusal | None:
    """A finding for each allegation, an outcome that follows from them, and a measure that fits person and level."""
    if "outcome" not in given:
        return None
    findings: Any = given["findings"]
    return _findings(row, findings, str(given["outcome"])) or _measure(row, given, on=on)


def _findings(row: Case, findings: Mapping[Any, str], outcome: str) -> Refusal | None:
    allegations = Allegation.objects.filter(case=row).values_list("uuid", flat=True)
    if set(allegations) != set(findings) or not set(findings.values()) <= set(F.values):
        return Refusal("M-22", _("Give a finding for each allegation."), "findings")
    proven = F.SUBSTANTIATED in findings.values()
    if outcome == Outcome.SANCTION and not proven:
        return Refusal("M-22", _("A sanction needs an allegation that is substantiated."), "outcome")
    if outcome == Outcome.NOT_SUBSTANTIATED and proven:
        return Refusal("M-22", _("An allegation is substantiated, so the case is not unfounded."), "outcome")
    return None


def _measure(row: Case, given: Given, *, on: date) -> Refusal | None:
    if given["outcome"] != Outcome.SANCTION:
        return None
    level: Any = given.get("level")
    subject = subject_of(row)
    refusal = unfit_form(subject, level, str(given.get("form", "")))
    if refusal is not None:
        return refusal
    found = row_for(row, on=on)
    if not found.allows(level) and not str(given.get("outside_reasons", "")).strip():
        words = {"row": found.words}
        return Refusal("M-22", _("The matrix says: %(row)s. Say why you go outside it.") % words, "outside_reasons")
    return None


def unfit_form(subject: Person | None, level: int | None, form: str) -> Refusal | None:
    """Why a measure is none of the level, or none for this kind of person: pay and employment are for employees."""
    own = subject is None or subject.kind == Person.Kind.EMPLOYEE
    forms = FORMS_OF_EMPLOYEES if own else FORMS_OF_OTHERS
    if form not in forms:
        return Refusal("M-22", _("This measure is not for this kind of contract."), "form")
    if level not in forms[form]:
        return Refusal("M-22", _("This measure belongs to another level."), "level")
    return None


def not_to_agree(row: Case, *, actor: User, on: date, given: Given) -> Refusal | None:
    """To a proposal, once, and never as somebody S-10 keeps away."""
    decision = Decision.objects.filter(case=row).first()
    if decision is None:
        return Refusal("S-10", _("Nobody has proposed a decision yet."))
    if decision.assents.standing().filter(person=actor.person_id).exists():
        return Refusal("S-10", _("You have agreed to this decision already."))
    if (
        actor.person is not None
        and Seat.objects.filter(case=row, person=actor.person).exclude(kind=Seat.Kind.DECIDER).exists()
    ):
        return Refusal("S-10", _("You had another part in this case."))
    return None


def not_to_close(row: Case, *, actor: User, on: date, given: Given) -> Refusal | None:
    return _not_to_decide(row, Outcome.NOT_SUBSTANTIATED, on=on)


def not_to_sanction(row: Case, *, actor: User, on: date, given: Given) -> Refusal | None:
    """The row of the matrix is cited; level 3 and 4 need two decision makers of different units, HR and counsel."""
    return _not_to_decide(row, Outcome.SANCTION, on=on) or _weighed_otherwise(row, on=on)


def _weighed_otherwise(row: Case, *, on: date) -> Refusal | None:
    """The case was classified anew since the proposal, and the level lies outside of what the matrix says now."""
    decision = Decision.objects.get(case=row)
    if decision.outside_range or decision.level is None:
        return None
    found = row_for(row, on=on)
    if found.allows(decision.level):
        return None
    return Refusal("M-22", _("The matrix says by now: %(row)s. Propose the decision anew.") % {"row": found.words})


def _not_to_decide(row: Case, outcome: str, *, on: date) -> Refusal | None:
    decision = Decision.objects.filter(case=row).first()
    if decision is None:
        return Refusal("S-10", _("Propose the decision first."))
    if decision.outcome != outcome:
        return Refusal("M-22", _("The proposal says otherwise: %(outcome)s.") % {"outcome": decision})
    return _lacks(row, decision, on=on)


def _lacks(row: Case, decision: Decision, *, on: date) -> Refusal | None:
    """Whose agreement is missing, or who may no longer decide."""
    assents = list(decision.assents.standing().select_related("person__unit"))
    named = set(Seat.objects.filter(case=row).seated(Seat.Kind.DECIDER).values_list("person", flat=True))
    deciders = [one.person for one in assents if one.capacity == C.DECIDER and one.person_id in named]
    if not deciders:
        return Refusal("S-10", _("Nobody who is named to decide now has agreed to this."))
    barred = next(filter(None, (barred_from_deciding(row, one, on=on) for one in deciders)), None)
    few = not_enough_deciders(row, deciders, level=decision.level, outside=decision.outside_range)
    return barred or few or _without_agreement(decision, assents)


def _without_agreement(decision: Decision, assents: Iterable[Assent]) -> Refusal | None:
    given = {one.capacity for one in assents}
    if decision.level is not None and decision.level >= 3 and not {C.HR, C.COUNSEL} <= given:
        return Refusal("S-10", _("Level 3 and 4 need the agreement of human resources and of legal counsel."))
    return None


def not_to_appeal(row: Case, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Once, and in time; what comes late says why, and waits for the panel. Source: T-54."""
    refusal = appealed(row, actor=actor, on=on, given=given)
    last = last_day(row)
    if refusal is None and last is not None and on > last:
        words = {"day": date_format(last, "j M Y")}
        return Refusal(
            "T-54", _("The last day for an appeal was %(day)s. Say why it is late; the panel may admit it.") % words
        )
    return refusal


def appealed(row: Case, *, actor: User, on: date, given: Given) -> Refusal | None:
    if Appeal.objects.filter(case=row).exists():
        return Refusal("M-22", _("There is an appeal already."))
    return None


def not_late(row: Case, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Late is after the last day."""
    last = last_day(row)
    if last is not None and on <= last:
        return Refusal("T-54", _("There is still time: lodge the appeal as one in time."))
    return appealed(row, actor=actor, on=on, given=given)


def last_day(row: Case) -> date | None:
    return CaseDue.objects.filter(case=row, step=CaseDue.Step.APPEAL).values_list("due_on", flat=True).first()


def not_to_seat_panel(row: Case, *, actor: User, on: date, given: Given) -> Refusal | None:
    """S-11 for each of them, and an appeal to judge."""
    if not Appeal.objects.filter(case=row).exists():
        return Refusal("S-11", _("There is no appeal."))
    people: Any = given.get("panel", ())
    return next(filter(None, (barred_from_panel(row, one, on=on) for one in people)), None)


def not_waiting(row: Case, *, actor: User, on: date, given: Given) -> Refusal | None:
    """The panel admits what came late, once."""
    late = Appeal.objects.filter(case=row, late=True, admitted_on=None, refused_on=None)
    return None if late.exists() else Refusal("M-22", _("No late appeal waits for the panel."))


def not_to_judge(row: Case, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Never worse than before: another level only below the one that was decided."""
    outcome = given.get("outcome")
    if outcome != Appeal.Outcome.REDUCED:
        return None
    sanction = Sanction.objects.get(case=row)
    level: Any = given.get("level")
    if level is None or level >= sanction.level:
        sentence = _("An appeal never makes it worse: choose a level below %(level)s.") % {"level": sanction.level}
        return Refusal("M-22", sentence, "level")
    return unfit_form(subject_of(row), level, str(given.get("form", "")))


def no_stay(row: Case, *, actor: User, on: date, given: Given) -> Refusal | None:
    if not Sanction.objects.filter(case=row, stayed=True).exists():
        return Refusal("M-22", _("Nothing rests during this appeal."))
    return None


def time_left(row: Case, *, actor: User, on: date, given: Given) -> Refusal | None:
    """The time for an appeal is over the day after its last. Source: T-54."""
    last = last_day(row)
    if last is None or on <= last:
        return Refusal("T-54", _("The time for an appeal is not over."))
    return None


def not_spent(row: Case, *, actor: User, on: date, given: Given) -> Refusal | None:
    """The sanction has run its time, and no hold keeps the file. Source: T-60."""
    if row.held:
        return Refusal("T-60", _("The case is under legal hold."))
    if row.spent_on is None or on < row.spent_on:
        return Refusal("T-60", _("The sanction has not run its time."))
    return None
