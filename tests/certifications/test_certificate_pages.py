"""The pages of certificates, schemes and bodies, and their twins in the API: what they show, take, refuse and cost."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assurance.actions import accept_evidence
from assurance.models import EvidenceVersion
from assurance.workflows import EVIDENCE
from certifications.actions import change_certificate, reduce_scope
from certifications.models import Certificate, CertificationBody, Scheme, Suspension
from foundation.access import robot
from tests.certified import PRODUCT, S, body, letter, placed, planned, scheme
from tests.company import TODAY, grant
from tests.room import accepted

SUSPEND = {"since": "2026-11-18", "decided_on": "2026-11-17", "reason": "A major was not corrected."}


def page(name: str, row: object | None = None) -> str:
    return reverse(f"certifications:{name}", args=[row.uuid] if row else [])


def step(row: Certificate, name: str) -> str:
    return reverse("foundation:step", args=["certificate", row.uuid, name])


def text(response) -> str:
    return " ".join(response.content.decode().split())


# The page of a certificate.


@pytest.mark.parametrize("state", S)
def test_the_page_of_a_certificate_costs_few_queries(company, browse, state, django_assert_max_num_queries):
    row = placed(company, state, processes=list(company.processes.values()))
    client = browse("ines")
    client.get(page("certificate", row))

    with django_assert_max_num_queries(12):
        response = client.get(page("certificate", row))

    assert response.status_code == 200
    assert row.get_state_display() in text(response)


def test_the_page_says_what_has_to_be_known_first(company, browse, morning):
    client = browse("ines")
    for state, sentence in (
        (S.SUSPENDED, "Suspended since 11 Oct 2026</strong>, not valid meanwhile. Its limit is 11 Apr 2027."),
        (S.EXPIRED, "Not valid since the end of 30 Sep 2026. A decision can restore it until 30 Mar 2027."),
        (S.LAPSED, "Ended on 6 Mar 2026 and was not restored."),
        (S.WITHDRAWN, "The body withdrew it on 23 Jul 2026."),
        (S.MAJOR_OPEN, "closed and verified until 28 Feb 2027"),
    ):
        row = placed(company, state, number=state)
        assert sentence in text(client.get(page("certificate", row))), state

    ended = placed(company, S.EXPIRED, ended_by="edition", number="E")
    assert "with its edition, Internal baseline:2026. It cannot be restored." in text(
        client.get(page("certificate", ended))
    )
    Suspension.objects.update(limit_on=date(2026, 11, 19))
    late = Certificate.objects.get(state=S.SUSPENDED)
    assert "a withdrawal is expected. Only the body withdraws." in text(client.get(page("certificate", late)))


def test_the_page_says_from_when_one_is_valid_whose_first_day_is_to_come(company, browse):
    row = placed(company, effective_from=date(2026, 12, 16))

    shown = text(browse("ines").get(page("certificate", row)))

    assert ("Valid from" in shown, "16 Dec 2026" in shown, "Valid until <time" in shown) == (True, True, False)


def test_what_is_planned_after_an_expired_one_has_not_followed_it_yet(company, browse):
    row = placed(company, S.EXPIRED)
    new = planned(company, predecessor=row)
    client = browse("ines")
    assert "A decision can restore it until 30 Mar 2027." in text(client.get(page("certificate", row)))

    placed(company, row=new, number="K-2")
    assert "Another certificate has followed it." in text(client.get(page("certificate", row)))


def test_the_page_asks_to_tell_purchasers_and_takes_the_tick(company, browse):
    row, client = placed(company, S.SUSPENDED, code="product"), browse("ines")
    assert "Purchasers have to be told" in text(client.get(page("certificate", row)))

    client.post(step(row, "tell_purchasers"), {"told_on": "2026-11-19"})

    shown = text(client.get(page("certificate", row)))
    assert "Purchasers have to be told" not in shown
    assert "purchasers told on 19 Nov 2026 by Ines Moreau" in shown


def test_the_page_shows_what_is_out_of_the_scope(company, browse, cast):
    process = company.processes["remote-access"]
    row = placed(company, processes=[process])
    given = {"actor": cast["ines"], "certificate": row, "evidence": [letter(company)], "on": TODAY}
    reduce_scope(from_on=date(2026, 11, 2), processes=[process], **given)

    shown = text(browse("samir").get(page("certificate", row)))

    assert "out from 2 Nov 2026" in shown
    assert "Scope reduced" in shown


def test_an_employee_reads_the_list_and_no_page(company, browse):
    row = placed(company)

    assert browse("emma").get(page("certificates")).status_code == 200
    assert browse("emma").get(page("certificate", row)).status_code == 404


# Planning.


def facts(company, **more: object) -> dict[str, object]:
    of = scheme(company)
    given = {"title": "Group ISMS", "unit": company.units["TS"].uuid, "scheme": of.uuid, "grading": "internal"}
    return {**given, "edition": company.framework.uuid, "body": body(company, of).uuid, **more}


def test_a_certificate_is_planned_and_changed_on_its_form(company, browse):
    client = browse("ines")
    client.post(page("certificate_add"), facts(company, processes=[company.processes["remote-access"].uuid]))
    row = Certificate.objects.get()
    assert (row.title, row.unit.code, row.processes.count()) == ("Group ISMS", "TS", 1)

    client.post(page("certificate_edit", row), facts(company, title="Services"))
    row.refresh_from_db()
    assert (row.title, row.processes.count()) == ("Services", 0)


def test_a_refused_plan_comes_back_filled(company, browse):
    response = browse("ines").post(page("certificate_add"), facts(company, title="Kept words", tier="x", edition=""))

    assert response.status_code == 422
    assert "Kept words" in text(response)
    assert not Certificate.objects.exists()


# Letters (S-16), by page and by program.


def test_a_letter_on_file_is_offered_and_records_the_step(company, browse):
    row, paper = placed(company), letter(company, "Suspension of K-1")
    accepted(company, "Something else", kind="record")
    client = browse("ines")
    sheet = text(client.get(step(row, "suspend")))
    assert "Suspension of K-1" in sheet
    assert "Something else" not in sheet

    response = client.post(step(row, "suspend"), {**SUSPEND, "evidence": str(paper.uuid)})

    assert response.status_code == 302
    row.refresh_from_db()
    assert row.state == S.SUSPENDED
    assert Suspension.objects.get().limit_on == date(2027, 5, 18)


def test_a_dropped_letter_waits_on_the_form_until_somebody_else_accepted_it(company, browse, cast):
    row, client = placed(company), browse("ines")
    file = SimpleUploadedFile("letter.txt", b"We suspend the certificate.", content_type="text/plain")

    response = client.post(step(row, "suspend"), {**SUSPEND, "files": [file]})

    paper = EvidenceVersion.objects.get()
    assert response.status_code == 409
    assert "nobody has accepted it yet" in text(response)
    assert str(paper.uuid) in text(response)
    assert Certificate.objects.get().state == S.ACTIVE

    EVIDENCE.place(paper, "submitted", actor=robot(), on=TODAY, source="the tests")
    accept_evidence(actor=cast["carla"], evidence=paper, on=TODAY)
    client.post(step(row, "suspend"), {**SUSPEND, "evidence": str(paper.uuid)})
    assert Certificate.objects.get().state == S.SUSPENDED


def test_a_step_without_a_letter_is_refused_on_the_page(company, browse):
    row = placed(company)

    response = browse("ines").post(step(row, "withdraw"), {"withdrawn_on": "2026-11-18", "reason": "Because."})

    assert response.status_code == 422
    assert "Choose the body&#x27;s letter, or drop it here." in text(response)
    assert Certificate.objects.get().state == S.ACTIVE


def test_a_program_records_a_step_on_an_accepted_letter_alone(company, browse):
    row, paper, client = placed(company), letter(company), browse("ines")
    address = reverse("api:certificate-step-suspend", args=[row.uuid])
    EvidenceVersion.objects.filter(pk=paper.pk).update(state="submitted")

    refused = client.post(address, {**SUSPEND, "evidence": [str(paper.uuid)]}, content_type="application/json")
    missing = client.post(address, SUSPEND, content_type="application/json")
    EvidenceVersion.objects.filter(pk=paper.pk).update(state="accepted")
    taken = client.post(address, {**SUSPEND, "evidence": [str(paper.uuid)]}, content_type="application/json")

    assert (refused.status_code, refused.json()["code"]) == (409, "S-16")
    assert missing.status_code == 400
    assert (taken.status_code, taken.json()["state"]) == (200, "suspended")
    assert taken.json()["suspensions"][0]["limit_on"] == "2027-05-18"


def test_the_days_of_a_follower_are_proposed(company, browse):
    row = placed(company)

    sheet = text(browse("ines").get(step(row, "recertify")))

    assert 'name="effective_from" value="2027-05-14"' in sheet
    assert 'name="expires_on" value="2030-05-13"' in sheet
    assert 'name="number" value="K-1"' in sheet


def test_what_is_out_is_ticked_from_the_scope(company, browse):
    process = company.processes["remote-access"]
    row, paper = placed(company, processes=[process]), letter(company)
    given = {"from_on": "2026-11-02", "processes": str(process.uuid), "evidence": str(paper.uuid)}
    client = browse("ines")
    assert client.post(step(row, "reduce_scope"), {**given, "processes": ""}).status_code == 422

    client.post(step(row, "reduce_scope"), given)

    assert row.exclusions.get().what == process


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2026-02-30", ""])
def test_a_bad_day_is_refused_on_its_field(company, browse, day):
    row, paper = placed(company), letter(company)

    response = browse("ines").post(
        step(row, "withdraw"), {"withdrawn_on": day, "reason": "Because.", "evidence": str(paper.uuid)}
    )

    assert response.status_code == 422
    assert Certificate.objects.get().state == S.ACTIVE


# Schemes and bodies.


def test_a_scheme_is_added_and_changed_on_its_form(company, browse):
    client = browse("ines")
    given = {**PRODUCT, "code": "eucc", "family": "EUCC", "tiers": "substantial\n\nhigh ", "suspension_invalidates": ""}
    client.post(page("scheme_add"), given)
    row = Scheme.objects.get()
    assert (row.tiers, row.suspension_days, row.suspension_invalidates) == (["substantial", "high"], 42, False)

    client.post(page("scheme_edit", row), {**given, "validity_months": "", "suspension_months": "6"})
    row.refresh_from_db()
    assert row.validity_months == 60  # months and days are refused together
    client.post(page("scheme_edit", row), {**given, "validity_months": ""})
    row.refresh_from_db()
    assert row.validity_months is None
    assert "substantial, high" in text(client.get(page("scheme", row)))


def test_a_body_is_added_and_changed_on_its_form(company, browse):
    client, of = browse("ines"), scheme(company)
    given = {"name": "Aldane Assurance", "contacts": "Planning: Ada Ruiz\nOffice", "schemes": str(of.uuid)}
    client.post(page("body_add"), {**given, "valid_until": "2026-11-19"})
    row = CertificationBody.objects.get()
    shown = text(client.get(page("body", row)))
    assert "Accreditation ended" in shown
    assert "Planning: Ada Ruiz" in shown

    client.post(page("body_edit", row), {"name": "Aldane Assurance"})
    assert not row.schemes.exists()
    assert client.post(page("body_add"), given).status_code == 422


@pytest.mark.parametrize("name", ["schemes", "bodies", "scheme", "body"])
def test_the_pages_of_schemes_and_bodies_cost_few_queries(company, browse, name, django_assert_max_num_queries):
    for number in range(6):
        placed(company, number=str(number))
    row = {"scheme": Scheme.objects.first(), "body": CertificationBody.objects.first()}.get(name)
    client = browse("tobias")
    client.get(page(name, row))

    with django_assert_max_num_queries(12):
        assert client.get(page(name, row)).status_code == 200


@pytest.mark.parametrize(("who", "count"), [("emma", 1), ("ines", 2)])
def test_schemes_and_bodies_count_the_certificates_that_one_sees(company, cast, browse, who, count):
    grant(cast["emma"], ("AU", company.units["TS"]))
    for unit in ("TS", "MEADEL"):
        placed(company, unit=unit, number=unit)

    for name in ("scheme-list", "certification-body-list"):
        found = browse(who).get(reverse(f"api:{name}")).json()["results"]
        assert [one["certificate_count"] for one in found] == [count]


def test_programs_read_and_write_schemes_and_bodies(company, browse):
    client = browse("ines")
    given = {"code": "ms", "name": "Baseline", "kind": "management_system", "family": "Internal baseline"}
    given |= {"surveillance": "ms", "holder_retention_years": 3, "tiers": "low\nhigh"}
    made = client.post(reverse("api:scheme-list"), given, content_type="application/json")
    assert (made.status_code, made.json()["tiers"]) == (201, ["low", "high"])

    address = reverse("api:scheme-detail", args=[made.json()["uuid"]])
    changed = client.patch(address, {"restore_months": 6}, content_type="application/json")
    assert (changed.json()["restore_months"], changed.json()["tiers"]) == (6, ["low", "high"])

    facts = {"name": "Aldane Assurance", "schemes": [made.json()["uuid"]]}
    added = client.post(reverse("api:certification-body-list"), facts, content_type="application/json")
    assert [one["code"] for one in added.json()["schemes"]] == ["ms"]


def test_a_program_reads_a_certificate_with_its_scope_and_its_end(company, browse, cast):
    row = placed(company, S.EXPIRED)
    change = planned(company)
    change_certificate(actor=cast["ines"], certificate=change, processes=[company.processes["remote-access"]])

    shown = browse("tobias").get(reverse("api:certificate-detail", args=[row.uuid])).json()
    scope = browse("tobias").get(reverse("api:certificate-detail", args=[change.uuid])).json()

    assert (shown["state"], shown["restorable_until"]) == ("expired", "2027-03-30")
    assert scope["processes"] == [str(company.processes["remote-access"].uuid)]
    assert browse("emma").get(reverse("api:certificate-detail", args=[row.uuid])).status_code == 404
    assert len(browse("emma").get(reverse("api:certificate-list")).json()["results"]) == 2
