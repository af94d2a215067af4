"""Who works on violation cases in the tests' company, and cases led as far as a test needs them."""

from datetime import date, timedelta
from typing import Any

from foundation.access import Role, robot
from foundation.directory.actions import add_person
from foundation.directory.models import JobRole, JobRoleSpell, Person, User
from people.cases.actions import (
    add_allegation,
    agree_to_decision,
    call_hearing,
    consult_counsel,
    finish_investigation,
    identify_subject,
    open_case,
    propose_decision,
    record_hearing,
    record_interview,
    report_case,
    sanction_case,
    seat_deciders,
    tell_subject,
)
from people.cases.models import Allegation, Case, Category, Decision, Form, Hearing
from tests.company import LONG_AGO, TODAY, Company, grant

# key: name, unit of work, manager, roles (all on the whole organisation)
STAFF: dict[str, tuple[str, str, str | None, tuple[Role, ...]]] = {
    "grace": ("Grace Lund", "GOV", None, (Role.CASE, Role.EMP)),
    "otto": ("Otto Reyes", "GOV", None, (Role.CASE, Role.EMP)),
    "iris": ("Iris Blom", "GOV", None, (Role.INVEST, Role.EMP)),
    "ivan": ("Ivan Horvat", "AUDIT", None, (Role.INVEST, Role.EMP)),
    "boss": ("Bea Osterman", "TS", None, (Role.INVEST, Role.DECIDE, Role.CASE, Role.EMP)),
    "sven": ("Sven Dahl", "TS", "boss", (Role.EMP,)),
    "rosa": ("Rosa Meyer", "TS", "boss", (Role.EMP,)),
    "wanda": ("Wanda Kos", "TS", "boss", (Role.INVEST, Role.EMP)),
    "dana": ("Dana Fox", "HQ", None, (Role.DECIDE, Role.EMP)),
    "dirk": ("Dirk Aziz", "MEA", None, (Role.DECIDE, Role.EMP)),
    "dora": ("Dora Nagy", "HQ", None, (Role.DECIDE, Role.EMP)),
    "pia": ("Pia Roth", "MEA", None, (Role.PANEL, Role.EMP)),
    "lena": ("Lena Voss", "GOV", None, (Role.LEG, Role.EMP)),
    "hugo": ("Hugo Lang", "GOV", None, (Role.HR, Role.EMP)),
    "dpo": ("Petros Galanis", "GOV", None, (Role.DPO, Role.EMP)),
}
STAGES = ("reported", "investigating", "hearing", "decision_pending", "sanctioned")


def staff_cases(company: Company) -> dict[str, User]:
    """Adds those who work on cases, those whom cases are about, and their manager, to the cast."""
    people: dict[str, Person] = {}
    role, _made = JobRole.objects.get_or_create(code="staff", defaults={"name": "Staff"})
    for number, (key, (name, unit, manager, roles)) in enumerate(STAFF.items(), start=701):
        above = people.get(manager) if manager else None
        facts = {"number": f"P-{number:04d}", "name": name, "email": f"{key}@meridane.example", "start_on": LONG_AGO}
        people[key] = add_person(actor=robot(), unit=company.units[unit], manager=above, **facts)
        JobRoleSpell.objects.create(person=people[key], role=role, unit=company.units[unit], from_on=LONG_AGO)
        user = User.objects.create_user(email=facts["email"], name=name, person=people[key])
        grant(user, *[(one, company.units["MN"]) for one in roles])
        company.cast[key] = user
    return company.cast


def reported(company: Company, *, on: date = TODAY, **facts: Any) -> Case:
    """Rosa reports with her name what Sven did; a case officer has noted that it is about Sven."""
    cast = company.cast
    said = {"category": Category.CONTROL_BYPASS, "description": "A session ran past the recording.", **facts}
    case = report_case(actor=cast["rosa"], unit=company.units["HQ"], about="Sven of services", on=on, **said).case
    return identify_subject(actor=cast["grace"], case=case, person=cast["sven"].person, on=on)


def lead_to(company: Company, stage: str, *, on: date = TODAY, level: int = 2, **facts: Any) -> Case:
    """A case about Sven in one of STAGES; each stage takes its days, the hearing is a week after the report."""
    case = reported(company, on=on, **facts)
    for reached in STAGES[1 : STAGES.index(stage) + 1]:
        _FORWARD[reached](company, case, on, level)
    return case


def _investigate(company: Company, case: Case, on: date, _level: int) -> None:
    cast = company.cast
    open_case(actor=cast["grace"], case=case, investigator=cast["iris"].person, plan="Read the logs.", on=on)
    consult_counsel(actor=cast["grace"], case=case, on=on)
    tell_subject(actor=cast["grace"], case=case, on=on)


def _finish(company: Company, case: Case, on: date, _level: int) -> None:
    cast = company.cast
    add_allegation(actor=cast["iris"], case=case, text="Went round the gateway.", on=on)
    said = {"person": cast["wanda"].person, "held_on": on, "notes": "Saw the session."}
    record_interview(actor=cast["iris"], case=case, on=on, **said)
    both = {"speaks_against": "The gateway has no record.", "speaks_for": "The customer was waiting."}
    finish_investigation(actor=cast["iris"], case=case, on=on, **both)


def _hear(company: Company, case: Case, on: date, _level: int) -> None:
    day, cast = on + timedelta(days=10), company.cast
    call_hearing(actor=cast["grace"], case=case, day=day, place="Room 4", on=on)
    record_hearing(actor=cast["grace"], case=case, outcome=Hearing.Outcome.HELD, file_shown=True, on=day)


FORMS = {1: Form.WRITTEN_WARNING, 2: Form.SERIOUS_WARNING, 3: Form.DEMOTION, 4: Form.TERMINATION}


def propose(company: Company, case: Case, *, level: int | None, on: date, who: str = "dana", **facts: Any) -> Decision:
    """Somebody proposes a sanction of a level, or without one that nothing is substantiated."""
    outcome = Decision.Outcome.SANCTION if level else Decision.Outcome.NOT_SUBSTANTIATED
    found = Allegation.Finding.SUBSTANTIATED if level else Allegation.Finding.NOT_SUBSTANTIATED
    said: dict[str, Any] = {"findings": dict.fromkeys(case.allegations.values_list("uuid", flat=True), found)}
    if level:
        said |= {"level": level, "form": FORMS[level], "outside_reasons": "Weighed with care."}
    said |= {"reasons": "The log is clear.", **facts}
    return propose_decision(actor=company.cast[who], case=case, outcome=outcome, on=on, **said)


def _sanction(company: Company, case: Case, on: date, level: int) -> None:
    day, cast = decision_day(on), company.cast
    deciders = [cast["dana"].person, cast["dirk"].person]
    seat_deciders(actor=cast["grace"], case=case, deciders=deciders, on=day)
    propose(company, case, level=level, on=day)
    for who in ("dirk", *(("hugo", "lena") if level >= 3 else ())):
        agree_to_decision(actor=cast[who], case=case, on=day)
    sanction_case(actor=cast["dana"], case=case, start_on=day, on=day)


def decision_day(on: date) -> date:
    """The day on which lead_to() decides a case reported on a day."""
    return on + timedelta(days=14)


_FORWARD = {"investigating": _investigate, "hearing": _finish, "decision_pending": _hear, "sanctioned": _sanction}
