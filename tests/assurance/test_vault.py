"""Holds, retention, disposal by two persons, and the re-hash of what is stored. Source: M-13, T-60, S-15, E-09."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse

from assurance.actions import (
    add_version,
    check_file,
    clear_damage,
    lift_hold,
    link_evidence,
    place_hold,
    receive_files,
    unlink_evidence,
    upload_evidence,
)
from assurance.actions.integrity import tonight
from assurance.actions.retention import add_years, settle
from assurance.models import Cell, Evidence, EvidenceFile, EvidenceVersion, Requirement
from assurance.tasks import sweep_rehash, sweep_retention
from assurance.workflows import CONTROL, EVIDENCE
from audits.models import Audit, Finding
from audits.workflows import AUDIT, FINDING
from foundation import files, policy
from foundation.access import robot
from foundation.approvals import decide_approval, take_step
from foundation.files.disk import DiskStore
from foundation.models.trail import Event
from foundation.models.work import Approval
from foundation.refusals import Refused, WrongState
from foundation.viewer import shelf
from tests.company import TODAY
from tests.kept import kept_text

LISBON = "Europe/Lisbon"
LATER = date(2030, 1, 1)


def place_of(file: EvidenceFile, settings) -> Path:
    return DiskStore(Path(settings.FILES_ROOT)).place(file.sha256)


def alter(file: EvidenceFile, settings, body: bytes = b"Nothing is recorded.") -> None:
    """Changes the stored bytes behind the application's back."""
    place = place_of(file, settings)
    place.chmod(0o640)
    place.write_bytes(body)


def ask_disposal(cast, version: EvidenceVersion, on: date = LATER) -> Approval:
    return take_step(actor=cast["ines"], subject=version, step="dispose", on=on, reason="Kept long enough.")


def dispose(cast, version: EvidenceVersion, capture, on: date = LATER) -> None:
    approval = ask_disposal(cast, version, on)
    with capture(execute=True):
        decide_approval(actor=cast["carla"], approval=approval, yes=True)
    version.refresh_from_db()


# Retention


def test_a_general_record_is_kept_for_the_years_of_its_class(report):
    evidence = Evidence.objects.get()

    assert evidence.disposal_due == add_years(report.created_at.date(), 3)


def test_t60_disposal_is_due_at_the_latest_of_all_links(report, cast, control, finding):
    for subject, until in ((control, date(2031, 5, 1)), (finding, date(2029, 1, 1))):
        link_evidence(actor=cast["samir"], version=report, subject=subject, purpose="control", keep_until=until)

    assert Evidence.objects.get().disposal_due == date(2031, 5, 1)


def test_t60_it_is_worked_out_again_when_a_link_comes_and_when_one_goes(report, cast, finding):
    link = link_evidence(
        actor=cast["samir"], version=report, subject=finding, purpose="correction", keep_until=date(2031, 5, 1)
    )
    needed = link_evidence(actor=cast["samir"], version=report, subject=finding, purpose="action")
    assert Evidence.objects.get().disposal_due is None

    needed.delete()
    settle(report.evidence, on=TODAY)
    assert Evidence.objects.get().disposal_due == date(2031, 5, 1)
    unlink_evidence(actor=cast["samir"], link=link, reason="Wrong finding.")

    assert Evidence.objects.get().disposal_due == add_years(report.created_at.date(), 3)


def test_t60_an_audit_file_is_kept_for_six_years_after_the_audit_is_closed(report, cast, finding):
    link = link_evidence(actor=cast["samir"], version=report, subject=finding, purpose="correction")
    sweep_retention(on=TODAY, zone=LISBON)
    assert Evidence.objects.get().disposal_due is None

    Finding.objects.filter(pk=finding.pk).update(closed_on=TODAY)
    FINDING.place(finding, Finding.State.CLOSED, actor=robot(), on=TODAY, source="the tests")
    close_audit(finding.audit)
    sweep_retention(on=TODAY, zone=LISBON)

    link.refresh_from_db()
    assert link.keep_until == date(2033, 1, 15)
    assert Evidence.objects.get().disposal_due == date(2033, 1, 15)


def close_audit(audit: Audit, on: date = date(2027, 1, 15)) -> None:
    Audit.objects.filter(pk=audit.pk).update(closed_on=on)
    AUDIT.place(audit, Audit.State.CLOSED, actor=robot(), on=on, source="the tests")


