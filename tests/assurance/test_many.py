"""Many files at once: each judged by itself, each a piece of evidence of its own, by page and by API, through one verb."""

import hashlib
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from assurance.forms.evidence import MOST_AT_ONCE
from assurance.models import Evidence, EvidenceFile, EvidenceVersion
from foundation import files
from foundation.files import resumable
from foundation.models.trail import Event
from foundation.models.uploads import Upload
from tests.api.conftest import program
from tests.company import TODAY
from tests.foundation import hostile

__all__ = ["program"]
MANY, CHECK, ADD = (reverse(f"assurance:evidence_{name}") for name in ("many", "many_check", "many_add"))


@pytest.fixture
def sent(cast) -> Callable[..., Upload]:
    """An upload of somebody, of which `share` has come."""

    def come(name: str, content: bytes, *, by: str = "samir", share: float = 1) -> Upload:
        row = Upload(user=cast[by], name=name, size=len(content), content_type="text/plain")
        upload = resumable.begin(row, now=timezone.now())
        resumable.partial_of(upload).append([content[: int(len(content) * share)]], at=0)
        return upload

    return come


@pytest.fixture
def facts(company) -> dict[str, Any]:
    return {
        "unit": company.units["TS"].pk, "as_of": TODAY.isoformat(), "grading": "confidential",
        "personal_data": "ordinary", "retention": "audit",
    }  # fmt: skip


def words(answer: Any) -> dict[str, tuple[str, str]]:
    """State and words of each file, by the uuid of its upload."""
    found = re.findall(r'<li data-upload="([^"]+)" data-state="(\w+)">(.*?)</li>', answer.content.decode(), re.DOTALL)
    return {uuid: (state, " ".join(re.sub(r"<[^>]+>", " ", text).split())) for uuid, state, text in found}


def test_what_has_arrived_is_judged_before_anything_is_added(browse, sent):
    good, page = sent("Door log.txt", b"Door 4 stood open.\n"), sent("Register.pdf", hostile.HTML)

    found = words(browse("samir").post(CHECK, {"uploads": [good.uuid, page.uuid]}))

    assert found[str(good.uuid)] == ("checked", "Checked, ready to be added")
    assert found[str(page.uuid)][0] == "refused"
    assert "is not what its ending says" in found[str(page.uuid)][1]
    assert not Evidence.objects.exists()
    assert list(Upload.objects.all()) == [good]  # what is refused for its content ends at once


def test_each_file_becomes_evidence_of_its_own_with_the_facts_of_all(browse, sent, facts, company):
    uploads = [sent(f"Door_log_{number}.txt", f"Door {number}.\n".encode()) for number in range(3)]

    found = words(browse("samir").post(ADD, facts | {"uploads": [one.uuid for one in uploads]}))

    pieces = list(Evidence.objects.order_by("pk"))
    assert [piece.title for piece in pieces] == ["Door log 0", "Door log 1", "Door log 2"]
    assert {(piece.unit, piece.grading, piece.personal_data, piece.retention) for piece in pieces} == {
        (company.units["TS"], "confidential", "ordinary", "audit")
    }
    assert [state for state, _words in found.values()] == ["added"] * 3
    assert f"Added: {pieces[0]}" in found[str(uploads[0].uuid)][1]
    assert EvidenceVersion.objects.filter(number=1, as_of=TODAY, uploaded_by__email__startswith="samir@").count() == 3
    assert Event.objects.filter(kind="evidence.uploaded").count() == 3
    assert not Upload.objects.exists()


def test_the_hash_is_of_what_lies_on_the_disk(browse, sent, facts):
    content = b"10-112 emergency, no recording\n" * 20_000
    upload = sent("register.log", content)

    browse("samir").post(ADD, facts | {"uploads": upload.uuid})

    stored = EvidenceFile.objects.get()
    assert (stored.sha256, stored.size) == (hashlib.sha256(content).hexdigest(), len(content))
    assert files.rehash(stored.sha256)
    assert stored.version.evidence.kind == Evidence.Kind.LOG_EXTRACT


def test_the_same_content_is_named_and_added_only_by_who_insists(browse, sent, facts):
    client = browse("samir")
    client.post(ADD, facts | {"uploads": sent("one.txt", b"Door 4 stood open.\n").uuid})
    twin = sent("two.txt", b"Door 4 stood open.\n")

    judged = words(client.post(CHECK, {"uploads": twin.uuid}))
    quiet = words(client.post(ADD, facts | {"uploads": twin.uuid}))
    insisting = words(client.post(ADD, facts | {"uploads": twin.uuid, "again": twin.uuid}))

    first = Evidence.objects.get(title="one")
    assert judged == quiet == {str(twin.uuid): ("here", f"Already here: {first} Add it all the same")}
    assert insisting[str(twin.uuid)][0] == "added"
    assert Evidence.objects.count() == 2


