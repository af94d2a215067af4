"""What stands in the way of the steps of a case. Source: 2.20, S-09 to S-11, T-54 (docs/cases.md)."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from foundation.directory.models import User
from foundation.refusals import Given, Refusal
from people.cases.clocks import earliest_hearing, is_called_in_time
from people.cases.dues import calendar_of, clocks
from people.cases.models import (
    Allegation,
    Case,
    CaseFile,
    CaseSubject,
    Dismissal,
    Hearing,
    InterimMeasure,
    Interview,
    Referral,
)
from people.cases.separation import barred_from_investigating


def acknowledged(row: Case, *, actor: User, on: date, given: Given) -> Refusal | None:
    if row.acknowledged_on is not None:
        return Refusal("T-54", _("The report is acknowledged already."))
    return None


def not_to_propose_dismissal(row: Case, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Zero tolerance is always investigated; one proposal at a time."""
    if row.is_zero_tolerance:
        return Refusal("M-22", _("Unauthorised access and hidden functions are always investigated, never dismissed."))
    if Dismissal.objects.filter(case=row).exists():
        return Refusal("M-22", _("It is proposed already. Another case officer dismisses it, or opens the case."))
    return None


def not_to_dismiss(row: Case, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Two case officers, each for reasons; never for zero tolerance."""
    if row.is_zero_tolerance:
        return Refusal("M-22", _("Unauthorised access and hidden functions are always investigated, never dismissed."))
    proposal = Dismissal.objects.filter(case=row).first()
    if proposal is None:
        return Refusal("M-22", _("Nobody dismisses a case alone. Propose it; another case officer decides."))
    if proposal.proposed_by_id == actor.person_id:
        return Refusal("M-22", _("You proposed it, so another case officer dismisses it."))
    return None


def not_to_investigate(row: Case, *, actor: User, on: date, given: Given) -> Refusal | None:
    """S-09 for whoever is to investigate."""
    person: Any = given.get("investigator")
    return None if person is None else barred_from_investigating(row, person, on=on)


def not_to_finish(row: Case, *, actor: User, on: date, given: Given) -> Refusal | None:
    """The person is known, the allegations are written, there is evidence, and both sides are told."""
    if not CaseSubject.objects.filter(case=row, person__isnull=False).exists():
        return Refusal("M-22", _("Nobody is heard before it is known whom the case is about."))
    if not Allegation.objects.filter(case=row).exists():
        return Refusal("M-22", _("Write down each allegation first."))
    if not (CaseFile.objects.filter(case=row).exists() or Interview.objects.filter(case=row).exists()):
        return Refusal("M-22", _("The list of evidence is empty. Add a file or an interview."))
    for name in ("speaks_against", "speaks_for"):
        if name in given and not str(given[name]).strip():
            return Refusal("M-22", _("Write down both sides, also what speaks for the person."), name)
    return None


def told_already(row: Case, *, actor: User, on: date, given: Given) -> Refusal | None:
    if row.subject_told_on is not None:
        return Refusal("M-22", _("The person was told already."))
    if not CaseSubject.objects.filter(case=row, person__isnull=False).exists():
        return Refusal("M-22", _("It is not known yet whom the case is about."))
    return None


def not_to_tell(row: Case, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Counsel may delay it; then nobody tells before the day has come or counsel ends the delay."""
    refusal = told_already(row, actor=actor, on=on, given=given)
    if refusal is None and row.telling_delayed_until is not None and on < row.telling_delayed_until:
        words = {"day": date_format(row.telling_delayed_until, "j M Y")}
        return Refusal("M-22", _("Counsel has delayed this until %(day)s.") % words)
    return refusal


def not_to_call(row: Case, *, actor: User, on: date, given: Given) -> Refusal | None:
    """The person was told of the case, and has the working days of notice. Source: T-54."""
    if row.subject_told_on is None:
        return Refusal("M-22", _("Tell the person of the case before you call the hearing."))
    day: Any = given.get("day")
    if day is None:
        return None
    numbers, calendar = clocks(on).value, calendar_of(row)
    if not is_called_in_time(on, day, numbers, calendar):
        first = date_format(earliest_hearing(on, numbers, calendar), "j M Y")
        words = {"days": numbers["hearing_working_days"], "first": first}
        sentence = _("Give %(days)s working days of notice: the first possible day is %(first)s.") % words
        return Refusal("T-54", sentence, "day")
    return None


def not_to_record_hearing(row: Case, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Called in time, the file was open, and nobody is said to be heard before the day."""
    hearing = Hearing.objects.filter(case=row).first()
    if hearing is None:
        return Refusal("T-54", _("Call the hearing first."))
    if given.get("outcome") == Hearing.Outcome.HELD and on < hearing.day:
        words = {"day": date_format(hearing.day, "j M Y")}
        return Refusal("T-54", _("The hearing is on %(day)s.") % words, "outcome")
    if not given.get("file_shown", True):
        sentence = _("Open the file to the person first, with third parties blacked out.")
        return Refusal("M-22", sentence, "file_shown")
    return None


def referred_already(row: Case, *, actor: User, on: date, given: Given) -> Refusal | None:
    if Referral.objects.filter(case=row).exists():
        return Refusal("M-23", _("The case is with an authority already."))
    return None


def no_hold(row: Case, *, actor: User, on: date, given: Given) -> Refusal | None:
    if not row.held:
        return Refusal("S-15", _("There is no hold on this case."))
    return None


def held(row: Case, *, actor: User, on: date, given: Given) -> Refusal | None:
    """A legal hold overrides every period. Source: T-60."""
    if row.held:
        return Refusal("T-60", _("The case is under legal hold."))
    return None


def consulted(row: Case, *, actor: User, on: date, given: Given) -> Refusal | None:
    if row.consulted_on is not None:
        return Refusal("M-22", _("Counsel is asked already."))
    return None


def measure_runs(row: Case, *, actor: User, on: date, given: Given) -> Refusal | None:
    """One measure of a kind at a time; it is renewed instead."""
    running = InterimMeasure.objects.filter(case=row, kind=given.get("kind", "")).running(on=on)
    if running.exists():
        return Refusal("M-22", _("This measure runs already. Renew it."), "kind")
    return None