def test_what_proves_a_control_is_needed_until_it_is_retired(report, cast, control):
    link_evidence(actor=cast["samir"], version=report, subject=control, purpose="control")
    sweep_retention(on=TODAY, zone=LISBON)
    assert Evidence.objects.get().disposal_due is None

    for step, reason in (("operate", ""), ("retire", "Replaced.")):
        CONTROL.move(control, step, actor=cast["ines"], on=TODAY, reason=reason)
    sweep_retention(on=TODAY, zone=LISBON)

    retired = Event.objects.about(control).get(kind="control.retire").at.date()
    assert Evidence.objects.get().disposal_due == add_years(retired, 3)


def test_the_years_are_a_policy(report):
    assert policy.current("assurance.retention", TODAY).value == {"general": 3, "audit": 6, "certificate": 3}


def test_the_sweep_proposes_what_is_past_its_day_once_and_takes_it_back_when_it_is_needed(report, cast, control):
    due = Evidence.objects.get().disposal_due
    assert sweep_retention(on=due, zone=LISBON)["proposed"] == 0
    assert sweep_retention(on=due + timedelta(days=1), zone=LISBON)["proposed"] == 1
    assert sweep_retention(on=due + timedelta(days=2), zone=LISBON)["proposed"] == 0

    assert Evidence.objects.get().proposed_on == due + timedelta(days=1)
    link_evidence(actor=cast["samir"], version=report, subject=control, purpose="control")

    assert Evidence.objects.get().proposed_on is None


def test_another_zone_is_left_alone(report):
    assert sweep_retention(on=LATER, zone="Asia/Dubai")["proposed"] == 0


# Disposal


def test_s15_two_persons_dispose(report, cast, django_capture_on_commit_callbacks):
    file = report.files.get()
    approval = ask_disposal(cast, report)
    report.refresh_from_db()
    assert report.state == "accepted"

    with django_capture_on_commit_callbacks(execute=True):
        decide_approval(actor=cast["carla"], approval=approval, yes=True)

    report.refresh_from_db()
    file.refresh_from_db()
    assert report.state == "disposed"
    assert (file.disposed_at is not None, files.exists(file.sha256)) == (True, False)
    assert Event.objects.about(report).filter(kind="evidence.dispose").exists()


def test_s15_who_asks_for_a_disposal_does_not_agree_to_it(report, cast):
    approval = ask_disposal(cast, report)

    with pytest.raises(Refused, match="You asked for this yourself"):
        decide_approval(actor=cast["ines"], approval=approval, yes=True)


@pytest.mark.parametrize("name", ["samir", "tobias", "adam", "emma", "helena"])
def test_s15_only_officers_ask_for_a_disposal(report, cast, name):
    with pytest.raises(PermissionDenied):
        take_step(actor=cast[name], subject=report, step="dispose", on=LATER, reason="Old.")


def test_s15_nobody_disposes_alone_even_in_code(report, cast):
    with pytest.raises(RuntimeError, match="verb"):
        EVIDENCE.move(report, "dispose", actor=robot(), on=LATER, reason="Old.")


def test_nothing_is_disposed_of_before_its_day(report, cast):
    with pytest.raises(Refused, match="It has to be kept until"):
        ask_disposal(cast, report, on=TODAY)


def test_nothing_is_disposed_of_that_proves_something_open(report, cast, finding):
    link_evidence(actor=cast["samir"], version=report, subject=finding, purpose="correction")

    with pytest.raises(Refused, match="still open"):
        ask_disposal(cast, report)


def test_nothing_is_disposed_of_while_a_version_is_judged(report, cast):
    add_version(actor=cast["samir"], evidence=report.evidence, as_of=TODAY, kept=kept_text("b.txt", "New."))

    with pytest.raises(Refused, match="still being judged"):
        ask_disposal(cast, report)


def test_a_hold_placed_after_the_question_stops_the_disposal(report, cast, lena):
    approval = ask_disposal(cast, report)
    place_hold(actor=lena, evidence=report.evidence, matter="Case 7", reason="Suit expected.")

    with pytest.raises(Refused, match="legal hold"):
        decide_approval(actor=cast["carla"], approval=approval, yes=True)

    report.refresh_from_db()
    assert report.state == "accepted"


def test_every_version_goes_with_a_disposal(report, cast, django_capture_on_commit_callbacks):
    second = add_version(actor=cast["samir"], evidence=report.evidence, as_of=TODAY, kept=kept_text("b.txt", "New."))
    take_step(actor=cast["ines"], subject=second, step="accept", on=TODAY)

    dispose(cast, second, django_capture_on_commit_callbacks)

    assert set(EvidenceVersion.objects.values_list("state", flat=True)) == {"disposed"}
    assert not any(files.exists(file.sha256) for file in EvidenceFile.objects.all())


