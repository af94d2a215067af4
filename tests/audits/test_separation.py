"""The rules of separation, S-01 to S-07, each at three doors: page, API and verb refuse one and let another through."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

from audits.actions import (
    approve_programme,
    declare_conflict,
    except_member,
    issue_finding,
    log_finding,
    name_lead,
    review_report,
    verify_finding,
    write_report,
)
from audits.models import AuditorQualification
from foundation.access import Role
from foundation.approvals import decide_approval, take_step
from foundation.directory.models import JobRole, JobRoleSpell, Person, User
from foundation.models.work import Approval
from foundation.refusals import Refused
from tests.audits.chain import implemented, paper, reporting
from tests.audits.departing import asked
from tests.audits.test_programme_year import in_review
from tests.audits.test_seats import initiated
from tests.company import LONG_AGO, TODAY, Company, grant, plan_audit, start_audit

pytestmark = pytest.mark.usefixtures("company_day")

Body = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """Who is refused and who is let through, by what they send; `verb` does the same inside the house."""

    page: str
    api: str
    verb: Callable[[User, Body], Any]
    refused: tuple[str, Body]
    allowed: tuple[str, Body]
    sentence: str
    is_in_person: bool = False  # no token of a program may do it


def step(workflow: str, row: Any, name: str, verb: Callable[..., Any], **facts: Any) -> dict[str, Any]:
    return {
        "page": reverse("foundation:step", args=[workflow, row.uuid, name]),
        "api": f"{workflow}s/{row.uuid}/steps/{name}/",
        "verb": lambda actor, body: verb(actor=actor, **{workflow: row}, on=TODAY, **body),
        **facts,
    }


def lead_of(company: Company, sentence: str) -> Case:
    """Tobias is barred; Priya may lead as well."""
    audit = plan_audit(company, lead="leo")
    grant(company.cast["priya"], (Role.LA, company.units["MN"]))
    AuditorQualification.objects.filter(person=company.person("priya")).update(grade="lead")
    refused, allowed = ({"lead": company.person(name)} for name in ("tobias", "priya"))
    facts = {"refused": ("petra", refused), "allowed": ("petra", allowed), "sentence": sentence}
    return Case(**step("audit", audit, "name_lead", name_lead, **facts))


def s_01(company: Company, cast: dict[str, User]) -> Case:
    """Nobody audits where they worked in the last 24 months."""
    worked(company, "tobias")
    return lead_of(company, "Tobias Lindqvist cannot audit this (S-01)")


def worked(company: Company, name: str) -> None:
    facts = {"role": JobRole.objects.get(code="service"), "unit": company.units["TS"], "from_on": LONG_AGO}
    JobRoleSpell.objects.create(person=company.person(name), to_on=date(2026, 1, 20), **facts)


def s_02(company: Company, cast: dict[str, User]) -> Case:
    """What somebody declared bars them."""
    facts = {"kind": "financial", "from_on": LONG_AGO, "unit": company.units["TS"]}
    declare_conflict(actor=cast["tobias"], person=cast["tobias"].person, on=TODAY, **facts)
    return lead_of(company, "Tobias Lindqvist cannot audit this (S-02)")


def s_03(company: Company, cast: dict[str, User]) -> Case:
    """An exception is for experts and small units: here for an expert alone."""
    audit = initiated(company)
    worked(company, "leo")
    unit = company.units["TS"]
    Person.objects.bulk_create(
        Person(number=f"T-{n}", name=f"Technician {n}", email=f"t{n}@x.example", unit=unit, start_on=LONG_AGO)
        for n in range(12)
    )
    body = {"member": company.person("leo"), "second_auditor": company.person("priya"), "mitigation": "Never alone."}
    body |= {"reason": "Only he knows the recorder."}
    facts = {
        "refused": ("tobias", body | {"part": "auditor"}),
        "allowed": ("tobias", body | {"part": "expert"}),
        "sentence": "An exception is for technical experts",
    }
    given = step("audit", audit, "except_member", except_member, **facts)
    return Case(**given | {"verb": lambda actor, sent: ask(actor, audit, "except_member", sent)})


def ask(actor: User, row: Any, name: str, body: Body) -> Any:
    """Steps of two people are asked for."""
    given = {key: value for key, value in body.items() if key != "reason"}
    return take_step(actor=actor, subject=row, step=name, on=TODAY, reason=body["reason"], given=given)


def s_04(company: Company, cast: dict[str, User]) -> Case:
    """Who leads is qualified on all days."""
    AuditorQualification.objects.filter(person=company.person("tobias")).update(valid_until=date(2026, 10, 31))
    return lead_of(company, "Tobias Lindqvist cannot lead this (S-04)")


def s_05(company: Company, cast: dict[str, User]) -> Case:
    """Who did the work does not verify it."""
    finding = finding_of(company)
    grant(cast["emma"], (Role.CO, company.units["MN"]))
    implemented(finding, cast, owners=("emma",))
    body = {"method": "sample", "sample": "Ten.", "early_reason": "All were seen."}
    facts = {
        "refused": ("emma", body | {"evidence": [paper(cast["emma"])]}),
        "allowed": ("carla", body | {"evidence": [paper(cast["carla"])]}),
        "sentence": "Emma Cole cannot verify this (S-05)",
    }
    return Case(**step("finding", finding, "verify", verify_finding, **facts))


def s_06_of_a_report(company: Company, cast: dict[str, User]) -> Case:
    """Who wrote a report does not review it."""
    audit = reporting(start_audit(company), cast)
    write_report(actor=cast["tobias"], audit=audit, summary="Named.", conclusion="conforms", on=TODAY)
    facts = {
        "refused": ("tobias", {"agreed": True}),
        "allowed": ("ines", {"agreed": True}),
        "sentence": "Somebody else reviews it",
    }
    given = step("audit", audit, "review_report", review_report, **facts)
    return Case(**given | {"verb": lambda actor, _sent: review_report(actor=actor, audit=audit, on=TODAY)})


def s_06_of_a_programme(company: Company, cast: dict[str, User]) -> Case:
    """Who wrote a programme does not approve it."""
    programme = in_review(company)
    grant(cast["petra"], (Role.MGR, company.units["HQ"]))
    facts = {"refused": ("petra", {}), "allowed": ("helena", {}), "sentence": "Somebody else approves it"}
    return Case(**step("programme", programme, "approve", approve_programme, **facts))


def s_07(company: Company, cast: dict[str, User]) -> Case:
    """Who asked for more time does not decide on it."""
    finding = finding_of(company)
    grant(cast["tobias"], (Role.CO, company.units["MN"]))
    given = {"due_step": "action", "new_due_on": date(2027, 3, 1)}
    approval = asked(finding, "extend", cast["tobias"], reason="The supplier delivers in March.", **given)
    return Case(
        page=reverse("foundation:approval", args=[approval.uuid]),
        api=f"approvals/{approval.uuid}/decide/",
        verb=lambda actor, _sent: decide_approval(actor=actor, approval=Approval.objects.get(pk=approval.pk), yes=True),
        refused=("tobias", {"yes": True}),
        allowed=("ines", {"yes": True}),
        sentence="You asked for this yourself",
        is_in_person=True,
    )


def finding_of(company: Company) -> Any:
    audit = start_audit(company)
    item = audit.items.get(number="MCB-15")
    facts = {"statement": "Two are missing.", "objective_evidence": "Sample of five.", "type": "major", "on": TODAY}
    facts |= {"process": company.processes["remote-access"], "owner": company.person("samir")}
    draft = log_finding(actor=company.cast["priya"], audit=audit, item=item, **facts)
    return issue_finding(actor=company.cast["tobias"], finding=draft, on=TODAY)


RULES = [
    ("S-01", s_01),
    ("S-02", s_02),
    ("S-03", s_03),
    ("S-04", s_04),
    ("S-05", s_05),
    ("S-06", s_06_of_a_report),
    ("S-06", s_06_of_a_programme),
    ("S-07", s_07),
]


@contextmanager
def undone() -> Iterator[None]:
    """What one door did is as if it had not been."""
    point = transaction.savepoint()
    yield
    transaction.savepoint_rollback(point)


def typed(body: Body) -> Body:
    """What a program sends: rows by their uuid."""

    def sent(value: Any) -> Any:
        if isinstance(value, list):
            return [sent(one) for one in value]
        return str(getattr(value, "uuid", value)) if not isinstance(value, bool) else value

    return {name: sent(value) for name, value in body.items()}


def typed_in(body: Body) -> Body:
    """What a form sends for it: a box that is ticked, a button that is pressed."""
    return {name: "yes" if value is True else value for name, value in typed(body).items()}


@pytest.mark.parametrize(("rule", "prepare"), RULES, ids=[prepare.__name__ for _rule, prepare in RULES])
def test_a_rule_of_separation_refuses_one_and_lets_another_through(
    browse: Callable[..., Any],
    program: Callable[..., Any],
    company: Company,
    cast: dict[str, User],
    rule: str,
    prepare: Callable[[Company, dict[str, User]], Case],
) -> None:
    def call(case: Case, who: str, body: Body) -> Any:
        if case.is_in_person:
            return browse(who).post(f"/api/v1/{case.api}", typed(body), "application/json")
        return program(who, "sign").post(case.api, typed(body))

    case = prepare(company, cast)
    who, body = case.refused
    page = browse(who).post(case.page, typed_in(body))
    api = call(case, who, body)
    assert (page.status_code, case.sentence in page.content.decode()) == (409, True)
    assert (api.status_code, api.json()["code"], case.sentence in str(api.json())) == (409, rule, True)
    with undone(), pytest.raises(Refused) as refusal:
        case.verb(User.objects.get(pk=cast[who].pk), body)
    assert refusal.value.code == rule

    who, body = case.allowed
    with undone():
        assert browse(who).post(case.page, typed_in(body)).status_code == 302
    with undone():
        assert call(case, who, body).status_code in (200, 202)
    case.verb(User.objects.get(pk=cast[who].pk), body)
