"""Evidence from upload to acceptance, what a link pins, and who sees and takes what."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from assurance.actions import (
    accept_evidence,
    add_version,
    link_evidence,
    receive_files,
    revoke_evidence,
    scan_file,
    take_file,
    upload_evidence,
)
from assurance.models import Evidence, EvidenceFile, EvidenceVersion
from assurance.workflows import EVIDENCE
from foundation import files
from foundation.access import robot
from foundation.approvals import take_step
from foundation.directory.models import Role, User
from foundation.files import ScanResult
from foundation.models.rooms import GrantedObject
from foundation.models.trail import Event
from foundation.refusals import Refused
from foundation.rows import pointer
from tests.company import TODAY, grant
from tests.foundation import hostile

TEXT = b"10-112 emergency, no recording\n"


def kept(body: bytes = TEXT, name: str = "register.txt") -> list:
    return receive_files([files.receive([body], name=name)])


@pytest.fixture
def version(company, cast) -> EvidenceVersion:
    """Samir's register, handed in for review."""
    return upload_evidence(
        actor=cast["samir"], unit=company.units["TS"], title="Session register", as_of=TODAY, kept=kept()
    )


@pytest.fixture
def scanned(settings) -> None:
    """A scanner is configured, so nothing is released before it has spoken."""
    settings.CLAMD_URL = object()


def kinds_of_events(row) -> list[str]:
    return list(Event.objects.about(row).order_by("pk").values_list("kind", flat=True))


def page(client, evidence) -> str:
    return client.get(evidence.get_absolute_url()).content.decode()


# The life of a version


def test_without_a_scanner_an_upload_is_handed_in_and_says_that_it_was_not_scanned(version):
    assert version.state == "submitted"
    assert version.files.get().scan == "not_scanned"
    assert kinds_of_events(version) == ["evidence.release"]


def test_with_a_scanner_an_upload_waits_for_its_verdict(scanned, company, cast):
    waiting = upload_evidence(actor=cast["samir"], unit=company.units["TS"], title="Register", as_of=TODAY, kept=kept())

    scan_file(actor=robot(), file=waiting.files.get(), result=ScanResult(EvidenceFile.Scan.CLEAN))

    waiting.refresh_from_db()
    assert waiting.state == "submitted"


def test_what_the_scanner_bars_is_rejected_and_its_uploader_told(scanned, company, cast):
    infected = upload_evidence(
        actor=cast["samir"], unit=company.units["TS"], title="Register", as_of=TODAY, kept=kept()
    )

    scan_file(actor=robot(), file=infected.files.get(), result=ScanResult(EvidenceFile.Scan.INFECTED, "Eicar"))

    infected.refresh_from_db()
    told = cast["samir"].notifications.get(event__kind="evidence.bar")
    assert infected.state == "rejected"
    assert "The scanner did not pass register.txt." in told.event.content.summary


def test_another_person_accepts(version, cast):
    accept_evidence(actor=cast["ines"], evidence=version, on=TODAY)

    assert version.state == "accepted"
    assert cast["samir"].notifications.filter(event__kind="evidence.accept").exists()


def test_the_uploader_does_not_accept(version, cast):
    with pytest.raises(Refused, match="You uploaded this"):
        accept_evidence(actor=cast["samir"], evidence=version, on=TODAY)


def test_the_uploader_does_not_accept_by_a_second_account_either(version, company, cast):
    second = User.objects.create_user(
        email="samir.admin@meridane.example", name="Samir Haddad (2)", person=company.person("samir")
    )
    grant(second, (Role.CO, company.units["MN"]))

    with pytest.raises(Refused, match="You uploaded this"):
        accept_evidence(actor=second, evidence=version, on=TODAY)


def test_nobody_without_the_role_accepts(version, cast):
    with pytest.raises(PermissionDenied):
        accept_evidence(actor=cast["emma"], evidence=version, on=TODAY)


def test_a_rejection_needs_a_reason(version, cast):
    with pytest.raises(ValidationError, match="Say why"):
        EVIDENCE.move(version, "reject", actor=cast["ines"], on=TODAY)


def test_a_revoked_acceptance_goes_back_to_review(version, cast):
    accept_evidence(actor=cast["ines"], evidence=version, on=TODAY)

    revoke_evidence(actor=cast["ines"], evidence=version, on=TODAY, reason="Wrong month.")

    assert version.state == "submitted"


def test_accepting_the_next_version_supersedes_the_one_before(version, cast):
    accept_evidence(actor=cast["ines"], evidence=version, on=TODAY)
    following = add_version(actor=cast["samir"], evidence=version.evidence, as_of=TODAY, kept=kept(b"November\n"))

    accept_evidence(actor=cast["ines"], evidence=following, on=TODAY)

    version.refresh_from_db()
    assert (version.state, following.state, following.number) == ("superseded", "accepted", 2)


