"""The pages and the API of guiding documents."""

import json
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assurance.actions import add_document, approve_document, submit_document, withdraw_document, write_version
from assurance.models import Control, Document, DocumentVersion
from assurance.offers.documents import to_approve, to_review
from assurance.tasks import sweep_documents
from foundation.clock import today
from foundation.directory.models import Role
from foundation.models.trail import Event
from tests.company import grant
from tests.kept import kept_text

DAY = timedelta(days=1)
MOST = 12


def on() -> date:
    return today()


def added(company, cast, number="TS-SPEC-031", **more) -> Document:
    facts = {"title": "Remote access", "kind": "specification", "owner": company.person("samir"), **more}
    return add_document(actor=cast["ines"], unit=company.units["TS"], number=number, **facts)


def handed_in(document, author, note="Consent") -> DocumentVersion:
    kept = kept_text(name="spec.txt", text=f"{document.number} {document.versions.count()}")
    day = today(document.unit)
    version = write_version(actor=author, document=document, on=day, kept=kept, change_note=note)
    return submit_document(actor=author, document=version, on=day)


def put_in_effect(document, cast, note="Consent") -> DocumentVersion:
    version, day = handed_in(document, cast["samir"], note), today(document.unit)
    return approve_document(actor=cast["ines"], document=version, on=day, effective_from=day)


@pytest.fixture
def document(company, cast) -> Document:
    """In effect, with the next version in review."""
    row = added(company, cast)
    put_in_effect(row, cast)
    handed_in(row, cast["samir"], "Recorder")
    return row


def page(client, user, address) -> str:
    client.force_login(user)
    return client.get(address).content.decode()


def reads(client, address) -> int:
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as counted:
        assert client.get(address).status_code == 200
    return len(counted)


def test_the_list_shows_what_is_in_effect_and_a_reader_nothing_of_the_next_version(client, document, cast):
    shown = {
        who: page(client, cast[who], f"{reverse('assurance:documents')}?columns=number&columns=state&columns=coming")
        for who in ("ines", "emma")
    }

    assert all("TS-SPEC-031" in text and "In effect" in text for text in shown.values())
    assert shown["ines"].count("In review") > shown["emma"].count("In review")


def test_the_list_is_narrowed_by_kind_state_and_lateness(client, document, company, cast):
    added(company, cast, "TS-REG-1", kind="regulation")
    client.force_login(cast["ines"])
    address = reverse("assurance:documents")

    found = {
        query: [
            number
            for number in ("TS-SPEC-031", "TS-REG-1")
            if number in client.get(f"{address}?{query}").content.decode()
        ]
        for query in ("kind=regulation", "state=effective", "coming=in_review", "overdue=true", "search=spec")
    }

    assert found == {
        "kind=regulation": ["TS-REG-1"],
        "state=effective": ["TS-SPEC-031"],
        "coming=in_review": ["TS-SPEC-031"],
        "overdue=true": [],
        "search=spec": ["TS-SPEC-031"],
    }


def test_the_page_says_what_counts_who_approved_it_and_what_it_guides(client, document, company, cast):
    control = Control.objects.create(unit=company.units["TS"], code="C-15", statement="Recorded.", kind="detective")
    control.guidance.set([document])

    text = page(client, cast["ines"], document.get_absolute_url())

    for words in (
        "Version 1.0 since",
        "Version 1.1",
        "approved by Ines Moreau",
        "C-15",
        "Steps of version 1.1",
        "Approve",
    ):
        assert words in text


def test_a_reader_sees_the_version_in_effect_alone(client, document, cast):
    text = page(client, cast["emma"], document.get_absolute_url())

    assert "Version 1.0" in text
    assert "Version 1.1" not in text
    assert "Recorder" not in text


def test_the_author_reads_why_they_do_not_approve(client, document, cast):
    assert "You wrote this version. Somebody else has to approve it." in page(
        client, cast["samir"], document.get_absolute_url()
    )


def test_a_version_is_written_with_its_text(client, company, cast):
    row = added(company, cast)
    client.force_login(cast["samir"])
    sent = {"change_note": "First", "files": SimpleUploadedFile("spec.txt", b"Consent for each session.")}

    answer = client.post(reverse("assurance:document_write", args=[row.uuid]), sent)

    version = row.versions.get()
    assert answer.url == row.get_absolute_url()
    assert (version.label, version.state, version.file.files.get().name) == ("1.0", "draft", "spec.txt")


def test_a_document_is_added_and_changed_by_its_forms(client, company, cast):
    client.force_login(cast["samir"])
    facts = {"title": "Rules", "kind": "guideline", "grading": "internal", "review_months": 12}
    people = {"owner": company.person("samir").uuid, "unit": company.units["TS"].uuid}
    client.post(reverse("assurance:document_add"), {"number": "TS-GL-1", **facts, **people})
    row = Document.objects.get(number="TS-GL-1")

    client.post(
        reverse("assurance:document_change", args=[row.uuid]),
        {**facts, **people, "title": "Other rules", "audience_units": [company.units["MEA"].uuid]},
    )

    row.refresh_from_db()
    assert (row.title, list(row.audience_units.all())) == ("Other rules", [company.units["MEA"]])


