"""Evidence in forms: nothing chosen or dropped is lost, nothing is taken in twice, refused files leave a sentence."""

from pathlib import Path

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from assurance.actions import receive_files, upload_evidence
from assurance.forms import WithEvidence
from assurance.models import Evidence, EvidenceFile, EvidenceVersion
from foundation import files
from foundation.steps import StepForm
from tests.company import TODAY
from tests.foundation import hostile

HOSTILE = {
    "page.html": lambda: hostile.HTML,
    "page.pdf": lambda: hostile.HTML,
    "empty.txt": bytes,
    "locked.pdf": lambda: hostile.pdf(password="secret"),
    "locked.zip": hostile.locked_archive,
    "locked.docx": hostile.locked_office,
    "bomb.zip": hostile.bomb,
    "many.zip": hostile.archive_of_many,
    "slip.zip": lambda: hostile.archive({"../../etc/passwd": b"root"}),
    "symlink.zip": hostile.symlink_archive,
    "flood.png": hostile.pixel_flood,
    "tool.exe": lambda: b"MZ" + bytes(300),
}
PNG = hostile.picture("PNG")


class Remark(WithEvidence):
    text = forms.CharField()


class Proof(WithEvidence, StepForm):
    """The data of a step, with evidence."""


def arrived(*named: tuple[str, bytes]) -> MultiValueDict:
    received: list[UploadedFile] = [files.receive([body], name=name) for name, body in named]
    return MultiValueDict({"files": received})


def bytes_kept(settings) -> list[Path]:
    return [path for path in Path(settings.FILES_ROOT).rglob("*") if path.is_file()]


def test_a_dropped_file_becomes_evidence_of_the_rows_unit(company, cast):
    form = Remark(
        {"text": "Seen"}, arrived(("recorder_console.png", PNG)), actor=cast["priya"], unit=company.units["TS"]
    )

    assert form.is_valid()

    version = form.cleaned_data["evidence"][0]
    assert "files" not in form.cleaned_data
    assert version.evidence.title == "recorder console"
    assert (version.evidence.kind, version.evidence.unit) == (Evidence.Kind.SCREENSHOT, company.units["TS"])


def test_a_refused_form_keeps_the_dropped_file_as_a_ticked_line(company, cast):
    form = Remark({"text": ""}, arrived(("console.png", PNG)), actor=cast["priya"], unit=company.units["TS"])

    assert not form.is_valid()

    version = EvidenceVersion.objects.get()
    drawn = str(form["files"])
    assert f'value="{version.uuid}" checked' in drawn
    assert "Not scanned" in drawn


def test_sent_again_with_the_ticked_line_nothing_is_taken_in_twice(company, cast):
    refused = Remark({"text": ""}, arrived(("console.png", PNG)), actor=cast["priya"], unit=company.units["TS"])
    refused.is_valid()
    version = EvidenceVersion.objects.get()

    again = Remark(
        MultiValueDict({"text": ["Seen"], "evidence": [str(version.uuid)]}),
        actor=cast["priya"],
        unit=company.units["TS"],
    )

    assert again.is_valid()
    assert again.cleaned_data["evidence"] == [version]
    assert EvidenceVersion.objects.count() == 1


def test_the_form_of_a_step_takes_evidence_too(cast, finding):
    form = Proof({}, arrived(("console.png", PNG)), row=finding, actor=cast["samir"], on=TODAY)

    assert form.is_valid()
    assert form.cleaned_data["evidence"][0].unit == finding.unit
    assert (form.row, form.on) == (finding, TODAY)


def test_evidence_that_the_actor_cannot_see_is_not_chosen(company, cast):
    hidden = upload_evidence(
        actor=cast["ines"],
        unit=company.units["GOV"],
        title="Board paper",
        as_of=TODAY,
        kept=_kept("paper.png"),
    )

    form = Remark({"text": "Seen", "evidence": [hidden.uuid]}, actor=cast["emma"], unit=company.units["TS"])

    assert form.errors["evidence"] == ["One of the chosen pieces of evidence is not yours to see, or was rejected."]


def test_a_good_file_is_kept_beside_a_refused_one(company, cast):
    both = arrived(("console.png", PNG), ("empty.txt", b""))
    form = Remark({"text": "Seen"}, both, actor=cast["priya"], unit=company.units["TS"])

    assert form.errors["files"] == ["empty.txt: The file is empty."]
    assert [version.evidence.title for version in form.chosen] == ["console"]


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_a_hostile_file_is_refused_with_one_sentence_and_nothing_stays(name, company, cast, browse, settings):
    address = reverse("assurance:evidence_attach")
    upload = _uploaded(name, HOSTILE[name]())

    answer = browse("priya").post(address, {"unit": company.units["TS"].uuid, "files": upload})

    assert answer.status_code == 422
    assert answer.content.decode().count('<li class="error">') == 1
    assert not EvidenceFile.objects.exists()
    assert not Evidence.objects.exists()
    assert bytes_kept(settings) == []
    assert list(Path(settings.INCOMING_ROOT).glob("*")) == []


def test_a_file_past_the_limit_is_refused_as_too_large(company, browse, settings):
    settings.MAX_UPLOAD_BYTES = 1000
    upload = _uploaded("long.txt", b"a line\n" * 1000)

    answer = browse("priya").post(
        reverse("assurance:evidence_attach"), {"unit": company.units["TS"].uuid, "files": upload}
    )

    assert answer.status_code == 413
    assert "too large" in answer.content.decode()
    assert bytes_kept(settings) == []


def test_a_file_sent_at_once_is_answered_with_its_ticked_line(company, browse):
    answer = browse("samir").post(
        reverse("assurance:evidence_attach"),
        {"unit": company.units["TS"].uuid, "name": "evidence", "files": _uploaded("note.txt", b"Seen on site.\n")},
    )

    version = EvidenceVersion.objects.get()
    assert answer.status_code == 200
    assert f'name="evidence" value="{version.uuid}" checked' in answer.content.decode()
    assert version.uploaded_by.name == "Samir Haddad"


def test_a_form_that_comes_back_finds_the_files_sent_before(company, cast, browse):
    own = upload_evidence(
        actor=cast["samir"], unit=company.units["TS"], title="Console", as_of=TODAY, kept=_kept("console.png")
    )
    other = upload_evidence(
        actor=cast["ines"], unit=company.units["GOV"], title="Paper", as_of=TODAY, kept=_kept("paper.png")
    )
    asked = {"version": [own.uuid, other.uuid, "no uuid"]}

    said = browse("samir").get(reverse("assurance:evidence_attach"), asked).content.decode()

    assert f'value="{own.uuid}" checked' in said
    assert str(other.uuid) not in said


def test_an_outsider_sends_nothing(company, browse):
    answer = browse("claire").post(
        reverse("assurance:evidence_attach"),
        {"unit": company.units["TS"].uuid, "files": _uploaded("note.txt", b"Seen on site.\n")},
    )

    assert answer.status_code == 404
    assert not Evidence.objects.exists()


def _kept(name: str) -> list:
    return receive_files([files.receive([PNG], name=name)])


def _uploaded(name: str, body: bytes):
    return SimpleUploadedFile(name, body, content_type="application/octet-stream")
