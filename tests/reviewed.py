"""Management reviews for tests: Ines prepares them, Vera Lund, who manages the whole, chairs and signs."""

from datetime import date
from typing import Any

from assurance.actions import (
    gather_inputs,
    hold_review,
    note_input,
    plan_review,
    record_outcome,
    set_objective,
    sign_review,
)
from assurance.models import ManagementReview, Objective
from foundation.access import Role, robot
from foundation.directory.actions import add_person
from foundation.directory.models import User
from tests.company import LONG_AGO, TODAY, Company, grant

CHAIR = "vera@meridane.example"
MET = {"attendance": "Vera Lund, chair\nSamir Haddad", "minutes": "Topic by topic."}


def top_manager(company: Company) -> User:
    """Vera Lund, who is in nobody else's test."""
    known = User.objects.filter(email=CHAIR).first()
    if known is not None:
        return known
    facts: dict[str, Any] = {"number": "P-0950", "name": "Vera Lund", "email": CHAIR}
    person = add_person(actor=robot(), unit=company.units["HQ"], start_on=LONG_AGO, **facts)
    user = User.objects.create_user(email=CHAIR, name=person.name, person=person)
    grant(user, (Role.MGR, company.units["MN"]))
    return user


def planned(company: Company, *, title: str = "Yearly review", on: date = TODAY) -> ManagementReview:
    chair = top_manager(company).person
    facts: dict[str, Any] = {"title": title, "planned_on": date(2026, 12, 9), "chair": chair}
    return plan_review(actor=company.cast["ines"], unit=company.units["MN"], on=on, **facts)


def gathered(company: Company, *, title: str = "Yearly review", on: date = TODAY) -> ManagementReview:
    review = planned(company, title=title, on=on)
    return gather_inputs(actor=company.cast["ines"], management_review=review, cut_off=on, on=on)


def spoken(company: Company, *, title: str = "Yearly review", on: date = TODAY) -> ManagementReview:
    """Every topic has its note; a decision, and an action that Emma carries out."""
    ines, review = company.cast["ines"], gathered(company, title=title, on=on)
    for one in review.inputs.all():
        note_input(actor=ines, review_input=one, note="As before.")
    record_outcome(actor=ines, review=review, kind="decision", text="The scope stays.", on=on)
    facts = {"kind": "action", "text": "Renew the recorders.", "owner": company.person("emma")}
    record_outcome(actor=ines, review=review, due_on=date(2026, 12, 18), on=on, **facts)
    return review


def held(company: Company, *, title: str = "Yearly review", on: date = TODAY) -> ManagementReview:
    review = spoken(company, title=title, on=on)
    return hold_review(actor=company.cast["ines"], management_review=review, held_on=on, on=on, **MET)


def signed(company: Company, *, title: str = "Yearly review", on: date = TODAY) -> ManagementReview:
    review = held(company, title=title, on=on)
    return sign_review(actor=top_manager(company), management_review=review, on=on)


def objective(company: Company, **facts: Any) -> Objective:
    """Samir answers for it: no session of outsiders past its end (K-21), which is so in the small company."""
    given = {"title": "Rooms end in time", "metric": "K-21", "aim": "at_most", "target": 0, "by_on": date(2027, 6, 30)}
    given |= {"owner": company.person("samir"), **facts}
    return set_objective(actor=company.cast["ines"], unit=company.units["MN"], on=TODAY, **given)


def reviews_in(company: Company) -> None:
    """A signed review with Emma's action, the next in preparation, and an objective: what the world has of them."""
    signed(company, title="Last review")
    spoken(company, title="Next review")
    objective(company)
