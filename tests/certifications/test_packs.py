"""Evidence packs: who gets one, that it holds what the room shows and nothing else, and that it proves itself at home."""

import io
import json
import tracemalloc
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from assurance.models import Evidence
from certifications.actions import ask_for_pack, revoke_grant, take_pack
from certifications.actions.packs import KIND, MOST_A_DAY
from certifications.models import EvidencePack, Grant
from foundation import jobs
from foundation.directory.models import User
from foundation.ledger import sequencer
from foundation.models.trail import Event, Notification
from foundation.models.work import Job
from foundation.origin import coming_from
from foundation.refusals import Gone, Refusal, Refused
from foundation.rows import Grading
from tests.certifications.packed import verify
from tests.company import TODAY
from tests.company import grant as grant_role
from tests.foundation import drawn
from tests.kept import kept_file
from tests.room import K, entered, shown_for

MEGABYTE = 1024 * 1024


@pytest.fixture(autouse=True)
def ledger_of_its_own(settings, tmp_path):
    """What this machine remembers to have signed is not that of another test's database."""
    settings.LEDGER_FOLDER = tmp_path / "ledger"


@pytest.fixture
def open_room(company, finding, piece):
    """Claire may take files away from it, unmarked unless a test says otherwise."""

    def opened(**facts) -> Grant:
        rules = [(K.AUDIT, finding.audit), (K.AUDIT_EVIDENCE, finding.audit), *facts.pop("rules", ())]
        return entered(company, rules, **({"allow_download": True, "watermark": False} | facts))

    return opened


def made(grant: Grant, actor: User) -> EvidencePack:
    """The pack, once its job is through."""
    pack = ask_for_pack(actor=actor, grant=grant)
    jobs.run(pack.job.uuid)
    return EvidencePack.objects.select_related("job", "grant").get(pk=pack.pk)


def taken(grant: Grant, pack: EvidencePack, browser) -> zipfile.ZipFile:
    answer = browser.get(reverse("certifications:room_pack_file", args=[grant.uuid, pack.uuid]))
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def unpacked(archive: zipfile.ZipFile, folder: Path) -> Path:
    archive.extractall(folder)
    return next(folder.glob("evidence-pack-*"))


def told_in(folder: Path, kind: str, name: str) -> list[dict]:
    return [json.loads(path.read_bytes()) for path in sorted(folder.glob(f"data/{kind}/*/{name}.json"))]


def test_a_certifier_asks_takes_it_home_and_everything_holds(open_room, cast, browse, tmp_path):
    grant = open_room()
    pack = made(grant, cast["claire"])

    folder = unpacked(taken(grant, pack, browse("claire")), tmp_path)
    status, told = verify(folder)

    assert pack.job.state == Job.State.DONE, pack.job.message
    assert status == 0, told
    assert told.endswith("Everything holds.\n")
    assert "1 files are, bit by bit, those that the log has recorded as they came in." in told


def test_it_holds_what_the_room_shows_and_nothing_else(company, open_room, finding, cast, browse, tmp_path):
    secret = shown_for(company, finding, "Secret settings", grading=Grading.CONFIDENTIAL)
    grant = open_room()
    folder = unpacked(taken(grant, made(grant, cast["claire"]), browse("claire")), tmp_path)

    everything = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    (told,) = told_in(folder, "findings", "finding")
    assert [one["title"] for one in told_in(folder, "evidence", "evidence")] == ["Recorder settings"]
    assert told["statement"] == finding.statement
    assert b"Secret settings" not in everything
    assert secret.evidence.ref.encode() not in everything
    assert str(finding.audit.lead).encode() not in everything


def test_marked_files_leave_as_copies_that_name_the_original(company, open_room, finding, cast, browse, tmp_path):
    kept = kept_file("report.pdf", drawn.report(tmp_path, "One"), content_type="application/pdf")
    original = shown_for(company, finding, "Report", kept=kept).files.get()
    grant = open_room(watermark=True)
    pack = made(grant, cast["claire"])

    folder = unpacked(taken(grant, pack, browse("claire")), tmp_path / "home")
    status, told = verify(folder)

    (file,) = [
        file
        for piece in told_in(folder, "evidence", "evidence")
        for version in piece["versions"]
        for file in version["files"]
        if file["name"] == "report.pdf"
    ]
    assert (status, file["sha256"]) == (0, original.sha256)
    assert file["packed_sha256"] != original.sha256
    assert "1 files are marked copies: the hash of each original stands beside it." in told
    assert "Claire Duval, Kestrel Certification" in pack.job.result_name


