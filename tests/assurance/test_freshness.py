"""Until when evidence counts in lists and pages, the same bytes twice, and grading at every door. Source: T-40, M-13."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assurance.actions import accept_evidence, link_evidence, upload_evidence
from assurance.freshness import counts_until
from assurance.models import Cell, Evidence, EvidenceFile, EvidenceVersion, Requirement
from assurance.querysets.freshness import PERIODS, last_as_of, standing_by
from foundation.dates import add_months
from tests.api.conftest import Program, token_of
from tests.company import TODAY
from tests.kept import kept_text


def proving(cast, company, subject, as_of: date, valid_until: date | None = None) -> Evidence:
    """Accepted evidence of a day that proves something."""
    facts = {"unit": company.units["TS"], "title": f"As of {as_of}", "as_of": as_of, "valid_until": valid_until}
    version = upload_evidence(actor=cast["samir"], kept=kept_text(text=f"{as_of} {valid_until}"), **facts)
    accept_evidence(actor=cast["ines"], evidence=version, on=TODAY)
    link_evidence(actor=cast["samir"], version=version, subject=subject, purpose="control")
    return version.evidence


def standing_of(evidence: Evidence, on: date = TODAY) -> list[str]:
    rows = Evidence.objects.filter(pk=evidence.pk).for_list()
    return [name for name in ("stale", "expiring", "fresh") if rows.filter(standing_by(name, on)).exists()]


@pytest.mark.parametrize(
    ("as_of", "valid_until", "standing"),
    [
        (date(2025, 11, 20), None, "expiring"),
        (date(2025, 11, 19), None, "stale"),
        (date(2025, 12, 20), None, "expiring"),
        (date(2025, 12, 21), None, "fresh"),
        (date(2026, 9, 1), date(2026, 11, 19), "stale"),
    ],
)
def test_t40_the_list_says_how_evidence_stands(cast, company, control, as_of, valid_until, standing):
    assert standing_of(proving(cast, company, control, as_of, valid_until)) == [standing]


def test_t40_the_shortest_of_several_periods_ends_it_first(cast, company, control):
    evidence = proving(cast, company, control, date(2026, 6, 30))
    control.evidence_freshness_months = 3
    control.save()
    row = Evidence.objects.for_list().get(pk=evidence.pk)

    assert counts_until(row) == date(2026, 9, 30)
    assert standing_of(evidence) == ["stale"]


def test_evidence_of_a_cell_counts_for_the_period_of_the_control_in_it(cast, company, control):
    cell = Cell.objects.create(
        process=company.processes["remote-access"], requirement=Requirement.objects.first(), control=control
    )

    evidence = proving(cast, company, cell, date(2026, 8, 31))

    assert counts_until(Evidence.objects.for_list().get(pk=evidence.pk)) == date(2027, 8, 31)


def test_what_proves_no_control_ends_with_its_own_validity(cast, company, report):
    assert counts_until(Evidence.objects.for_list().get()) is None
    assert standing_of(report.evidence) == []

    EvidenceVersion.objects.update(valid_until=TODAY)

    assert standing_of(report.evidence) == ["expiring"]


@pytest.mark.parametrize("months", PERIODS)
def test_the_inverse_of_adding_months_holds_on_every_day_of_a_leap_cycle(months):
    day = date(2024, 1, 1)
    while day < date(2025, 3, 5):
        found = last_as_of(day, months)
        assert add_months(found, months) <= day < add_months(found + timedelta(days=1), months)
        day += timedelta(days=1)


def test_the_expiring_tab_is_the_list_with_its_filter(cast, company, control, browse, company_day):
    proving(cast, company, control, date(2025, 12, 1))
    proving(cast, company, control, date(2026, 11, 1))

    page = browse("ines").get(reverse("assurance:evidence_all") + "?fresh=expiring").content.decode()

    assert "As of 2025-12-01" in page
    assert "As of 2026-11-01" not in page
    assert "1 Dec 2026" in page


@pytest.mark.parametrize("query", ["fresh=stale", "mark=held", "mark=damaged", "mark=to_dispose", "personal_data=none"])
def test_no_filter_needs_more_than_twelve_queries(cast, company, control, browse, query, django_assert_max_num_queries):
    proving(cast, company, control, date(2025, 12, 1))
    client = browse("ines")
    address = f"{reverse('assurance:evidence_all')}?{query}"
    client.get(address)

    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200


# The same bytes twice


def sent(company, text: bytes = b"Every session is recorded.", **more) -> dict:
    facts = {"unit": company.units["TS"].pk, "as_of": "2026-11-20", "grading": "internal", "personal_data": "none"}
    return facts | {"files": SimpleUploadedFile("again.txt", text)} | more


def test_m13_the_same_bytes_twice_are_noticed_before_they_are_saved(report, company, browse, company_day):
    samir, address = browse("samir"), reverse("assurance:evidence_add")

    told = samir.post(address, sent(company))

    assert told.status_code == 422
    assert f"The same content is kept as {report.evidence}." in told.content.decode()
    assert Evidence.objects.count() == 1
    held = told.context["form"].held[0].seal
    saved = samir.post(address, sent(company) | {"files": "", "held": held, "again": "on"})
    assert (saved.status_code, Evidence.objects.count()) == (302, 2)


def test_the_same_bytes_as_a_version_are_no_further_version(report, company, browse, company_day):
    address = reverse("assurance:version_add", args=[report.evidence.uuid])

    told = browse("samir").post(address, sent(company))

    assert told.status_code == 422
    assert "Version 1 has the same content: nothing has changed." in told.content.decode()


def test_m13_changed_bytes_are_a_further_version(report, company, browse, company_day):
    address = reverse("assurance:version_add", args=[report.evidence.uuid])

    browse("samir").post(address, sent(company, b"All but one are recorded."))

    assert report.evidence.versions.count() == 2


def test_a_twin_that_one_may_not_see_is_not_named(report, company, browse, company_day):
    saved = browse("emma").post(reverse("assurance:evidence_add"), sent(company))

    assert saved.status_code == 302


def test_a_file_dropped_into_a_form_is_told_to_be_there_already(report, company, browse):
    facts = {"unit": company.units["TS"].uuid, "files": SimpleUploadedFile("a.txt", b"Every session is recorded.")}

    said = browse("samir").post(reverse("assurance:evidence_attach"), facts).content.decode()

    assert f"The same content is kept as {report.evidence}." in said


# Grading

PAGES = [
    lambda version: version.get_absolute_url(),
    lambda version: reverse("assurance:evidence_file", args=[version.files.get().uuid]),
    lambda version: reverse("assurance:evidence_hold", args=[version.evidence.uuid]),
    lambda version: reverse("assurance:version_add", args=[version.evidence.uuid]),
    lambda version: reverse("assurance:file_clear", args=[version.files.get().uuid]),
]
CALLS = [
    lambda version: f"evidence/{version.evidence.uuid}/",
    lambda version: f"evidence/{version.evidence.uuid}/events/",
    lambda version: f"evidence-versions/{version.uuid}/",
    lambda version: f"evidence-versions/{version.uuid}/steps/",
    lambda version: f"evidence-files/{version.files.get().uuid}/",
    lambda version: f"evidence-files/{version.files.get().uuid}/content/",
]
LISTS = ["evidence_list", "evidence_all", "evidence_mine"]


@pytest.fixture
def linked(report, cast, control, finding) -> EvidenceVersion:
    """The report, attached to a control and a finding that a manager of the unit sees."""
    for subject in (control, finding):
        link_evidence(actor=cast["samir"], version=report, subject=subject, purpose="correction")
    return report


@pytest.mark.parametrize("grading", ["confidential", "secret"])
def test_a_manager_meets_nothing_graded_above_internal_at_any_door(linked, cast, browse, grading):
    Evidence.objects.update(grading=grading)
    client, program = browse("helena"), Program(browse(None), {"Authorization": f"Bearer {token_of(cast['helena'])}"})

    statuses = [client.get(page(linked)).status_code for page in PAGES]
    calls = [program.get(call(linked)).status_code for call in CALLS]
    lists = [client.get(reverse(f"assurance:{name}")).content.decode() for name in LISTS]
    export = client.get(reverse("assurance:evidence_all") + "?export=csv")

    assert set(statuses) <= {403, 404}
    assert statuses[0] == statuses[1] == 404
    assert set(calls) == {404}
    assert not any("Recorder test" in page for page in lists)
    assert b"Recorder test" not in b"".join(export.streaming_content)
    for path in ("evidence/", "evidence-versions/", "evidence-files/"):
        assert program.get(path).json()["results"] == []


@pytest.mark.parametrize("grading", ["public", "internal"])
def test_a_manager_meets_what_is_graded_for_everybody_inside(linked, cast, browse, grading):
    Evidence.objects.update(grading=grading)

    assert browse("helena").get(linked.get_absolute_url()).status_code == 200
    assert browse("helena").get(PAGES[1](linked)).status_code == 200


def test_what_personal_data_it_holds_stands_on_the_page(report, browse):
    Evidence.objects.update(personal_data="special")

    page = browse("ines").get(report.get_absolute_url()).content.decode()

    assert "Special categories" in page
    assert EvidenceFile.objects.get().sha256 in page