def test_a_link_stays_on_the_version_it_names(version, cast, finding):
    link = link_evidence(actor=cast["samir"], version=version, subject=finding, purpose="correction")

    add_version(actor=cast["samir"], evidence=version.evidence, as_of=TODAY, kept=kept(b"November\n"))

    link.refresh_from_db()
    assert link.version == version


def test_a_version_is_linked_to_a_row_once(version, cast, finding):
    link_evidence(actor=cast["samir"], version=version, subject=finding, purpose="correction")

    with pytest.raises(ValidationError, match="linked here already"):
        link_evidence(actor=cast["samir"], version=version, subject=finding, purpose="correction")


def test_evidence_does_not_speak_for_tomorrow(company, cast):
    with pytest.raises(ValidationError, match="a day that has not come"):
        upload_evidence(
            actor=cast["samir"], unit=company.units["TS"], title="Later", as_of=TODAY + timedelta(days=90), kept=kept()
        )


def test_evidence_needs_a_file(company, cast):
    with pytest.raises(ValidationError, match="at least one file"):
        upload_evidence(actor=cast["samir"], unit=company.units["TS"], title="Empty", as_of=TODAY, kept=[])


def test_the_same_bytes_again_are_noticed(version, company, cast, browse):
    again = upload_evidence(
        actor=cast["samir"], unit=company.units["TS"], title="Register once more", as_of=TODAY, kept=kept()
    )

    said = page(browse("samir"), again.evidence)

    assert f"A file of the same content is also kept as {version.evidence.ref}." in said


# Who sees it


def test_evidence_is_seen_through_the_finding_it_proves(version, cast, finding):
    assert not Evidence.objects.visible_to(cast["priya"]).exists()

    link_evidence(actor=cast["samir"], version=version, subject=finding, purpose="correction")

    assert Evidence.objects.visible_to(cast["priya"]).get() == version.evidence
    assert not Evidence.objects.visible_to(cast["emma"]).exists()


@pytest.mark.parametrize("name", ["emma", "omar", "claire", "igor"])
def test_others_find_nothing_where_it_is(version, browse, name):
    client = browse(name)
    address = reverse("assurance:evidence_file", args=[version.files.get().uuid])

    assert client.get(version.get_absolute_url()).status_code == 404
    assert client.get(address).status_code == 404


def test_the_page_names_only_what_the_reader_may_see(version, cast, finding, browse):
    link_evidence(actor=cast["samir"], version=version, subject=finding, purpose="correction")
    link_evidence(actor=cast["samir"], version=version, subject=finding.item, purpose="checklist")

    assert finding.ref in page(browse("samir"), version.evidence)
    assert "Checklist item" not in page(browse("samir"), version.evidence)
    assert "Checklist item" in page(browse("priya"), version.evidence)


# The files leave as downloads


def test_a_download_is_an_attachment_that_no_browser_runs(version, browse):
    response = browse("samir").get(reverse("assurance:evidence_file", args=[version.files.get().uuid]))

    assert b"".join(response.streaming_content) == TEXT
    assert response["Content-Disposition"] == 'attachment; filename="register.txt"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "no-store" in response["Cache-Control"]


def test_who_took_a_file_stands_in_its_custody(version, browse):
    browse("ines").get(reverse("assurance:evidence_file", args=[version.files.get().uuid]))

    event = Event.objects.about(version.evidence).get(kind="evidence.downloaded")
    assert (event.content.actor.name, event.content.summary) == ("Ines Moreau", "File taken: register.txt")
    assert "File taken: register.txt" in page(browse("samir"), version.evidence)


def test_the_next_piece_of_a_broken_download_is_the_same_download(version, browse):
    address = reverse("assurance:evidence_file", args=[version.files.get().uuid])
    ines = browse("ines")
    ines.get(address)

    response = ines.get(address, headers={"Range": "bytes=5-"})

    assert response.status_code == 206
    assert Event.objects.filter(kind="evidence.downloaded").count() == 1


def test_a_piece_from_the_middle_is_a_download_too(version, browse):
    browse("ines").get(
        reverse("assurance:evidence_file", args=[version.files.get().uuid]), headers={"Range": "bytes=1-"}
    )

    assert Event.objects.filter(kind="evidence.downloaded").count() == 1


@pytest.mark.parametrize("scan", ["pending", "infected", "unscannable"])
def test_nobody_gets_a_file_that_the_scanner_has_not_passed(version, browse, scan):
    file = version.files.get()
    EvidenceFile.objects.filter(pk=file.pk).update(scan=scan)
    address = reverse("assurance:evidence_file", args=[file.uuid])

    for name, headers in (("samir", {}), ("ines", {}), ("samir", {"Range": "bytes=5-"})):
        assert browse(name).get(address, headers=headers).status_code == 409
    assert browse("samir").head(address).status_code == 409


