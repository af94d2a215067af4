"""The dates of a case as rows: written when they begin to count, never moved by a later policy. Source: T-54, T-60."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from foundation import policy
from foundation.dates import WorkCalendar
from foundation.directory.calendars import work_calendar
from people.cases.models import Case, CaseDue, CaseSubject
from people.cases.policies import CLOCKS_POLICY, RETENTION_POLICY

Step = CaseDue.Step


def clocks(on: date) -> policy.Current:
    return policy.current(CLOCKS_POLICY, on)


def retention(on: date) -> policy.Current:
    return policy.current(RETENTION_POLICY, on)


def calendar_of(case: Case) -> WorkCalendar:
    """The working days of the person it is about; of the case's unit while nobody knows whom."""
    subject = CaseSubject.objects.filter(case=case).select_related("person__unit__calendar").first()
    unit = case.unit if subject is None or subject.person is None else subject.person.unit
    return work_calendar(unit)


def set_due(case: Case, step: str, *, anchor: date, due_on: date, rule: str, version: int = 1) -> CaseDue:
    """Writes the date of a step, anew where the step begins again."""
    facts: Mapping[str, Any] = {"anchor": anchor, "due_on": due_on, "rule": rule, "policy_version": version}
    due, _made = CaseDue.objects.update_or_create(case=case, step=step, defaults={**facts, "done_on": None})
    return due


def meet_due(case: Case, *steps: str, on: date) -> None:
    CaseDue.objects.filter(case=case, step__in=steps, done_on=None).update(done_on=on)


def drop_due(case: Case, *steps: str) -> None:
    """Takes out what no longer counts: the end of a sanction that is under appeal."""
    CaseDue.objects.filter(case=case, step__in=steps, done_on=None).delete()