def test_bytes_that_other_evidence_needs_stay(report, cast, company, django_capture_on_commit_callbacks):
    facts = {"unit": company.units["TS"], "title": "The same", "as_of": TODAY}
    twin = upload_evidence(actor=cast["samir"], kept=kept_text("same.txt", "Every session is recorded."), **facts)

    dispose(cast, report, django_capture_on_commit_callbacks)

    assert files.exists(twin.files.get().sha256)


def test_a_disposed_file_is_gone_with_a_sentence(report, cast, browse, django_capture_on_commit_callbacks):
    dispose(cast, report, django_capture_on_commit_callbacks)
    said = browse("ines").get(reverse("assurance:evidence_file", args=[report.files.get().uuid]))

    assert said.status_code == 410
    assert "This file was disposed of." in said.content.decode()


def test_record_hash_and_custody_stay(report, cast, browse, django_capture_on_commit_callbacks):
    dispose(cast, report, django_capture_on_commit_callbacks)

    page = browse("ines").get(report.get_absolute_url()).content.decode()

    assert report.files.get().sha256 in page
    assert "Disposed of" in page
    assert "disposed of it: Kept long enough." in page


def test_what_was_disposed_of_proves_nothing_and_takes_no_version(
    report, cast, finding, django_capture_on_commit_callbacks
):
    dispose(cast, report, django_capture_on_commit_callbacks)

    with pytest.raises(ValidationError, match="was disposed of"):
        link_evidence(actor=cast["ines"], version=report, subject=finding, purpose="correction")
    with pytest.raises(ValidationError, match="was disposed of"):
        add_version(actor=cast["samir"], evidence=report.evidence, as_of=TODAY, kept=kept_text())


def test_the_same_bytes_may_come_again_after_a_disposal(report, cast, company, django_capture_on_commit_callbacks):
    dispose(cast, report, django_capture_on_commit_callbacks)
    facts = {"unit": company.units["TS"], "title": "Again", "as_of": TODAY}

    again = upload_evidence(actor=cast["samir"], kept=kept_text("report.txt", "Every session is recorded."), **facts)

    assert files.exists(again.files.get().sha256)


def test_bytes_that_went_between_receipt_and_row_are_asked_for_again(
    report, cast, company, django_capture_on_commit_callbacks
):
    received = kept_text("report.txt", "Every session is recorded.")
    dispose(cast, report, django_capture_on_commit_callbacks)

    with pytest.raises(ValidationError, match="Send it once more"):
        upload_evidence(actor=cast["samir"], unit=company.units["TS"], title="Again", as_of=TODAY, kept=received)


# Legal hold


@pytest.mark.parametrize("name", ["ines", "lena"])
def test_officers_and_counsel_place_a_hold(report, cast, lena, name):
    place_hold(actor=cast[name], evidence=report.evidence, matter="Case 7", reason="Suit expected.")

    assert report.evidence.holds.live().get().matter == "Case 7"


@pytest.mark.parametrize("name", ["samir", "tobias", "adam", "helena", "omar"])
def test_nobody_else_places_a_hold(report, cast, name):
    with pytest.raises(PermissionDenied):
        place_hold(actor=cast[name], evidence=report.evidence, matter="Case 7", reason="Suit expected.")


@pytest.mark.parametrize("name", ["ines", "samir", "tobias", "adam"])
def test_s15_only_counsel_lifts_a_hold(report, cast, lena, name):
    hold = place_hold(actor=lena, evidence=report.evidence, matter="Case 7", reason="Suit expected.")

    with pytest.raises(PermissionDenied):
        lift_hold(actor=cast[name], hold=hold, reason="Over.")


def test_counsel_lifts_a_hold_once(report, cast, lena):
    hold = place_hold(actor=cast["ines"], evidence=report.evidence, matter="Case 7", reason="Suit expected.")

    lift_hold(actor=lena, hold=hold, reason="Settled.")

    assert not report.evidence.holds.live().exists()
    with pytest.raises(WrongState):
        lift_hold(actor=lena, hold=hold, reason="Settled.")