ROOM = UUID("11111111-1111-4111-8111-111111111111")


def granted(user, version, *, may_download: bool, state: str = "accepted", **facts) -> None:
    """Opens the evidence to an outsider, its version being in a state."""
    now = timezone.now()
    EVIDENCE.place(version, state, actor=robot(), on=TODAY, source="the tests")
    given = {"max_grading": "internal", "from_at": now - timedelta(hours=1), "until_at": now + timedelta(hours=1)}
    GrantedObject.objects.create(
        grant_uuid=ROOM, user=user, may_download=may_download, **(given | facts), **pointer(version.evidence)
    )


@pytest.mark.parametrize("scan", ["clean", "not_scanned"])
def test_an_outsider_takes_a_file_that_was_granted_and_the_grant_is_noted(version, cast, scan):
    EvidenceFile.objects.update(scan=scan)
    granted(cast["claire"], version, may_download=True)

    take_file(actor=cast["claire"], file=version.files.get(), room=ROOM)

    assert Event.objects.get(kind="evidence.downloaded").grant_uuid == ROOM


def test_an_outsider_who_may_only_look_takes_nothing_away(version, cast):
    granted(cast["claire"], version, may_download=False)

    with pytest.raises(PermissionDenied):
        take_file(actor=cast["claire"], file=version.files.get(), room=ROOM)


@pytest.mark.parametrize("state", ["submitted", "rejected", "quarantined"])
def test_what_nobody_accepted_does_not_exist_outside(version, cast, state):
    granted(cast["claire"], version, may_download=True, state=state)

    assert not Evidence.objects.visible_to(cast["claire"]).exists()
    with pytest.raises(PermissionDenied):
        take_file(actor=cast["claire"], file=version.files.get(), room=ROOM)


@pytest.mark.parametrize(
    ("grading", "there"), [("public", True), ("internal", True), ("confidential", False), ("secret", False)]
)
def test_what_is_graded_above_the_ceiling_of_a_grant_does_not_exist_outside(version, cast, grading, there):
    granted(cast["claire"], version, may_download=True)

    Evidence.objects.update(grading=grading)

    assert Evidence.objects.visible_to(cast["claire"]).exists() == there


def test_a_legal_opinion_is_never_shown_outside(version, cast):
    granted(cast["claire"], version, may_download=True)

    Evidence.objects.update(kind="opinion")

    assert not Evidence.objects.visible_to(cast["claire"]).exists()


def test_the_pages_of_people_inside_do_not_exist_for_outsiders(version, cast, browse):
    granted(cast["claire"], version, may_download=True)

    assert browse("claire").get(version.evidence.get_absolute_url()).status_code == 404


# The pages


def test_evidence_is_added_with_what_the_file_suggests(browse, company):
    shot = SimpleUploadedFile("recorder_console.png", hostile.picture("PNG"))
    facts = {
        "files": shot,
        "unit": company.units["TS"].pk,
        "as_of": "2026-11-20",
        "grading": "internal",
        "personal_data": "none",
    }

    response = browse("samir").post(reverse("assurance:evidence_add"), facts)

    added = Evidence.objects.get()
    assert response.url == added.get_absolute_url()
    assert (added.title, added.kind) == ("recorder console", "screenshot")


def test_a_refused_form_says_what_is_missing(browse, company):
    response = browse("samir").post(reverse("assurance:evidence_add"), {"unit": company.units["TS"].pk})

    assert response.status_code == 422
    assert "Attach at least one file." in response.content.decode()


def test_a_refused_form_keeps_the_file_that_was_sent_with_it(browse, company):
    samir, address = browse("samir"), reverse("assurance:evidence_add")
    facts = {"unit": company.units["TS"].pk, "grading": "internal", "personal_data": "none"}
    refused = samir.post(address, facts | {"as_of": "", "files": SimpleUploadedFile("register.txt", TEXT)})
    seal = refused.context["form"].held[0].seal

    assert refused.status_code == 422
    assert "register.txt" in refused.content.decode()
    assert seal in refused.content.decode()
    sent = samir.post(address, facts | {"as_of": TODAY.isoformat(), "held": seal})

    assert sent.status_code == 302
    assert Evidence.objects.get().title == "register"
    assert EvidenceFile.objects.get().name == "register.txt"


