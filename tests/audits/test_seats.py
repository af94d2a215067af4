"""Exceptions to independence (S-03, E-02) and objections of the audited (S-02), through pages, API and report."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from assurance.models import Requirement
from audits.actions import (
    build_checklist,
    decide_objection,
    name_lead,
    object_to_team,
    open_audit,
    send_plan,
    set_team,
)
from audits.models import Audit, Objection, TeamMember
from audits.paper.pdf import _limits
from audits.workflows import AUDIT
from foundation.approvals import decide_approval, take_step
from foundation.directory.models import JobRole, JobRoleSpell, Person
from foundation.models import Approval
from foundation.refusals import Refused
from tests.audits.chain import issued
from tests.company import LONG_AGO, TODAY, plan_audit

pytestmark = pytest.mark.usefixtures("company_day")


@pytest.fixture
def crowded(company) -> None:
    """Technical services is no small unit."""
    unit = company.units["TS"]
    Person.objects.bulk_create(
        Person(number=f"T-{n}", name=f"Technician {n}", email=f"t{n}@x.example", unit=unit, start_on=LONG_AGO)
        for n in range(12)
    )


@pytest.fixture
def moved(company) -> Person:
    """Leo worked in technical services until ten months ago."""
    facts = {"role": JobRole.objects.get(code="service"), "unit": company.units["TS"], "from_on": LONG_AGO}
    JobRoleSpell.objects.create(person=company.person("leo"), to_on=date(2026, 1, 20), **facts)
    return company.person("leo")


def initiated(company, **facts) -> Audit:
    day = date(2026, 12, 10)
    planned = plan_audit(company, planned_start=day, planned_end=day, **facts)
    audit = AUDIT.move(planned, "initiate", actor=company.cast["tobias"], on=TODAY)
    set_team(actor=company.cast["tobias"], audit=audit, members=[company.person("priya")], on=TODAY)
    return audit


def door(audit: Audit, step: str) -> str:
    return reverse("foundation:step", args=["audit", audit.uuid, step])


def asked(company, moved, **changes) -> dict[str, object]:
    facts = {"member": moved, "part": "expert", "second_auditor": company.person("priya"), "mitigation": "Never alone."}
    return {**facts, **changes}


def test_e_02_who_moved_ten_months_ago_takes_part_by_exception_alone(
    browse, program, company, cast, moved, crowded, django_assert_max_num_queries
):
    audit, tobias = initiated(company), browse("tobias")
    page = tobias.post(door(audit, "set_team"), {"members": [moved.uuid]})
    api = program("tobias").post(f"audits/{audit.uuid}/steps/set_team/", {"members": [str(moved.uuid)]})
    assert (page.status_code, api.status_code, api.json()["code"]) == (409, 409, "S-01")
    for said in (page.content.decode(), str(api.json())):
        assert "Leo Brandt cannot audit this (S-01)" in said
        assert "free to audit it from 21 Jan 2028" in said

    given = {"member": moved.uuid, "part": "expert", "second_auditor": company.person("priya").uuid}
    with django_assert_max_num_queries(12):
        assert "Leo Brandt" in tobias.get(door(audit, "except_member")).content.decode()
    bare = tobias.post(door(audit, "except_member"), given)
    assert (bare.status_code, Approval.objects.count()) == (422, 0)
    tobias.post(
        door(audit, "except_member"), {**given, "mitigation": "Never alone.", "reason": "Only she knows the recorder."}
    )
    approval = Approval.objects.get()
    assert not audit.team.filter(person=moved).exists()
    browse("ines").post(reverse("foundation:approval", args=[approval.uuid]), {"yes": "yes"})

    assert audit.team.get(person=moved).part == TeamMember.Part.EXPERT
    said = tobias.get(audit.get_absolute_url()).content.decode()
    assert "By exception (S-03): Only she knows the recorder. Never alone." in said
    set_team(actor=cast["tobias"], audit=audit, members=[company.person("priya"), moved], on=TODAY)
    assert audit.team.get(person=moved).part == TeamMember.Part.EXPERT

    with pytest.raises(Refused, match="Priya Raman has to be present"):
        set_team(actor=cast["tobias"], audit=audit, members=[moved], on=TODAY)
    for lead in (cast["petra"], cast["tobias"]):
        with pytest.raises(Refused, match=r"takes part by exception \(S-03\) and cannot lead"):
            name_lead(actor=lead, audit=audit, lead=moved, on=TODAY)
    for members in ([company.person("priya")], [company.person("priya"), moved]):
        set_team(actor=cast["tobias"], audit=audit, members=members, on=TODAY)
    assert audit.team.get(person=moved).part == TeamMember.Part.EXPERT

    object_to_team(actor=cast["samir"], audit=audit, member=company.person("priya"), reason="A rival.", on=TODAY)
    said = {"objection": audit.objections.get(), "decision": "upheld", "note": "Better so.", "on": TODAY}
    decide_objection(actor=cast["petra"], audit=audit, **said)
    with pytest.raises(Refused, match="Priya Raman has to be present"):
        began(audit, cast)
    audit.objections.all().delete()
    set_team(actor=cast["tobias"], audit=audit, members=[company.person("priya"), moved], on=TODAY)

    issued(began(audit, cast), cast)
    audit = Audit.objects.get(pk=audit.pk)
    told = dict(_limits(audit.report.content)["facts"])["Independence"]
    for text in (told, tobias.get(reverse("audits:report", args=[audit.uuid])).content.decode()):
        for word in ("Leo Brandt", "Only she knows the recorder.", "Never alone.", "Priya Raman", "Ines Moreau"):
            assert word in text


def began(audit: Audit, cast) -> Audit:
    tobias = cast["tobias"]
    build_checklist(actor=tobias, audit=audit, requirements=Requirement.objects.filter(ref="MCB-16"), on=TODAY)
    send_plan(actor=tobias, audit=audit, on=TODAY, objectives="See.", scope="All.", documents_reviewed=True)
    AUDIT.move(audit, "prepare", actor=tobias, on=TODAY)
    return open_audit(actor=tobias, audit=audit, attendees="Head", on=audit.planned_start)


def test_an_exception_is_for_experts_and_small_units_with_a_second_auditor(company, cast, moved, crowded):
    audit = initiated(company)
    refused = [
        ({"part": "auditor"}, "S-03", "technical experts"),
        ({"member": company.person("priya")}, "S-03", "free of ties"),
        ({"second_auditor": moved}, "S-03", "no auditor of this team"),
        ({"second_auditor": company.person("samir")}, "S-03", "no auditor of this team"),
    ]
    for changes, code, words in refused:
        with pytest.raises(Refused, match=words) as refusal:
            take_step(
                actor=cast["tobias"], subject=audit, step="except_member", on=TODAY, reason="Needed.",
                given=asked(company, moved, **changes),
            )  # fmt: skip
        assert refusal.value.code == code

    Person.objects.filter(number__startswith="T-").update(unit=company.units["HQ"])
    step = take_step(
        actor=cast["tobias"], subject=audit, step="except_member", on=TODAY, reason="Needed.",
        given=asked(company, moved, part="auditor"),
    )  # fmt: skip
    assert step.decision == Approval.Decision.WAITING


def test_no_officer_of_the_team_approves_an_exception(company, cast, moved):
    audit = initiated(company)
    TeamMember.objects.create(audit=audit, person=company.person("ines"), part=TeamMember.Part.OBSERVER)
    given = asked(company, moved)
    approval = take_step(
        actor=cast["tobias"], subject=audit, step="except_member", on=TODAY, reason="Needed.", given=given
    )

    with pytest.raises(Refused, match="You are in the team") as refusal:
        decide_approval(actor=cast["ines"], approval=approval, yes=True)
    with pytest.raises(PermissionDenied):
        decide_approval(actor=cast["petra"], approval=approval, yes=True)
    decide_approval(actor=cast["carla"], approval=approval, yes=True)

    assert refusal.value.code == "S-03"
    assert audit.exceptions.get().approved_by == company.person("carla")


def test_the_audited_object_in_time_and_the_programme_manager_decides(browse, program, company, cast):
    audit = initiated(company)
    priya = company.person("priya")
    assert browse("samir").get(door(audit, "object_to_team")).status_code == 200
    empty = browse("samir").post(door(audit, "object_to_team"), {"member": priya.uuid})
    sent = browse("samir").post(door(audit, "object_to_team"), {"member": priya.uuid, "reason": "A rival of mine."})
    assert (empty.status_code, sent.status_code) == (422, 302)
    assert "Objection to Priya Raman" in browse("petra").get(audit.get_absolute_url()).content.decode()

    began_to_prepare(audit, cast)
    with pytest.raises(Refused, match="The audited object to the team"):
        AUDIT.move(audit, "prepare", actor=cast["tobias"], on=TODAY)
    given = {"objection": str(Objection.objects.get().uuid), "decision": "upheld", "note": "Better so."}
    assert program("tobias").post(f"audits/{audit.uuid}/steps/decide_objection/", given).status_code == 403
    assert program("petra").post(f"audits/{audit.uuid}/steps/decide_objection/", given).status_code == 200

    assert not audit.team.filter(person=priya).exists()
    with pytest.raises(Refused, match=r"\(S-02\): the audited objected, and it was upheld"):
        set_team(actor=cast["tobias"], audit=audit, members=[priya], on=TODAY)
    assert AUDIT.move(audit, "prepare", actor=cast["tobias"], on=TODAY).state == Audit.State.PREPARED


def began_to_prepare(audit: Audit, cast) -> None:
    tobias = cast["tobias"]
    build_checklist(actor=tobias, audit=audit, requirements=Requirement.objects.filter(ref="MCB-16"), on=TODAY)
    send_plan(actor=tobias, audit=audit, on=TODAY, objectives="See.", scope="All.", documents_reviewed=True)


def test_an_objection_comes_within_five_working_days_and_one_to_the_lead_needs_another_lead(company, cast):
    audit, samir = initiated(company), cast["samir"]
    facts = {"member": company.person("tobias"), "reason": "A rival of mine."}

    with pytest.raises(Refused, match="until 27 Nov 2026"):
        object_to_team(actor=samir, audit=audit, on=date(2026, 11, 28), **facts)
    object_to_team(actor=samir, audit=audit, on=date(2026, 11, 27), **facts)
    began_to_prepare(audit, cast)
    own = {"objection": audit.objections.get(), "note": "No.", "on": TODAY}
    audit.objections.update(raised_by=company.person("petra"))
    with pytest.raises(Refused, match="You objected yourself"):
        decide_objection(actor=cast["petra"], audit=audit, decision="upheld", **own)
    audit.objections.update(raised_by=company.person("samir"))
    decide_objection(actor=cast["petra"], audit=audit, decision="upheld", **own)

    with pytest.raises(Refused, match="Name another lead"):
        AUDIT.move(audit, "prepare", actor=cast["tobias"], on=TODAY)
    with pytest.raises(Refused, match="decided already"):
        decide_objection(actor=cast["petra"], audit=audit, decision="dismissed", **own)


def test_nobody_objects_to_the_team_of_an_unannounced_audit(browse, company):
    audit = initiated(company, kind=Audit.Kind.UNANNOUNCED)

    assert audit.team_told_on is None
    assert browse("samir").get(door(audit, "object_to_team")).status_code == 404


def test_who_was_at_a_meeting_is_noted_until_the_report(browse, program, company, cast, audit):
    meeting, address = audit.meetings.get(), reverse("audits:attendance", args=[audit.meetings.get().uuid])
    both = {"person": "Samir Haddad", "role": "Owner", "was_present": "yes"}
    refused = browse("priya").post(address, both)
    noted = browse("priya").post(address, {"person": "Samir Haddad", "was_present": "yes"})
    role = program("tobias").post(
        f"meetings/{meeting.uuid}/attendance/", {"role": "Site manager", "was_present": False}
    )
    browse("priya").post(address, {"role": "Site manager", "was_present": "yes"})

    assert (refused.status_code, noted.status_code, role.status_code) == (422, 302, 200)
    assert [(str(one), one.was_present) for one in meeting.attendance.all()] == [
        ("Samir Haddad", True),
        ("Site manager", True),
    ]
    assert "Site manager" in browse("samir").get(audit.get_absolute_url()).content.decode()
    issued(audit, cast)
    assert browse("priya").post(address, {"role": "Late", "was_present": "yes"}).status_code == 409


def test_seats_hold_outsiders_days_and_who_accepted(browse, program, company, cast):
    audit, tobias = initiated(company), browse("tobias")
    priya = audit.team.get(person=company.person("priya"))
    named = {"external_name": "Ada Ruiz, Brightwater Test Laboratory", "part": "expert", "days": "1.5"}
    empty = tobias.post(reverse("audits:outsider_add", args=[audit.uuid]), {**named, "external_name": ""})
    tobias.post(reverse("audits:outsider_add", args=[audit.uuid]), named)
    second = program("tobias").post(f"audits/{audit.uuid}/outsiders/", {"external_name": "Kim Sol", "part": "observer"})
    days = tobias.post(reverse("audits:seat_days", args=[priya.uuid]), {"days": "3"})
    foreign = browse("tobias").post(reverse("audits:seat_accept", args=[priya.uuid]))
    accepted = browse("priya").post(reverse("audits:seat_accept", args=[priya.uuid]))
    again = program("priya").post(f"team-members/{priya.uuid}/accept/")
    set_team(actor=cast["tobias"], audit=audit, members=[company.person("priya")], on=TODAY)

    assert [one.status_code for one in (empty, second, days, foreign, accepted, again)] == [
        422,
        201,
        302,
        403,
        302,
        409,
    ]
    priya.refresh_from_db()
    assert (priya.days, priya.independence, priya.checked_on, priya.accepted_on) == (3, "clear", TODAY, TODAY)
    said = tobias.get(audit.get_absolute_url()).content.decode()
    for words in ("Ada Ruiz, Brightwater Test Laboratory", "1.5 days", "accepted 20 Nov 2026", "Kim Sol"):
        assert words in said
    assert program("tobias").post(f"team-members/{priya.uuid}/remove/").status_code == 409
    assert program("tobias").post(f"team-members/{second.json()['uuid']}/remove/").status_code == 200
    tobias.post(reverse("audits:seat_remove", args=[audit.team.get(person=None).uuid]))
    assert not audit.team.filter(person=None).exists()