def test_a_second_pack_proves_that_the_history_of_the_first_goes_on(open_room, cast, browse, tmp_path, morning):
    grant = open_room()
    first = unpacked(taken(grant, made(grant, cast["claire"]), browse("claire")), tmp_path / "first")
    morning.shift(timedelta(hours=2))
    second = unpacked(taken(grant, made(grant, cast["claire"]), browse("claire")), tmp_path / "second")

    status, told = verify(second, "--checkpoint", str(first / "ledger/checkpoint"))

    assert status == 0, told
    assert "goes on in this one, unchanged." in told


def test_oscal_files_of_the_audit_lie_in_it(open_room, cast, browse, tmp_path, finding):
    finding.audit.__class__.objects.filter(pk=finding.audit.pk).update(actual_start=TODAY)
    grant = open_room()
    folder = unpacked(taken(grant, made(grant, cast["claire"]), browse("claire")), tmp_path)

    (path,) = [path for path in (folder / "data/oscal").glob("*.json") if "assessment-results" in path.read_text()[:40]]
    links = [
        link["href"]
        for resource in json.loads(path.read_bytes())["assessment-results"]["back-matter"]["resources"]
        for link in resource.get("rlinks", [])
    ]
    assert links
    assert [link for link in links if not (path.parent / link).is_file()] == []


def test_it_stands_in_the_log_of_both_sides_and_in_the_custody(open_room, cast, browse, piece):
    grant = open_room()
    pack = made(grant, cast["claire"])
    taken(grant, pack, browse("claire"))

    packs = Event.objects.filter(kind__startswith="room.pack", grant_uuid=grant.uuid).order_by("pk")
    kinds = list(packs.values_list("kind", flat=True))
    assert kinds == ["room.pack_sealed", "room.pack_made", "room.pack_taken"]
    assert Event.objects.about(piece.evidence).filter(kind="evidence.packed").count() == 1
    assert (
        b"took the evidence pack" in browse("claire").get(reverse("certifications:room_log", args=[grant.uuid])).content
    )
    assert (
        b"taken by Claire Duval" in browse("ines").get(reverse("certifications:grant_packs", args=[grant.uuid])).content
    )


def test_where_files_are_only_looked_at_the_certifier_gets_none_and_an_officers_has_no_files(open_room, cast, browse):
    grant = open_room(allow_download=False)
    page = browse("claire").get(reverse("certifications:room_pack", args=[grant.uuid])).content.decode()

    with pytest.raises(PermissionDenied):
        ask_for_pack(actor=cast["claire"], grant=grant)
    pack = made(grant, cast["carla"])

    assert "Make a pack" not in page
    assert f"Your host lets you look, not take away. Ask {grant.requested_by} for a pack." in page
    assert (pack.files, pack.left_out) == (0, 1)
    assert not Notification.objects.filter(event__kind="room.pack_made").exists()


def test_an_officer_makes_one_for_the_room_and_the_certifier_is_told(open_room, cast, browse):
    grant = open_room()
    pack = made(grant, cast["carla"])

    assert Notification.objects.filter(event__kind="room.pack_made", user=cast["claire"]).exists()
    assert taken(grant, pack, browse("claire")).testzip() is None


def test_nobody_makes_one_of_what_lies_beyond_their_units(company, open_room, cast):
    grant_role(cast["emma"], ("CO", company.units["TS"]))
    grant = open_room(rules=[(K.PROCESS, company.processes["mea-acceptance"])])

    with pytest.raises(Refused, match="An officer above has to make it"):
        ask_for_pack(actor=cast["emma"], grant=grant)


def test_what_is_not_shown_any_more_is_not_handed_out(open_room, cast, piece):
    grant = open_room()
    pack = made(grant, cast["claire"])
    Evidence.objects.filter(pk=piece.evidence.pk).update(grading=Grading.CONFIDENTIAL)

    with pytest.raises(Gone, match="not shown any more"):
        take_pack(actor=cast["claire"], pack=pack)


