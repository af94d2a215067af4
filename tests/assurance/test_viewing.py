"""The viewer beside the requirement: what it shows, to whom, and the line it leaves in the custody."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assurance.actions import link_evidence, receive_files, take_file, upload_evidence, view_file
from assurance.actions.disposal import remove_bytes
from assurance.models import EvidenceFile, EvidenceVersion
from assurance.querysets import proven
from foundation import files
from foundation.directory.models import Role
from foundation.models.trail import Event
from foundation.viewer import slots
from tests.assurance.cells import cell, control, in_force
from tests.company import TODAY, grant
from tests.foundation import drawn, hostile


@pytest.fixture
def version(company, cast, tmp_path) -> EvidenceVersion:
    """Samir's test of the recorder: a report of three pages, a log, a picture and a workbook."""
    bodies = {
        "report.pdf": drawn.report(tmp_path, "One", "Two", "Three"),
        "recorder.log": b"".join(b"event %d <script>alert(1)</script>\n" % number for number in range(1, 701)),
        "screen.png": hostile.picture("PNG", width=1600, height=900),
        "register.xlsx": hostile.document("xl"),
    }
    kept = receive_files([files.receive([body], name=name) for name, body in bodies.items()])
    facts = {"unit": company.units["TS"], "title": "Recorder test", "as_of": TODAY}
    return upload_evidence(actor=cast["samir"], kept=kept, **facts)


@pytest.fixture
def link(company, cast, version):
    in_force(company)
    row = cell(company, "MCB-15", control=control(company))
    return link_evidence(actor=cast["samir"], version=version, subject=row, purpose="cell")


def viewer(version, **asked: str) -> str:
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return f"{reverse('assurance:evidence_view', args=[version.uuid])}?{query}"


def file_of(version, name: str) -> EvidenceFile:
    return version.files.get(name=name)


def picture_of(file: EvidenceFile, page: int = 1, **asked: str) -> str:
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return f"{reverse('assurance:evidence_page', args=[file.uuid, page])}?{query}"


def said(response, status: int = 200) -> str:
    assert response.status_code == status
    return re.sub(r"\s+", " ", response.content.decode())


# What is to be seen


def test_m13_a_pdf_is_seen_page_by_page_beside_the_requirement(version, link, browse):
    page = said(browse("samir").get(viewer(version, link=link.uuid, page="2")))

    assert "Page 2 of 3" in page
    assert "Picture of page 2 of 3 of report.pdf" in page
    assert re.search(rf'href="[^"]*link={link.uuid}&amp;page=1" rel="prev"', page)
    assert re.search(rf'href="[^"]*link={link.uuid}&amp;page=3" rel="next"', page)
    assert link.subject.requirement.title in page
    assert "Sessions are recorded." in page
    assert f'href="{link.subject.get_absolute_url()}"' in page


def test_the_facts_of_the_file_stand_beside_it(version, browse):
    file = file_of(version, "report.pdf")
    page = said(browse("samir").get(viewer(version)))

    assert file.sha256 in page
    for words in ("report.pdf", "application/pdf", "20 Nov 2026", "To review", "Not scanned", "Internal"):
        assert words in page
    assert all(name in page for name in ("recorder.log", "screen.png", "register.xlsx"))


@pytest.mark.parametrize(("asked", "first", "last"), [("1", "prev", "next"), ("3", "next", "prev")])
def test_the_first_and_the_last_page_lead_only_one_way(version, browse, asked, first, last):
    page = said(browse("samir").get(viewer(version, page=asked)))

    assert f'rel="{first}"' not in page
    assert f'rel="{last}"' in page


@pytest.mark.parametrize("asked", ["0", "-1", "x", "²", "99999999999999999999"])
def test_a_page_that_makes_no_sense_is_the_first(version, browse, asked):
    assert "Page 1 of 3" in said(browse("samir").get(viewer(version, page=asked)))


def test_a_page_beyond_the_last_is_a_sentence(version, browse):
    assert "This file has no such page." in said(browse("samir").get(viewer(version, page="4")))


def test_a_page_is_shown_to_fit_or_in_full_size(version, browse):
    file = file_of(version, "report.pdf")
    fits, full = (said(browse("samir").get(viewer(version, zoom=zoom))) for zoom in ("", "full"))

    assert 'data-zoom="fit"' in fits
    assert f"{picture_of(file, width='640')} 640w" in fits
    assert 'data-zoom="full"' in full
    assert picture_of(file, width="1800") in full


def test_text_is_shown_as_characters_with_the_numbers_of_its_lines(version, browse):
    file = file_of(version, "recorder.log")
    page = said(browse("samir").get(viewer(version, file=file.uuid, page="2")))

    assert "Piece 2 of 2" in page
    assert '<td class="viewer-number">501</td><td class="viewer-line">event 501 &lt;script&gt;' in page
    assert "<script>alert(1)" not in page


