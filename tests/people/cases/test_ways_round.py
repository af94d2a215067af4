"""Ways round the rules of cases that lead nowhere. Source: 2.20, 2.21, S-09, S-10."""

import pytest
from django.urls import reverse

from foundation.access import robot
from foundation.refusals import Refused, WrongState
from people.cases import actions
from people.cases.models import Case, Form, Severity
from people.cases.separation import barred_from_deciding
from tests.cases import decision_day, lead_to, propose, reported
from tests.company import TODAY

DECIDED = decision_day(TODAY)


def test_an_upheld_decision_keeps_its_measure(company, cast):
    case = lead_to(company, "sanctioned", level=3)
    actions.lodge_appeal(actor=cast["sven"], case=case, grounds="Unfair.", on=DECIDED)
    actions.seat_panel(actor=cast["grace"], case=case, panel=[cast["pia"].person], on=DECIDED)
    heard = {"outcome": "upheld", "reasons": "Heard.", "form": Form.TERMINATION}

    actions.decide_appeal(actor=cast["pia"], case=case, on=DECIDED, **heard)

    case.sanction.refresh_from_db()
    assert (case.sanction.level, case.sanction.form) == (3, Form.DEMOTION)


def test_who_is_heard_about_themselves_stays_sealed(company, cast, client):
    case = lead_to(company, "investigating")
    said = {"held_on": TODAY, "notes": "I was in a hurry.", "on": TODAY}
    for name in ("sven", "wanda"):
        actions.record_interview(actor=cast["iris"], case=case, person=cast[name].person, **said)
    client.force_login(cast["iris"])

    page = client.get(reverse("cases:case_part", args=[case.uuid, "inquiry"])).content.decode()

    assert "Wanda Kos" in page
    assert "Sven Dahl" not in page


def seated(company, cast, *names, level):
    case = lead_to(company, "decision_pending")
    name_deciders(cast, case, *names)
    propose(company, case, level=level, on=DECIDED)
    return case


def name_deciders(cast, case, *names):
    people = [cast[name].person for name in names]
    actions.seat_deciders(actor=cast["grace"], case=case, deciders=people, on=DECIDED)


def test_who_no_longer_decides_has_not_agreed(company, cast):
    case = seated(company, cast, "dana", "dirk", level=2)
    name_deciders(cast, case, "dirk")

    with pytest.raises(Refused, match="named to decide"):
        actions.sanction_case(actor=cast["dirk"], case=case, start_on=DECIDED, on=DECIDED)


def test_a_case_weighed_anew_is_not_decided_outside_of_the_matrix(company, cast):
    case = seated(company, cast, "dana", level=2)
    weighed = {"category": case.category, "severity": Severity.MINOR}
    actions.classify_case(actor=cast["grace"], case=case, on=DECIDED, **weighed)
    case.refresh_from_db()

    with pytest.raises(Refused, match="Propose the decision anew"):
        actions.sanction_case(actor=cast["dana"], case=case, start_on=DECIDED, on=DECIDED)


def test_it_is_about_somebody_else_who_was_not_told(company, cast):
    case = lead_to(company, "investigating")
    said = {"person": cast["wanda"].person, "held_on": TODAY, "notes": "Sven did it."}
    interview = actions.record_interview(actor=cast["iris"], case=case, on=TODAY, **said)
    actions.redact_interview(actor=cast["iris"], interview=interview, text="Sven did it.", on=TODAY)

    actions.identify_subject(actor=cast["grace"], case=case, person=cast["emma"].person, on=TODAY)

    interview.refresh_from_db()
    assert interview.redacted == ""
    assert not Case.objects.as_subject(cast["emma"]).exists()
    actions.tell_subject(actor=cast["grace"], case=case, on=TODAY)
    assert Case.objects.as_subject(cast["emma"]).exists()


def test_nothing_is_written_into_an_erased_case(company, cast):
    case = reported(company)
    actions.propose_dismissal(actor=cast["grace"], case=case, reason="Nothing in it.", on=TODAY)
    actions.dismiss_case(actor=cast["otto"], case=case, reason="Nothing in it.", on=TODAY)
    actions.erase_case(actor=robot(), case=case, on=TODAY)

    with pytest.raises(WrongState, match="erased"):
        actions.write_to_reporter(actor=cast["grace"], case=case, text="Sven Dahl asked me.", on=TODAY)
    with pytest.raises(WrongState, match="erased"):
        actions.bind_person(actor=cast["grace"], case=case, person=cast["wanda"].person, kind="witness", on=TODAY)


def test_a_report_from_an_audit_names_the_finding(company, cast, finding, client):
    client.force_login(cast["grace"])
    said = {"channel": "audit_finding", "category": "control_bypass", "unit": company.units["HQ"].uuid}
    said |= {"description": "The gateway was off.", "finding": ""}
    url = reverse("cases:take_report")

    assert client.post(url, said).status_code == 422
    assert client.post(url, said | {"finding": "F-1999-0001"}).status_code == 422
    client.post(url, said | {"finding": finding.ref})

    assert Case.objects.get().finding == finding.uuid


def test_s10_who_wrote_the_report_down_took_it_in(company, cast):
    said = {"category": "control_bypass", "description": "The gateway was off.", "channel": "hot_line"}
    case = actions.take_report(actor=cast["boss"], unit=company.units["HQ"], on=TODAY, **said).case

    refusal = barred_from_deciding(case, cast["boss"].person, on=TODAY)

    assert refusal is not None
    assert refusal.code == "S-10"
