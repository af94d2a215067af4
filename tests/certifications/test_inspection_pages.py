"""The pages of inspections: few queries, refused forms that stay filled, hashes side by side, builds that were not inspected."""

import hashlib
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assurance.models import Build
from certifications.actions import compare_builds, record_conformity, record_inspection_result
from certifications.models import CertificationBody, Inspection, InspectorAuthorisation, ProductConformity, Scheme
from foundation.refusals import Refused
from tests.certifications.inspecting import (
    REBUILT,
    SHIPPED,
    admitted,
    authority,
    build,
    finished,
    found,
    letter,
    place,
    product,
    requested,
    service,
    verified,
)
from tests.company import TODAY

MOST = 12


def text(response: Any) -> str:
    return response.content.decode()


@pytest.fixture
def completed(company, cast) -> Inspection:
    """Unequal, failed, with a finding; two inspectors came."""
    row = admitted(company, verified(company), verified(company, "Piotr Lasker"))
    compare_builds(actor=cast["ines"], inspection=row, rebuilt_sha256=REBUILT, on=TODAY)
    finished(company, row)
    facts = {"result": "fail", "letter": letter(company, "Result"), "on": TODAY, **found(company)}
    return record_inspection_result(actor=cast["ines"], inspection=row, **facts)


def evaluated(company, scheme: Scheme, **facts: Any) -> ProductConformity:
    version = build(company, facts.pop("number", "5.2.0.130")).version
    laboratory = CertificationBody.objects.get_or_create(name="Brightwater Test Laboratory")[0]
    given = {"specifications": "Set 1", "result": "pass", "report_grading": "internal", "evaluated_on": TODAY}
    given |= {"report": letter(company, "Report"), "laboratory": laboratory} | facts
    return record_conformity(actor=company.cast["ines"], version=version, scheme=scheme, on=TODAY, **given)


@pytest.mark.parametrize("name", ["inspections", "authorisations", "services", "conformities"])
def test_a_list_asks_little(browse, completed, company, django_assert_max_num_queries, name):
    service(company)
    evaluated(company, Scheme.objects.create(code="pe", name="Evaluation", kind="product_evaluation", family="PE"))
    client = browse("ines")

    with django_assert_max_num_queries(MOST):
        assert client.get(reverse(f"certifications:{name}")).status_code == 200


def test_the_pages_of_records_ask_little(browse, completed, company, django_assert_max_num_queries):
    rows = [completed, InspectorAuthorisation.objects.first(), service(company)]
    rows.append(evaluated(company, Scheme.objects.create(code="pe", name="Evaluation", kind="product", family="PE")))
    client = browse("priya")

    for row in rows:
        with django_assert_max_num_queries(MOST):
            assert client.get(row.get_absolute_url()).status_code == 200, row


def test_two_hashes_stand_side_by_side_in_groups_of_eight(browse, completed):
    said = text(browse("ines").get(completed.get_absolute_url()))

    assert said.count("<span>abababab</span>") == 14
    assert "<mark>cdcdcdcd</mark>" in said
    assert "1 of eight groups differs. This inspection cannot pass." in said


def test_the_page_of_a_product_says_which_builds_were_inspected(browse, completed, company):
    build(company, "5.2.0.121", "ef" * 32)

    said = text(browse("helena").get(product(company).get_absolute_url()))

    assert "Inspected 20 Nov 2026: failed" in said
    assert said.count("Not inspected") == 1


def test_who_sees_the_build_but_no_inspections_is_told_and_not_led(browse, completed, company):
    said = text(browse("petra").get(product(company).get_absolute_url()))

    assert "Inspected 20 Nov 2026: failed" in said
    assert completed.get_absolute_url() not in said


# Forms.


def test_a_refused_request_stays_filled(browse, company):
    sent = {"kind": "document", "criteria": "Documents of release", "first_day": "9999-12-31", "last_day": "0001-01-01"}

    response = browse("ines").post(reverse("certifications:inspection_add"), sent)

    assert response.status_code == 422
    assert "Documents of release" in text(response)
    assert "Check the year." in text(response)