def test_a_matter_holds_once_and_two_matters_hold_twice(report, cast, lena):
    first = place_hold(actor=lena, evidence=report.evidence, matter="Case 7", reason="Suit expected.")
    place_hold(actor=lena, evidence=report.evidence, matter="Case 8", reason="Suit expected.")
    with pytest.raises(ValidationError, match="held for this matter"):
        place_hold(actor=lena, evidence=report.evidence, matter="Case 7", reason="Again.")

    lift_hold(actor=lena, hold=first, reason="Settled.")

    with pytest.raises(Refused, match="legal hold"):
        ask_disposal(cast, report)


def test_m13_held_items_cannot_be_disposed_of_by_anyone(report, cast, lena):
    place_hold(actor=lena, evidence=report.evidence, matter="Case 7", reason="Suit expected.")

    with pytest.raises(Refused, match="legal hold"):
        ask_disposal(cast, report)
    for name in ("adam", "lena", "samir"):
        with pytest.raises(PermissionDenied):
            take_step(actor=cast[name], subject=report, step="dispose", on=LATER, reason="Old.")
    assert sweep_retention(on=LATER, zone=LISBON)["proposed"] == 0


def test_a_version_is_still_added_under_a_hold(report, cast, lena):
    place_hold(actor=lena, evidence=report.evidence, matter="Case 7", reason="Suit expected.")

    second = add_version(actor=cast["samir"], evidence=report.evidence, as_of=TODAY, kept=kept_text("b.txt", "New."))

    assert second.number == 2


def test_the_matter_is_for_officers_and_counsel(report, cast, lena, browse):
    place_hold(actor=lena, evidence=report.evidence, matter="Case 7", reason="Suit expected.")

    for name, sees in (("ines", True), ("lena", True), ("samir", False)):
        page = browse(name).get(report.get_absolute_url()).content.decode()
        assert "On legal hold" in page
        assert ("Case 7" in page) == sees


# Integrity


def test_m13_the_re_hash_flags_any_mismatch(report, cast, settings):
    file = report.files.get()
    alter(file, settings)

    done = sweep_rehash(on=TODAY, zone=LISBON)

    file.refresh_from_db()
    assert done == {"checked": 1, "damaged": [file.pk]}
    assert file.suspect_since is not None
    for name in ("ines", "carla", "samir"):
        assert cast[name].notifications.filter(event__kind="evidence.damaged").count() == 1
    assert not cast["emma"].notifications.filter(event__kind="evidence.damaged").exists()


def test_a_missing_file_is_damaged_too(report, settings):
    place_of(report.files.get(), settings).unlink()

    assert sweep_rehash(on=TODAY, zone=LISBON)["damaged"] == [report.files.get().pk]


def test_the_alarm_is_raised_once(report, cast, settings):
    alter(report.files.get(), settings)

    for _night in range(2):
        sweep_rehash(on=TODAY, zone=LISBON)

    assert Event.objects.filter(kind="evidence.damaged").count() == 1


def test_an_intact_file_is_only_marked_as_checked(report):
    sweep_rehash(on=TODAY, zone=LISBON)

    file = report.files.get()
    assert (file.checked_at is not None, file.suspect_since) == (True, None)


def test_thirty_nights_read_the_whole_vault_the_longest_unchecked_first(report, cast, company):
    unit = company.units["TS"]
    for number in range(60):
        kept = kept_text(f"{number}.txt", f"Record {number}")
        upload_evidence(actor=cast["samir"], unit=unit, title=f"Record {number}", as_of=TODAY, kept=kept)

    nights = [sweep_rehash(on=TODAY, zone=LISBON)["checked"] for _night in range(30)]

    assert max(nights) == 3
    assert not EvidenceFile.objects.filter(checked_at=None).exists()
    oldest = EvidenceFile.objects.order_by("checked_at", "pk").first()
    assert tonight(LISBON)[0] == oldest.pk


def test_a_suspect_file_is_never_served(report, cast, settings, browse):
    file = report.files.get()
    alter(file, settings)
    sweep_rehash(on=TODAY, zone=LISBON)
    address = reverse("assurance:evidence_file", args=[file.uuid])

    for name in ("ines", "samir"):
        said = browse(name).get(address)
        assert said.status_code == 409
        assert "no longer what was uploaded" in said.content.decode()
    assert browse("ines").head(address).status_code == 409
    assert "Damaged, kept back" in browse("samir").get(report.get_absolute_url()).content.decode()


@pytest.fixture
def cell(company, control) -> Cell:
    return Cell.objects.create(
        process=company.processes["remote-access"], requirement=Requirement.objects.first(), control=control
    )