def test_a_workbook_is_not_shown_but_may_be_taken(version, browse):
    file = file_of(version, "register.xlsx")
    page = said(browse("samir").get(viewer(version, file=file.uuid)))

    assert "Office documents are not shown here." in page
    assert reverse("assurance:evidence_file", args=[file.uuid]) in page


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("plan.svg", hostile.SVG),
        ("script.pdf", hostile.pdf(script="app.alert(1)")),
        ("page.pdf", hostile.pdf_and_html()),
    ],
)
def test_what_is_active_never_reaches_the_browser_as_such(company, cast, browse, name, body):
    kept = receive_files([files.receive([body], name=name)])
    facts = {"unit": company.units["TS"], "title": "Hostile", "as_of": TODAY}
    version = upload_evidence(actor=cast["samir"], kept=kept, **facts)
    client = browse("samir")

    page = said(client.get(viewer(version)))
    answer = client.get(picture_of(version.files.get()))

    assert "It has active content; nothing of it is run here." in page
    assert not re.search(r"<svg[^>]*onload|<script>alert|app\.alert", page)
    assert not re.search(r"<(iframe|object|embed)", page)
    if answer.status_code == 200:
        assert (answer["Content-Type"], answer.content[:8]) == ("image/png", b"\x89PNG\r\n\x1a\n")
    assert (answer.status_code == 200) is name.endswith("pdf")


def test_a_file_that_cannot_be_drawn_is_a_sentence_and_no_failure(version, browse, settings):
    file = file_of(version, "report.pdf")
    place = settings.FILES_ROOT / file.sha256[:2] / file.sha256[2:4] / file.sha256
    place.chmod(0o600)
    place.write_bytes(b"%PDF-1.7\nnothing")

    assert "This file could not be drawn" in said(browse("samir").get(viewer(version)))
    assert browse("samir").get(picture_of(file)).status_code == 404


def test_lost_bytes_are_a_sentence(version, browse):
    for file in version.files.all():
        files.delete_stored(file.sha256)

    for file in (file_of(version, "report.pdf"), file_of(version, "recorder.log")):
        page = said(browse("samir").get(viewer(version, file=file.uuid)))
        assert "The bytes of this file are not in the store." in page


# The picture


def test_the_picture_is_a_png_that_nothing_else_can_be_made_of(version, browse):
    answer = browse("samir").get(picture_of(file_of(version, "screen.png"), width="640"))

    assert answer.content.startswith(b"\x89PNG\r\n\x1a\n")
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Dest": "script"}])
def test_other_sites_get_no_picture(version, browse, headers):
    assert browse("samir").get(picture_of(file_of(version, "screen.png")), headers=headers).status_code == 403


@pytest.mark.parametrize("asked", [{"width": "9000"}, {"width": "x"}])
def test_only_our_widths_are_drawn(version, browse, asked):
    assert browse("samir").get(picture_of(file_of(version, "screen.png"), **asked)).status_code == 404


def test_no_page_has_a_number_of_more_than_six_figures(version, browse):
    client, file = browse("samir"), file_of(version, "report.pdf")
    client.get(picture_of(file))  # from now on there is a shelf to look on

    assert [client.get(picture_of(file, page)).status_code for page in (4, 10**6, 10**300)] == [404] * 3


def test_who_draws_too_much_is_asked_to_come_again(version, cast, browse, monkeypatch):
    monkeypatch.setattr(slots, "SECONDS_TO_WAIT", 0.01)
    file = file_of(version, "report.pdf")

    with slots.SLOTS.taken_by(cast["samir"].pk):
        answer = browse("samir").get(picture_of(file))
        page = said(browse("samir").get(viewer(version)))
        other = browse("ines").get(picture_of(file))

    assert (answer.status_code, answer["Retry-After"], other.status_code) == (503, "2", 200)
    assert "Try again in a moment." in page


# Who sees it


@pytest.mark.parametrize("name", ["emma", "omar", "claire", "igor"])
def test_whoever_does_not_see_the_evidence_sees_no_page_of_it(version, browse, name):
    client = browse(name)

    assert client.get(viewer(version)).status_code == 404
    assert client.get(picture_of(file_of(version, "report.pdf"))).status_code == 404
    assert not Event.objects.filter(kind="evidence.viewed").exists()


def test_grading_is_kept(version, company, cast, browse):
    grant(cast["emma"], (Role.MGR, company.units["TS"]))
    client = browse("emma")
    assert client.get(viewer(version)).status_code == 200

    type(version.evidence).objects.filter(pk=version.evidence_id).update(grading="confidential")

    assert client.get(viewer(version)).status_code == 404
    assert client.get(picture_of(file_of(version, "report.pdf"))).status_code == 404


@pytest.mark.parametrize("facts", [{"scan": "pending"}, {"scan": "infected"}, {"suspect_since": timezone.now()}])
def test_what_may_not_be_taken_is_not_shown_either(version, browse, facts):
    client, file = browse("samir"), file_of(version, "report.pdf")
    client.get(picture_of(file))  # it was drawn before
    EvidenceFile.objects.update(**facts)

    page = said(client.get(viewer(version)), 409)

    assert "viewer-nothing" in page
    assert "<img" not in page
    assert reverse("assurance:evidence_file", args=[file.uuid]) not in page
    assert client.get(picture_of(file)).status_code == 409
    assert client.head(viewer(version)).status_code == 409