def test_facts_that_are_refused_keep_every_upload(browse, sent, facts):
    upload, client = sent("one.txt", b"Door 4 stood open.\n"), browse("samir")

    without = client.post(ADD, facts | {"uploads": upload.uuid, "as_of": ""})
    too_soon = words(client.post(ADD, facts | {"uploads": upload.uuid, "as_of": "2030-01-01"}))

    assert without.status_code == 422
    assert "This field is required." in without.content.decode()
    assert too_soon[str(upload.uuid)][0] == "stopped"
    assert "a day that has not come" in too_soon[str(upload.uuid)][1]
    assert list(Upload.objects.all()) == [upload]
    assert words(client.post(ADD, facts | {"uploads": upload.uuid}))[str(upload.uuid)][0] == "added"


def test_half_a_file_is_not_added_and_can_go_on(browse, sent, facts):
    half = sent("one.txt", b"Door 4 stood open.\n", share=0.6)

    found = words(browse("samir").post(ADD, facts | {"uploads": half.uuid}))

    assert found[str(half.uuid)] == ("refused", "Refused: “one.txt” has not arrived whole yet.")
    assert resumable.arrived(half) == 11
    assert not Evidence.objects.exists()


def test_the_uploads_of_others_are_not_there(browse, sent, facts):
    theirs = sent("one.txt", b"Door 4 stood open.\n", by="ines")
    client = browse("samir")

    assert words(client.post(CHECK, {"uploads": theirs.uuid})) == {}
    assert words(client.post(ADD, facts | {"uploads": theirs.uuid})) == {}
    assert "one.txt" not in client.get(MANY).content.decode()
    assert not Evidence.objects.exists()


def test_one_upload_is_added_once(sent, facts, cast, company):
    upload = sent("one.txt", b"Door 4 stood open.\n")
    first, second = (resumable.received(upload, now=timezone.now()) for _time in range(2))

    first.taken()

    with pytest.raises(files.facts.ValidationError, match="was added already"):
        second.taken()


def test_a_scanner_keeps_it_in_quarantine(browse, sent, facts, settings):
    settings.CLAMD_URL = object()

    browse("samir").post(ADD, facts | {"uploads": sent("drawing.svg", hostile.SVG).uuid})

    version = EvidenceVersion.objects.get()
    assert version.state == EvidenceVersion.State.QUARANTINED
    assert version.files.get().active_content


def test_an_active_file_is_kept_and_handed_out_as_nothing_a_browser_would_run(browse, sent, facts):
    client = browse("samir")
    client.post(ADD, facts | {"uploads": sent("drawing.svg", hostile.SVG).uuid})

    answer = client.get(reverse("assurance:evidence_file", args=[EvidenceFile.objects.get().uuid]))

    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_names_are_shown_as_text(browse, sent):
    upload = sent('"><img src=x onerror=alert(1)>.txt', b"no text \xff\xfe")

    answer = browse("samir").post(CHECK, {"uploads": upload.uuid})

    assert b"<img" not in answer.content
    assert b"<img" not in browse("samir").get(MANY).content


# ── The page ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_page_lists_what_an_earlier_visit_has_left(browse, sent, django_assert_max_num_queries):
    sent("half a log.txt", b"a" * 1000, share=0.6)
    sent("not begun.txt", b"a" * 1000, share=0)
    client = browse("samir")

    with django_assert_max_num_queries(12):
        page = client.get(MANY).content.decode()

    assert "half a log.txt" in page
    assert 'data-size="1000" data-arrived="600"' in page
    assert "not begun.txt" not in page


def test_the_evidence_list_leads_there(browse):
    assert f'href="{MANY}"' in browse("samir").get(reverse("assurance:evidence_mine")).content.decode()
    assert f'href="{MANY}"' not in browse("petra").get(reverse("assurance:evidence_mine")).content.decode()


def test_without_scripts_several_files_go_with_the_form(browse, facts):
    chosen = [SimpleUploadedFile("one.txt", b"One.\n"), SimpleUploadedFile("two.pdf", hostile.HTML)]

    page = browse("samir").post(MANY, facts | {"files": chosen}).content.decode()

    assert [piece.title for piece in Evidence.objects.all()] == ["one"]
    assert 'data-state="added"' in page
    assert 'data-state="refused"' in page
    assert "is not what its ending says" in page


def test_without_scripts_not_too_many_go_at_once(browse, facts):
    chosen = [SimpleUploadedFile(f"{number}.txt", b"One.\n") for number in range(MOST_AT_ONCE + 1)]

    answer = browse("samir").post(MANY, facts | {"files": chosen})

    assert answer.status_code == 422
    assert "at most 20 files go at once" in answer.content.decode()
    assert not Evidence.objects.exists()