def test_a_process_owner_adds_nothing_to_another_unit(client, company, cast):
    client.force_login(cast["samir"])
    facts = {"number": "X-1", "title": "Rules", "kind": "guideline", "grading": "internal", "review_months": 12}
    people = {"owner": company.person("samir").uuid, "unit": company.units["GOV"].uuid}

    answer = client.post(reverse("assurance:document_add"), {**facts, **people})

    assert answer.status_code == 422
    assert not Document.objects.exists()


def test_guidance_offers_documents_in_effect_alone(client, document, company, cast):
    added(company, cast, "TS-REG-1")
    control = Control.objects.create(unit=company.units["TS"], code="C-15", statement="Recorded.", kind="detective")
    address = reverse("assurance:control_guidance", args=[control.uuid])

    text = page(client, cast["ines"], address)
    client.post(address, {"documents": [document.uuid]})

    assert "TS-SPEC-031" in text
    assert "TS-REG-1" not in text
    assert list(control.guidance.all()) == [document]


@pytest.mark.parametrize("door", ["page", "api"])
def test_a_regional_officer_takes_no_guidance_away_that_they_do_not_see(client, document, company, cast, door):
    grant(cast["omar"], (Role.CO, company.units["MEA"]))
    facts = {"unit": company.units["MEADEL"], "code": "C-15", "statement": "Recorded.", "kind": "detective"}
    control = Control.objects.create(**facts)
    control.guidance.set([document])
    client.force_login(cast["omar"])
    Document.objects.update(grading="confidential")

    if door == "page":
        client.post(reverse("assurance:control_guidance", args=[control.uuid]), {"documents": []})
    else:
        call(client, "post", reverse("api:control-guidance", args=[control.uuid]), {"documents": []})

    assert Event.objects.about(control).filter(kind="control.guidance_set").exists()
    assert list(control.guidance.all()) == [document]


def test_a_control_without_guidance_says_so_from_the_day_of_the_withdrawal(client, document, company, cast):
    control = Control.objects.create(unit=company.units["TS"], code="C-15", statement="Recorded.", kind="detective")
    control.guidance.set([document])
    before = page(client, cast["ines"], control.get_absolute_url())

    version = document.versions.effective().get()
    withdraw_document(actor=cast["ines"], document=version, on=today(document.unit), reason="Given up.")

    assert "counts as no control" not in before
    assert "counts as no control" in page(client, cast["ines"], control.get_absolute_url())


@pytest.mark.parametrize("who", ["ines", "samir", "emma"])
def test_pages_cost_twelve_reads_at_most_however_much_there_is(client, document, company, cast, who):
    for number in range(6):
        row = added(company, cast, f"TS-REG-{number}")
        put_in_effect(row, cast)
    client.force_login(cast[who])

    costs = [reads(client, address) for address in (reverse("assurance:documents"), document.get_absolute_url())]

    assert max(costs) <= MOST, costs


def test_my_work_brings_the_review_to_the_owner_within_thirty_days(document, cast):
    due = document.versions.effective().get().next_review_on
    seen = {days: to_review(cast["samir"], due - timedelta(days=days)).count() for days in (31, 30, -1)}

    assert seen == {31: 0, 30: 1, -1: 1}
    assert to_review(cast["emma"], due).count() == 0


def test_my_work_brings_the_approval_to_others_than_the_author(document, cast):
    waiting = {who: to_approve(cast[who], on()).count() for who in ("ines", "carla", "samir", "omar", "emma")}

    assert waiting == {"ines": 1, "carla": 1, "samir": 0, "omar": 0, "emma": 0}


def test_my_work_shows_both(client, document, cast):
    DocumentVersion.objects.filter(state="effective").update(next_review_on=on() - DAY)

    assert "Read the version and decide" in page(client, cast["ines"], reverse("foundation:my_work"))
    assert "Review the document" in page(client, cast["samir"], reverse("foundation:my_work"))


# The API


def call(client, method, address, body=None):
    return getattr(client, method)(address, json.dumps(body or {}), content_type="application/json")


def test_a_document_goes_its_whole_way_by_the_api(client, document, cast):
    version, day = document.versions.get(state="in_review"), today(document.unit)
    steps = reverse("api:document-version-steps", args=[version.uuid])
    client.force_login(cast["samir"])
    refused = call(client, "post", f"{steps}approve/", {"effective_from": (day + DAY).isoformat()})
    client.force_login(cast["carla"])

    approved = call(client, "post", f"{steps}approve/", {"effective_from": (day + DAY).isoformat()})
    sweep_documents(on=day + DAY, zone=document.unit.zone)

    shown = client.get(reverse("api:document-detail", args=[document.uuid])).json()
    assert (refused.status_code, approved.status_code) == (409, 200)
    assert refused.json()["code"] == "S-06"
    assert (shown["version_label"], shown["in_effect_since"]) == ("1.1", (day + DAY).isoformat())


def test_a_reader_gets_the_version_in_effect_alone_by_the_api(client, document, cast):
    client.force_login(cast["emma"])

    versions = client.get(reverse("api:document-version-list")).json()["results"]

    assert [(one["label"], one["state"]) for one in versions] == [("1.0", "effective")]