def test_what_was_disposed_of_is_gone_from_the_shelf_too(company, cast, browse, settings, tmp_path):
    kept = receive_files([files.receive([drawn.report(tmp_path, "Old")], name="old.pdf")])
    facts = {"unit": company.units["TS"], "title": "Old", "as_of": TODAY}
    version = upload_evidence(actor=cast["samir"], kept=kept, **facts)
    client, file = browse("samir"), version.files.get()
    assert client.get(picture_of(file)).status_code == 200

    EvidenceFile.objects.update(disposed_at=timezone.now())
    remove_bytes([file.sha256])

    assert client.get(picture_of(file)).status_code == 410
    assert not list(settings.PAGES_ROOT.glob("??/*/*"))


def test_a_file_of_another_version_is_not_there(version, company, cast, browse):
    kept = receive_files([files.receive([b"other\n"], name="other.txt")])
    other = upload_evidence(actor=cast["samir"], unit=company.units["TS"], title="Other", as_of=TODAY, kept=kept)

    assert browse("samir").get(viewer(version, file=other.files.get().uuid)).status_code == 404
    assert browse("samir").get(viewer(version, file="nonsense")).status_code == 404


def test_a_link_to_what_the_reader_does_not_see_shows_nothing_of_it(version, finding, cast, browse):
    link = link_evidence(actor=cast["samir"], version=version, subject=finding.item, purpose="checklist")

    assert finding.item.question in said(browse("priya").get(viewer(version, link=link.uuid)))
    assert finding.item.question not in said(browse("samir").get(viewer(version, link=link.uuid)))


# The custody


def test_m13_a_look_is_noted_once_a_day_for_each_person_and_file(version, browse):
    for name in ("samir", "samir", "ines"):
        client = browse(name)
        client.get(viewer(version))
        client.get(viewer(version, page="2"))
        client.get(picture_of(file_of(version, "report.pdf"), 3))

    told = Event.objects.about(version.evidence).filter(kind="evidence.viewed").order_by("pk")
    assert [event.content.actor.name for event in told] == ["Samir Haddad", "Ines Moreau"]
    assert {event.content.summary for event in told} == {"File viewed: report.pdf"}
    assert {event.content.details["version"] for event in told} == {str(version.uuid)}
    assert "File viewed: report.pdf" in said(browse("samir").get(version.get_absolute_url()))


def test_the_next_day_is_another_look(company_day, version, cast):
    file = file_of(version, "report.pdf")
    for days, hours in ((0, 0), (0, 9), (1, 1)):
        company_day.move_to(datetime(2026, 11, 20, 10, tzinfo=UTC) + timedelta(days=days, hours=hours))
        view_file(actor=cast["samir"], file=file)

    assert Event.objects.filter(kind="evidence.viewed").count() == 2


def test_a_picture_alone_is_noted_too_and_a_download_is_another_line(version, cast, browse):
    file = file_of(version, "screen.png")

    browse("samir").get(picture_of(file))
    take_file(actor=cast["samir"], file=file)

    kinds = Event.objects.about(version.evidence).filter(content__details__file=str(file.uuid)).order_by("pk")
    assert list(kinds.values_list("kind", flat=True)) == ["evidence.viewed", "evidence.downloaded"]


def test_only_asking_is_not_noted(version, browse):
    assert browse("samir").head(viewer(version)).status_code == 200

    assert not Event.objects.filter(kind="evidence.viewed").exists()


# Where it is offered


def test_the_viewer_is_offered_beside_a_requirement_and_closes_back_to_it(version, link, browse):
    client = browse("samir")
    sheet = {"HX-Request": "true", "HX-Target": "sheet"}

    cell_sheet = said(client.get(link.subject.get_absolute_url(), headers=sheet))
    address = re.search(r'href="([^"]*/view/[^"]*)" data-sheet', cell_sheet)[1].replace("&amp;", "&")
    opened = said(client.get(address, headers=sheet))

    assert address.endswith(f"?link={link.uuid}&back=sheet")
    assert "<html" not in opened
    assert f'href="{link.subject.get_absolute_url()}" data-sheet data-back' in opened
    assert 'data-key="ArrowRight"' in opened


def test_the_page_of_the_evidence_offers_each_file(version, browse):
    page = said(browse("samir").get(version.get_absolute_url()))

    for file in version.files.all():
        assert f"/evidence/versions/{version.uuid}/view/?file={file.uuid}" in page


def test_a_look_costs_at_most_twelve_queries(version, link, browse, django_assert_max_num_queries):
    client = browse("samir")
    for address in (viewer(version, link=link.uuid), picture_of(file_of(version, "report.pdf"))):
        client.get(address)
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200


@pytest.mark.parametrize("kind", [kind for kind in proven() if kind.beside], ids=lambda kind: kind.model().__name__)
def test_the_texts_beside_a_file_are_those_of_rows(db, kind):
    rows = kind.model().objects.values_list(*(path for _label, path in kind.beside))

    assert list(rows[:1]) == []
