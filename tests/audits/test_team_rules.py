"""S-01, S-02 and S-04 at every door: the page, the API and the clock refuse with the rule and the end of the bar."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from assurance.models import Supplier
from audits.actions import (
    add_line,
    change_qualification,
    create_occurrences,
    decide_conflict,
    declare_conflict,
    end_conflict,
    name_lead,
    qualify_auditor,
    set_team,
)
from audits.independence import ties
from audits.leading import cannot_lead
from audits.models import Audit, AuditorQualification, ConflictDeclaration
from audits.workflows import AUDIT
from foundation.access import robot
from foundation.clock import LATEST
from foundation.directory.models import JobRole, JobRoleSpell, Unit
from foundation.refusals import Refused
from tests.company import LONG_AGO, TODAY, plan_audit

pytestmark = pytest.mark.usefixtures("company_day")

Kind = ConflictDeclaration.Kind


def worked(company, until: date) -> None:
    facts = {"role": JobRole.objects.get(code="service"), "unit": company.units["TS"], "from_on": LONG_AGO}
    JobRoleSpell.objects.create(person=company.person("leo"), to_on=until, **facts)


def declared(company, kind: str = Kind.ADVISED, to_on: date | None = None, **about: Any) -> ConflictDeclaration:
    leo = company.cast["leo"]
    facts = {"kind": kind, "from_on": LONG_AGO, "to_on": to_on, **(about or {"unit": company.units["TS"]})}
    return declare_conflict(actor=leo, person=leo.person, on=TODAY, **facts)


def unqualified(company, until: date) -> None:
    AuditorQualification.objects.filter(person=company.person("leo")).update(valid_until=until)


BARS = [
    ("S-01", lambda company: worked(company, date(2026, 1, 31)), "free to audit it from 1 Feb 2028"),
    ("S-02", lambda company: declared(company, to_on=date(2026, 1, 31)), "free to audit it from 1 Feb 2028"),
    ("S-04", lambda company: unqualified(company, date(2026, 10, 31)), "ended on 31 Oct 2026"),
]


@pytest.mark.parametrize(("rule", "bar", "end"), BARS)
def test_page_api_and_clock_refuse_with_rule_and_end(browse, program, company, cast, rule, bar, end):
    audit, leo = plan_audit(company), company.person("leo")
    bar(company)

    page = browse("petra").post(reverse("foundation:step", args=["audit", audit.uuid, "name_lead"]), {"lead": leo.uuid})
    api = program("petra").post(f"audits/{audit.uuid}/steps/name_lead/", {"lead": str(leo.uuid)})
    facts = {"title": "Yearly", "interval_months": 12, "working_days": 1, "anchor": date(2026, 12, 1), "lead": leo}
    line = add_line(actor=cast["petra"], unit=company.units["TS"], frameworks=[company.framework], **facts)
    create_occurrences(actor=robot(), line=line, on=TODAY)

    said = page.content.decode()
    assert (page.status_code, rule in said, end in said) == (409, True, True)
    assert (api.status_code, api.json()["code"], end in str(api.json())) == (409, rule, True)
    assert [one.lead for one in line.audits.all()] == [None]
    audit.refresh_from_db()
    assert audit.lead == company.person("tobias")


def test_page_api_and_clock_let_through_who_is_free(browse, program, company, cast):
    audits, leo = [plan_audit(company), plan_audit(company)], company.person("leo")
    worked(company, date(2024, 11, 19))
    declared(company, to_on=date(2024, 11, 19))
    declared(company, Kind.FAMILY, date(2026, 11, 19))

    page = browse("petra").post(
        reverse("foundation:step", args=["audit", audits[0].uuid, "name_lead"]), {"lead": leo.uuid}
    )
    api = program("petra").post(f"audits/{audits[1].uuid}/steps/name_lead/", {"lead": str(leo.uuid)})
    facts = {"title": "Yearly", "interval_months": 12, "working_days": 1, "anchor": date(2026, 12, 1), "lead": leo}
    line = add_line(actor=cast["petra"], unit=company.units["TS"], frameworks=[company.framework], **facts)
    create_occurrences(actor=robot(), line=line, on=TODAY)

    assert (page.status_code, api.status_code) == (302, 200)
    assert [one.lead for one in [*Audit.objects.filter(line=None), *line.audits.all()]] == [leo] * 3


def test_what_is_declared_bars_for_as_long_as_its_kind_says(company, cast):
    """Advice, work and ownership for 24 months after their end; family and money to their last day."""
    audit, samir = plan_audit(company), company.person("samir")
    Unit.objects.filter(code="TS").update(accountable_officer=samir)
    supplier = Supplier.objects.create(
        ref="S-9", name="Halcyon Boards", country="XA", category="ems", unit=audit.unit, owner=samir
    )
    bought = plan_audit(company, kind=Audit.Kind.SECOND_PARTY, title="Supplier audit: Halcyon Boards")
    here, elsewhere = company.processes["remote-access"], company.processes["mea-acceptance"]
    rows = [
        (audit, {"process": here}, Kind.OWNED, date(2024, 11, 20), True),
        (audit, {"process": here}, Kind.OWNED, date(2024, 11, 19), False),
        (audit, {"process": elsewhere}, Kind.ADVISED, None, False),
        (audit, {"unit": company.units["HQ"]}, Kind.WORKED, None, True),
        (audit, {"unit": company.units["MEADEL"]}, Kind.WORKED, None, False),
        (audit, {"other": samir}, Kind.FAMILY, TODAY, True),
        (audit, {"other": samir}, Kind.FINANCIAL, date(2026, 11, 19), False),
        (audit, {"other": company.person("emma")}, Kind.FAMILY, None, False),
        (audit, {"supplier": supplier}, Kind.FINANCIAL, None, False),
        (bought, {"supplier": supplier}, Kind.FINANCIAL, None, True),
    ]

    for row, about, kind, to_on, is_barred in rows:
        conflict = declared(company, kind, to_on, **about)
        found = [tie.rule for tie in ties(company.person("leo"), row, on=TODAY)]
        assert found == (["S-02"] if is_barred else []), (about, kind, to_on)
        ConflictDeclaration.objects.filter(pk=conflict.pk).delete()


def test_a_member_with_a_declared_conflict_is_refused_until_it_is_dismissed(company, cast):
    audit = AUDIT.move(plan_audit(company), "initiate", actor=cast["tobias"], on=TODAY)
    conflict = declared(company)
    with pytest.raises(Refused, match=r"\(S-02\): declared advice on Technical services") as refusal:
        set_team(actor=cast["tobias"], audit=audit, members=[company.person("leo")], on=TODAY)
    about = {"kind": Kind.FAMILY, "unit": audit.unit, "from_on": TODAY}
    own = declare_conflict(actor=cast["petra"], person=cast["petra"].person, on=TODAY, **about)
    with pytest.raises(Refused, match="Another person has to decide"):
        decide_conflict(actor=cast["petra"], conflict=own, decision="dismissed", note="None.", on=TODAY)

    decide_conflict(actor=cast["petra"], conflict=conflict, decision="dismissed", note="One talk only.", on=TODAY)
    set_team(actor=cast["tobias"], audit=audit, members=[company.person("leo")], on=TODAY)

    assert (refusal.value.code, refusal.value.field) == ("S-02", "members")
    assert audit.team.filter(person=company.person("leo")).exists()


def test_a_lead_is_qualified_for_each_criterion_on_all_days(company):
    audit = plan_audit(company, planned_end=date(2026, 11, 24))
    rows = AuditorQualification.objects.filter(person=company.person("leo"))
    spans = [
        ([(LONG_AGO, date(2026, 11, 24))], None),
        ([(LONG_AGO, LATEST)], None),
        ([(LONG_AGO, date(2026, 11, 23))], "ended on 23 Nov 2026"),
        ([(LONG_AGO, date(2026, 11, 21)), (date(2026, 11, 22), date(2027, 1, 1))], None),
        ([(LONG_AGO, date(2026, 11, 20)), (date(2026, 11, 22), date(2027, 1, 1))], "ended on 20 Nov 2026"),
        (
            [(date(2026, 11, 21), date(2027, 1, 1))],
            "not qualified to lead audits against Internal baseline:2026 on 20 Nov",
        ),
        ([], "not qualified to lead"),
    ]

    for held, why in spans:
        rows.delete()
        for first, last in held:
            facts = {"framework": company.framework, "grade": "lead", "valid_from": first, "valid_until": last}
            qualify_auditor(actor=company.cast["petra"], person=company.person("leo"), **facts)
        refusal = cannot_lead(company.person("leo"), audit)
        assert (refusal is None) if why is None else (why in str(refusal)), (held, refusal)

    audit.kind = Audit.Kind.SURVEILLANCE
    assert cannot_lead(company.person("leo"), audit) is None


def test_nobody_leads_a_fourth_audit_of_a_unit_in_a_row(company, cast):
    days = [date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 26)]
    planned = [plan_audit(company, planned_start=day, planned_end=day) for day in days]
    between = {"planned_start": date(2026, 11, 25), "planned_end": date(2026, 11, 25)}

    with pytest.raises(Refused, match=r"led 3 audits of Technical services in a row") as refusal:
        plan_audit(company, **between)
    name_lead(actor=cast["petra"], audit=planned[1], lead=company.person("leo"), on=TODAY)

    assert refusal.value.code == "S-04"
    assert plan_audit(company, **between).lead == company.person("tobias")
    assert plan_audit(company, process="mea-acceptance").lead == company.person("tobias")


def test_audits_of_one_day_follow_each_other_as_they_were_planned(company):
    """The order of rows decides nothing: PostgreSQL tells a changed row last."""
    planned = [plan_audit(company, lead=lead) for lead in ("tobias", "tobias", "tobias", "leo")]
    for audit in planned[:3]:
        Audit.objects.filter(pk=audit.pk).update(title="Told again")

    assert plan_audit(company).lead == company.person("tobias")


def test_an_audit_does_not_begin_under_a_lead_whose_qualification_ran_out(company, cast):
    audit = plan_audit(company, planned_start=date(2026, 12, 8), planned_end=date(2026, 12, 8))
    row = AuditorQualification.objects.get(person=company.person("tobias"))
    change_qualification(actor=cast["petra"], qualification=row, valid_until=date(2026, 12, 1), reason="Not renewed.")

    with pytest.raises(Refused, match="ended on 1 Dec 2026"):
        AUDIT.move(audit, "initiate", actor=cast["tobias"], on=TODAY)

    change_qualification(actor=cast["petra"], qualification=row, valid_until=date(2027, 12, 1), reason="Renewed.")
    assert AUDIT.move(audit, "initiate", actor=cast["tobias"], on=TODAY).state == Audit.State.INITIATED


# Pages and programs.


def test_auditors_and_their_conflicts_are_kept_through_pages(browse, company, django_assert_max_num_queries):
    petra, leo = browse("petra"), browse("leo")
    given = {
        "person": company.person("leo").uuid,
        "framework": company.framework.uuid,
        "grade": "expert",
        "valid_from": "2026-11-20",
        "valid_until": "2027-01-31",
    }
    wrong = petra.post(reverse("audits:qualification_add"), {**given, "valid_until": "2026-01-31"})
    petra.post(reverse("audits:qualification_add"), given)
    row = AuditorQualification.objects.get(grade="expert")
    with django_assert_max_num_queries(12):
        said = leo.get(reverse("audits:auditors")).content.decode()

    assert (wrong.status_code, "The last day cannot lie before the first." in wrong.content.decode()) == (422, True)
    assert "Technical expert" in said
    assert "Expires soon" in said
    assert row.uuid.hex not in said.replace("-", "")
    narrowed = petra.get(reverse("audits:auditors"), {"standing": "expiring"}).content.decode()
    assert narrowed.count("data-row") == 1

    about = {"kind": "family", "unit": company.units["TS"].uuid, "from_on": "2026-01-01", "note": "A sister."}
    both = leo.post(reverse("audits:conflict_declare"), {**about, "process": company.processes["remote-access"].uuid})
    leo.post(reverse("audits:conflict_declare"), about)
    conflict = ConflictDeclaration.objects.get()
    with django_assert_max_num_queries(12):
        seen = petra.get(reverse("audits:independence")).content.decode()
    decided = petra.post(
        reverse("audits:conflict_decide", args=[conflict.uuid]), {"decision": "stands", "note": "It does."}
    )
    own = leo.post(reverse("audits:conflict_end", args=[conflict.uuid]), {"to_on": "2026-11-01"})
    assert "Note the end" not in leo.get(reverse("audits:independence")).content.decode()
    ended = petra.post(reverse("audits:conflict_end", args=[conflict.uuid]), {"to_on": "2026-11-01"})

    assert (own.status_code, "A programme manager or officer notes its end" in own.content.decode()) == (409, True)
    assert (both.status_code, "Choose one process, unit, supplier or person." in both.content.decode()) == (422, True)
    assert "A sister." in seen
    assert "A sister." not in browse("priya").get(reverse("audits:independence")).content.decode()
    assert browse("priya").get(reverse("audits:conflict_end", args=[conflict.uuid])).status_code == 404
    assert (decided.status_code, ended.status_code) == (302, 302)
    mine = leo.get(reverse("audits:independence")).content.decode()
    assert "free from 2 Nov 2026" in mine
    assert "It does." in mine


def test_programs_keep_qualifications_and_conflicts(program, company):
    person, framework = str(company.person("leo").uuid), str(company.framework.uuid)
    given = {"person": person, "framework": framework, "grade": "auditor"}
    span = {"valid_from": "2026-01-01", "valid_until": "2027-12-31"}

    made = program("petra").post("auditor-qualifications/", {**given, **span})
    changed = program("petra").post(
        f"auditor-qualifications/{made.json()['uuid']}/change/",
        {"valid_until": "2026-06-30", "reason": "Left the pool."},
    )
    told = program("leo").post(
        "conflicts/",
        {"kind": "advised", "process": str(company.processes["remote-access"].uuid), "from_on": "2026-01-01"},
    )
    decided = program("petra").post(
        f"conflicts/{told.json()['uuid']}/decide/", {"decision": "dismissed", "note": "A question only."}
    )
    ended = program("leo").post(f"conflicts/{told.json()['uuid']}/end/", {"to_on": "2026-11-19"})

    assert (made.status_code, changed.json()["standing"]) == (201, "expired")
    assert (told.status_code, told.json()["decision"], told.json()["person"]["uuid"]) == (201, "waiting", person)
    assert (decided.json()["decision"], ended.json()["to_on"]) == ("dismissed", "2026-11-19")
    assert program("emma").get("conflicts/").json()["results"] == []


def test_who_may_not_is_refused(company, cast):
    row = declared(company, to_on=None)
    with pytest.raises(PermissionDenied):
        qualify_auditor(actor=cast["tobias"], person=company.person("leo"), framework=company.framework, grade="lead")
    with pytest.raises(PermissionDenied):
        declare_conflict(actor=cast["priya"], person=company.person("leo"), on=TODAY, kind="family")
    facts = {"framework": company.framework, "grade": "lead", "valid_from": TODAY, "valid_until": TODAY}
    with pytest.raises(Refused, match="This is about yourself"):
        qualify_auditor(actor=cast["petra"], person=company.person("petra"), **facts)
    with pytest.raises(ValidationError, match="Check the year"):
        declared(company, to_on=date.max)
    with pytest.raises(ValidationError, match="when it has ended"):
        end_conflict(actor=cast["leo"], conflict=row, to_on=date(2026, 11, 21), on=TODAY)