def test_with_the_room_ends_the_pack(open_room, cast, browse):
    grant = open_room()
    pack = made(grant, cast["claire"])
    claire = browse("claire")
    revoke_grant(actor=cast["carla"], grant=grant, on=TODAY, reason="Over.")

    assert claire.get(reverse("certifications:room_pack_file", args=[grant.uuid, pack.uuid])).status_code in (302, 404)
    with pytest.raises(PermissionDenied):
        take_pack(actor=cast["claire"], pack=EvidencePack.objects.get(pk=pack.pk))


def test_after_two_weeks_it_is_no_longer_kept(company, open_room, cast, morning):
    grant = open_room(valid_until=TODAY + timedelta(days=30))
    pack = made(grant, cast["claire"])
    morning.shift(timedelta(days=14, hours=1))

    with pytest.raises(Gone, match="no longer kept"):
        take_pack(actor=cast["claire"], pack=pack)


def test_asking_twice_gives_the_one_that_is_under_way_and_a_day_has_its_measure(open_room, cast):
    grant = open_room()
    first = ask_for_pack(actor=cast["claire"], grant=grant)
    assert ask_for_pack(actor=cast["claire"], grant=grant) == first

    for _number in range(MOST_A_DAY - 1):
        job = Job.objects.create(kind=KIND, owner=cast["claire"], state=Job.State.FAILED)
        EvidencePack.objects.create(grant=grant, asked_by=cast["claire"], job=job)
    Job.objects.filter(pk=first.job.pk).update(state=Job.State.FAILED)
    with pytest.raises(Refused, match="a lot of packs"):
        ask_for_pack(actor=cast["claire"], grant=grant)


def test_a_room_of_some_networks_gives_its_pack_there(open_room, cast, browse, tmp_path):
    with coming_from("198.51.100.7"):
        grant = open_room(networks="198.51.100.0/24")
    claire, page = browse("claire"), reverse("certifications:room_pack", args=[grant.uuid])
    near = {"REMOTE_ADDR": "198.51.100.7"}

    assert claire.post(page).status_code == 404
    assert claire.post(page, **near).status_code == 302
    pack = EvidencePack.objects.get()
    jobs.run(pack.job.uuid)
    pack.refresh_from_db()
    address = reverse("certifications:room_pack_file", args=[grant.uuid, pack.uuid])

    assert pack.files == 1
    assert claire.get(address).status_code == 404
    assert claire.get(address, **near).status_code == 200


def test_while_the_ledger_does_not_sign_there_is_no_pack(open_room, cast, monkeypatch):
    monkeypatch.setattr(sequencer, "held_back_at", lambda newest: Refusal("ledger.shorter", "Restore a later backup."))
    pack = made(open_room(), cast["claire"])

    assert (pack.job.state, pack.job.message, pack.made_at) == (Job.State.FAILED, "Restore a later backup.", None)


def test_the_page_says_how_far_it_is_and_then_what_was_made(open_room, cast, browse, django_assert_max_num_queries):
    grant = open_room()
    claire, page = browse("claire"), reverse("certifications:room_pack", args=[grant.uuid])
    claire.post(page)
    waiting = claire.get(page).content.decode()
    jobs.run(EvidencePack.objects.get().job.uuid)

    with django_assert_max_num_queries(12):
        done = claire.get(page).content.decode()

    assert "You can leave this page" in waiting
    assert "Make a pack" not in waiting
    assert "1 file," in done
    assert "taken by" not in done


def test_many_large_files_need_the_memory_of_a_block(company, open_room, finding, cast):
    """The whole, 500 files and 1 GB, is measured by benchmarks/pack_memory.py."""
    for number in range(24):
        content = f"{number} session denied\n".encode() * 100_000
        kept = kept_file(f"log-{number}.log", content, content_type="text/plain")
        shown_for(company, finding, f"Log {number}", kept=kept)
    grant = open_room()
    del content, kept
    tracemalloc.start()

    pack = made(grant, cast["claire"])
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert (pack.files, pack.job.result_size > 38 * MEGABYTE) == (25, True)
    assert peak < 16 * MEGABYTE


def test_of_damaged_bytes_no_pack_is_made(company, open_room, finding, cast, settings):
    file = shown_for(company, finding, "Damaged register").files.get()
    stored = Path(settings.FILES_ROOT) / file.sha256[:2] / file.sha256[2:4] / file.sha256
    grant = open_room()
    stored.chmod(0o600)
    stored.write_bytes(b"Something else.")

    pack = made(grant, cast["claire"])

    assert pack.job.state == Job.State.FAILED
    assert "are no longer those that were uploaded" in pack.job.message