def test_a_suspect_file_counts_as_no_evidence_until_it_is_repaired(report, cast, settings, cell):
    file = report.files.get()
    link_evidence(actor=cast["samir"], version=report, subject=cell.control, purpose="control")
    Cell.objects.update(fresh_until=date(2026, 11, 20))
    alter(file, settings)

    sweep_rehash(on=TODAY, zone=LISBON)
    cell.refresh_from_db()
    assert cell.fresh_until is None

    alter(file, settings, b"Every session is recorded.")
    sweep_rehash(on=TODAY, zone=LISBON)
    file.refresh_from_db()
    assert file.suspect_since is not None
    clear_damage(actor=cast["ines"], file=file, reason="Restored from the backup of Sunday.")

    cell.refresh_from_db()
    assert cell.fresh_until == date(2026, 11, 20)
    assert files.rehash(file.sha256)


SESSIONS = b"Every session is recorded."  # of `report`


@pytest.fixture
def damaged(report, cast, company, settings, django_capture_on_commit_callbacks) -> EvidenceFile:
    """The file of `report` and its twin in other evidence, found damaged under one of them."""
    kept = kept_text("twin.txt", SESSIONS.decode())
    upload_evidence(actor=cast["samir"], unit=company.units["TS"], title="Twin", as_of=TODAY, kept=kept)
    file = report.files.get()
    alter(file, settings, SESSIONS.replace(b".", b"?"))
    shelf.put(file.sha256, "1-640.png", b"drawn of altered bytes")
    with django_capture_on_commit_callbacks(execute=True):
        check_file(actor=robot(), file=file, intact=files.rehash(file.sha256))
    return file


def test_damage_is_that_of_every_file_with_the_same_bytes_and_one_alarm(damaged, cast):
    assert not EvidenceFile.objects.filter(suspect_since=None).exists()
    for piece in Evidence.objects.all():
        assert Event.objects.about(piece).filter(kind="evidence.damaged").count() == 1
    for name in ("ines", "carla", "samir"):
        assert cast[name].notifications.filter(event__kind="evidence.damaged").count() == 1
    assert shelf.found(damaged.sha256, "1-640.png") is None


def test_the_same_bytes_sent_again_repair_what_is_stored_and_clear_nothing(damaged, cast):
    receive_files([files.receive([SESSIONS], name="again.txt")])

    assert files.rehash(damaged.sha256)
    assert not EvidenceFile.objects.filter(suspect_since=None).exists()
    shelf.put(damaged.sha256, "1-640.png", b"drawn of altered bytes")
    clear_damage(actor=cast["ines"], file=damaged, reason="Samir sent it again.")

    assert not EvidenceFile.objects.filter(suspect_since__isnull=False).exists()
    assert Event.objects.filter(kind="evidence.repaired").count() == 2
    assert shelf.found(damaged.sha256, "1-640.png") is None


def test_what_is_still_damaged_is_not_trusted_again(report, cast, settings):
    file = report.files.get()
    alter(file, settings)
    sweep_rehash(on=TODAY, zone=LISBON)
    file.refresh_from_db()

    with pytest.raises(Refused, match="Restore them from a backup"):
        clear_damage(actor=cast["ines"], file=file, reason="Looks fine.")
    with pytest.raises(PermissionDenied):
        clear_damage(actor=cast["samir"], file=file, reason="Looks fine.")
    with pytest.raises(ValidationError, match="Say why"):
        clear_damage(actor=cast["ines"], file=file, reason=" ")


def test_what_is_sound_has_nothing_to_clear(report, cast):
    with pytest.raises(WrongState):
        clear_damage(actor=cast["ines"], file=report.files.get(), reason="Looks fine.")


def test_only_the_machine_says_that_a_file_is_sound(report, cast):
    with pytest.raises(PermissionDenied):
        check_file(actor=cast["ines"], file=report.files.get(), intact=True)


def test_what_was_disposed_of_is_not_missed(report, cast, django_capture_on_commit_callbacks):
    dispose(cast, report, django_capture_on_commit_callbacks)

    assert sweep_rehash(on=LATER, zone=LISBON) == {"checked": 0, "damaged": []}


def test_everything_is_checked_by_hand(report, settings, capsys):
    call_command("check_evidence")
    assert "1 files are as they were uploaded." in capsys.readouterr().out
    alter(report.files.get(), settings)

    with pytest.raises(CommandError, match="1 of 1 files are damaged"):
        call_command("check_evidence")