# ── By API ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_program_names_its_uploads_in_new_evidence(program, sent, company):
    one, two = sent("one.txt", b"One.\n"), sent("two.txt", b"Two.\n")
    body = {"uploads": [str(one.uuid), str(two.uuid)], "unit": str(company.units["TS"].uuid)}

    answer = program("samir").post("evidence/", body)

    assert answer.status_code == 201, answer.content
    assert [file["name"] for file in answer.json()["versions"][0]["files"]] == ["one.txt", "two.txt"]
    assert not Upload.objects.exists()


def test_a_program_names_uploads_in_a_further_version(program, sent, company):
    caller = program("samir")
    piece = caller.post("evidence/", {"uploads": [str(sent("one.txt", b"One.\n").uuid)]}).json()

    answer = caller.post(f"evidence/{piece['uuid']}/versions/", {"uploads": [str(sent("one.txt", b"Two.\n").uuid)]})

    assert (answer.status_code, answer.json()["number"]) == (201, 2)


@pytest.mark.parametrize(
    ("name", "content", "share", "sentence"),
    [
        ("one.txt", b"Door 4 stood open.\n", 0.6, "“one.txt” has not arrived whole yet."),
        ("one.pdf", hostile.HTML, 1, "is not what its ending says"),
    ],
)
def test_a_program_is_told_why_its_upload_is_no_evidence(program, sent, monkeypatch, name, content, share, sentence):
    upload = sent(name, content, share=share)

    answer = program("samir").post("evidence/", {"uploads": [str(upload.uuid)]})

    assert answer.status_code == 400
    assert sentence in answer.json()["uploads"][0]
    assert not Evidence.objects.exists()
    monkeypatch.setattr(resumable.AdoptedFile, "_read", None)
    assert program("samir").post("evidence/", {"uploads": [str(upload.uuid)]}).json() == answer.json()


def test_a_program_keeps_its_upload_when_something_else_is_refused(program, sent):
    upload, caller = sent("one.txt", b"One.\n"), program("samir")

    refused = caller.post("evidence/", {"uploads": [str(upload.uuid)], "as_of": "2030-01-01"})

    assert refused.status_code == 400
    assert caller.post("evidence/", {"uploads": [str(upload.uuid)]}).status_code == 201


def test_a_whole_upload_is_read_once_and_kept_only_with_a_good_form(program, sent, settings, monkeypatch):
    upload, caller = sent("one.txt", b"One.\n"), program("samir")
    body = {"uploads": [str(upload.uuid)]}
    half = {"uploads": [str(upload.uuid), str(sent("two.txt", b"Two.\n", share=0.6).uuid)]}
    first = caller.post("evidence/", half)
    assert not list(settings.FILES_ROOT.glob("??/*/*"))
    monkeypatch.setattr(resumable.AdoptedFile, "_read", None)
    monkeypatch.setattr(files.facts.sniffing, "detect", None)

    again = caller.post("evidence/", half)
    taken = caller.post("evidence/", body)

    assert (first.status_code, again.status_code, taken.status_code) == (400, 400, 201)
    stored = EvidenceFile.objects.get()
    assert (stored.name, stored.size, stored.detected_type) == ("one.txt", 5, "text/plain")
    assert files.rehash(stored.sha256)


def test_what_is_checked_again_is_not_read_again(browse, sent, monkeypatch):
    upload, client = sent("one.txt", b"One.\n"), browse("samir")
    first = words(client.post(CHECK, {"uploads": upload.uuid}))
    monkeypatch.setattr(resumable.AdoptedFile, "_read", None)

    assert words(client.post(CHECK, {"uploads": upload.uuid})) == first


def test_a_program_names_no_more_uploads_than_a_page_takes(program, sent):
    named = [str(sent("one.txt", b"One.\n").uuid)] * (MOST_AT_ONCE + 1)

    answer = program("samir").post("evidence/", {"uploads": named})

    assert answer.status_code == 400
    assert "At most 20 uploads" in answer.json()["uploads"][0]


def test_a_program_does_not_name_the_upload_of_another(program, sent):
    theirs = sent("one.txt", b"One.\n", by="ines")
    nothing = "00000000-0000-4000-8000-000000000000"
    caller = program("samir")

    answers = [caller.post("evidence/", {"uploads": [one]}).json() for one in (str(theirs.uuid), nothing)]

    assert answers[0] == {"uploads": [f"There is no such choice: {theirs.uuid}."]}
    assert answers[1] == {"uploads": [f"There is no such choice: {nothing}."]}