def test_a_held_file_whose_bytes_were_damaged_since_has_to_be_sent_again(version, browse, company):
    samir, address = browse("samir"), reverse("assurance:evidence_add")
    facts = {"unit": company.units["TS"].pk, "grading": "internal", "personal_data": "none"}
    refused = samir.post(address, facts | {"as_of": "", "files": SimpleUploadedFile("held.txt", b"Held.")})
    held = refused.context["form"].held[0]
    EvidenceFile.objects.update(sha256=held.facts.sha256, suspect_since=timezone.now())

    said = samir.post(address, facts | {"as_of": TODAY.isoformat(), "held": held.seal})

    assert "Attach at least one file." in said.content.decode()


@pytest.mark.parametrize("seal", ["nonsense", ""])
def test_a_seal_of_nobody_brings_no_file(browse, company, seal):
    facts = {"unit": company.units["TS"].pk, "grading": "internal", "personal_data": "none", "held": seal}
    said = browse("samir").post(reverse("assurance:evidence_add"), facts | {"as_of": TODAY.isoformat()})

    assert "Attach at least one file." in said.content.decode()


def test_a_seal_of_somebody_else_brings_no_file(browse, company):
    facts = {"unit": company.units["TS"].pk, "grading": "internal", "personal_data": "none"}
    address = reverse("assurance:evidence_add")
    refused = browse("samir").post(address, facts | {"as_of": "", "files": SimpleUploadedFile("register.txt", TEXT)})
    facts |= {"as_of": TODAY.isoformat(), "held": refused.context["form"].held[0].seal}

    said = browse("emma").post(address, facts)

    assert "Attach at least one file." in said.content.decode()
    assert not Evidence.objects.exists()


def test_a_remark_shows_the_whole_custody_again(version, browse):
    address = reverse("foundation:comment", args=["assurance.evidence", version.evidence.uuid])
    headers = {"HX-Request": "true", "HX-Target": "timeline"}

    said = browse("samir").post(address, {"text": "Whole month."}, headers=headers).content.decode()

    assert "Whole month." in said
    assert "released it for review" in said
    assert "Version 1 uploaded" in said


def test_a_person_adds_evidence_only_for_units_within_their_reach(browse, company):
    facts = {"files": SimpleUploadedFile("a.txt", TEXT), "unit": company.units["MEADEL"].pk, "as_of": "2026-11-20"}

    response = browse("samir").post(reverse("assurance:evidence_add"), facts)

    assert response.status_code == 422
    assert not Evidence.objects.exists()


def test_a_version_is_added_on_the_page_of_the_evidence(version, browse):
    address = reverse("assurance:version_add", args=[version.evidence.uuid])

    browse("samir").post(address, {"files": SimpleUploadedFile("nov.txt", b"November\n"), "as_of": "2026-11-20"})

    assert version.evidence.versions.count() == 2


def test_the_reviewer_accepts_through_the_step_door(version, browse):
    browse("ines").post(reverse("foundation:step", args=["evidence", version.uuid, "accept"]))

    version.refresh_from_db()
    assert version.state == "accepted"


def test_the_uploader_sees_why_accepting_is_refused(version, browse):
    assert "You uploaded this. Somebody else has to accept it." in page(browse("samir"), version.evidence)


def test_what_waits_for_review_is_listed_for_reviewers_only_and_not_for_the_uploader(version, browse):
    address = reverse("assurance:evidence_list")

    assert "Session register" in browse("ines").get(address).content.decode()
    assert "Session register" not in browse("samir").get(address).content.decode()
    assert "Session register" in browse("samir").get(reverse("assurance:evidence_mine")).content.decode()


def test_the_list_is_exported_as_it_is_seen(version, browse):
    response = browse("ines").get(reverse("assurance:evidence_all") + "?export=csv")

    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Evidence,Reference,State,Kind")
    assert lines[1].startswith("Session register,EV-2026-0001,To review,Record")


@pytest.mark.parametrize("name", ["evidence_list", "evidence_mine", "evidence_all", "evidence_add"])
def test_no_list_of_evidence_needs_more_than_twelve_queries(version, browse, name, django_assert_max_num_queries):
    client = browse("ines")
    client.get(reverse(f"assurance:{name}"))

    with django_assert_max_num_queries(12):
        assert client.get(reverse(f"assurance:{name}")).status_code == 200


def test_the_page_of_evidence_needs_no_more_than_twelve_queries(
    version, cast, finding, browse, django_assert_max_num_queries
):
    for row in (finding, finding.item, finding.audit):
        link_evidence(actor=cast["samir"], version=version, subject=row, purpose="checklist")
    client = browse("priya")
    ContentType.objects.clear_cache()
    client.get(version.get_absolute_url())

    with django_assert_max_num_queries(12):
        assert client.get(version.get_absolute_url()).status_code == 200


def test_a_step_by_name_goes_through_its_verb(version, cast):
    take_step(actor=cast["ines"], subject=version, step="accept", on=TODAY)

    version.refresh_from_db()
    assert version.state == "accepted"