def test_a_request_is_recorded_by_its_form(browse, company):
    sent = {
        "authority": authority(company).uuid,
        "kind": "document",
        "build": build(company).uuid,
        "criteria": "Documents",
        "unit": company.units["TS"].uuid,
        "site": place(company).uuid,
        "first_day": TODAY.isoformat(),
        "last_day": TODAY.isoformat(),
    }

    response = browse("ines").post(reverse("certifications:inspection_add"), sent)

    assert response.status_code == 302
    assert Inspection.objects.get().ref == "I-2026-0001"


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_step_answers_days_that_cannot_be_with_a_sentence(browse, company, day):
    row = requested(company)
    door = reverse("foundation:step", args=["inspection", row.uuid, "schedule"])

    response = browse("ines").post(door, {"first_day": day, "last_day": day})

    assert response.status_code == 422
    assert "Check the year." in text(response)


# The hash of a build, computed from the image.


def registering(company, **facts: Any) -> dict[str, Any]:
    return {"number": "9", "built_on": TODAY.isoformat(), "builder": "Release line", **facts}


def test_the_hash_of_a_build_is_computed_from_its_image(browse, company):
    version = build(company).version
    image = SimpleUploadedFile("image.bin", b"shipped bytes")

    browse("ines").post(reverse("assurance:build_add", args=[version.uuid]), registering(company, files=image))

    assert Build.objects.get(number="9").sha256 == hashlib.sha256(b"shipped bytes").hexdigest()


def test_an_image_that_is_not_what_was_entered_is_refused(browse, company):
    version = build(company).version
    image = SimpleUploadedFile("image.bin", b"other bytes")
    sent = registering(company, files=image, sha256=SHIPPED)

    response = browse("ines").post(reverse("assurance:build_add", args=[version.uuid]), sent)

    assert response.status_code == 422
    assert "The image has another SHA-256" in text(response)
    assert not Build.objects.filter(number="9").exists()


def test_a_build_without_hash_and_image_is_refused(browse, company):
    version = build(company).version

    response = browse("ines").post(reverse("assurance:build_add", args=[version.uuid]), registering(company))

    assert response.status_code == 422
    assert "Enter the SHA-256, or choose the image." in text(response)


# Conformity.


@pytest.fixture
def schemes(db) -> tuple[Scheme, Scheme]:
    """A process audit, and a product evaluation that needs it first."""
    first = Scheme.objects.create(code="pa", name="Process audit", kind="process_audit", family="PE")
    facts = {"kind": "product_evaluation", "family": "PE", "precondition": first}
    return first, Scheme.objects.create(code="pe", name="Evaluation", **facts)


def test_a_product_is_evaluated_after_the_audit_of_its_process(company, schemes):
    audit, evaluation = schemes

    with pytest.raises(Refused, match="needs Process audit first") as refused:
        evaluated(company, evaluation)
    assert (refused.value.code, refused.value.field) == ("M-48", "scheme")

    evaluated(company, audit, number="5.2.0.131")
    assert evaluated(company, evaluation, number="5.2.0.132").scheme == evaluation


@pytest.mark.parametrize("result", ["fail", "inconclusive"])
def test_a_process_audit_that_was_not_passed_opens_nothing(company, schemes, result):
    audit, evaluation = schemes
    evaluated(company, audit, number="5.2.0.131", result=result)

    with pytest.raises(Refused, match="needs Process audit first"):
        evaluated(company, evaluation, number="5.2.0.132")


def test_an_evaluation_rests_on_a_report_that_was_accepted(company, schemes):
    with pytest.raises(Refused) as refused:
        evaluated(company, schemes[0], report=letter(company, "Draft report", accepted=False))
    assert refused.value.code == "S-16"
