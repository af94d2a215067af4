"""The page of the ledger: how far it reaches, who agrees, and a verification of everything with its damage in words."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from foundation import jobs, status
from foundation.ledger import checking
from foundation.ledger.integrity import Integrity
from foundation.models.trail import Event, Notification
from foundation.models.work import Job
from foundation.refusals import Refusal
from foundation.trail import history
from tests.sealed import seal_all, seal_of, tampered

PAGE = "/administration/ledger/"


@pytest.fixture(autouse=True)
def messages(monkeypatch):
    """No worker listens."""
    monkeypatch.setattr("foundation.jobs.current_app.send_task", lambda *_args, **_options: None)


@pytest.fixture
def sealed(finding):
    seal_all()
    return finding


def shown(browse, name: str = "ines") -> str:
    return browse(name).get(PAGE).content.decode()


def verified(user) -> Job:
    job = checking.ask_check(user)
    assert jobs.run(job.uuid)
    job.refresh_from_db()
    return job


def test_an_empty_ledger_says_what_to_look_at(company, browse):
    assert "Nothing is sealed yet" in shown(browse)


def test_the_page_says_how_far_history_is_sealed(sealed, browse, django_assert_max_num_queries):
    ines = browse("ines")
    ines.get(PAGE)

    with django_assert_max_num_queries(12):
        page = ines.get(PAGE).content.decode()

    assert "The history is sealed" in page
    assert "Nobody has verified everything yet" in page
    assert "No witness is asked" in page
    assert "The checkpoint everybody reads" in page


def test_a_button_starts_a_verification_once(sealed, browse, cast):
    ines, adam = browse("ines"), browse("adam")

    assert ines.post(f"{PAGE}verify/").status_code == 302
    adam.post(f"{PAGE}verify/")

    assert [job.owner for job in Job.objects.filter(kind="ledger.verify")] == [cast["ines"]]
    assert "You can leave this page" in shown(browse, "adam")
    part = adam.get(PAGE, headers={"HX-Request": "true", "HX-Target": "job"}).content.decode()
    assert 'id="job"' in part
    assert "<html" not in part


def test_a_sound_ledger_is_said_to_be(sealed, browse, cast):
    job = verified(cast["ines"])

    assert job.state == Job.State.DONE, job.message
    assert "every one is as it was sealed" in job.message
    assert "Everything holds" in shown(browse)
    assert not Notification.objects.filter(event__kind="ledger.damaged").exists()


def test_each_damage_stands_there_in_words_and_officers_are_told(sealed, browse, cast):
    event = history(sealed).first()
    tampered("UPDATE foundation_event SET digest = %s WHERE id = %s", "0" * 64, event.pk)

    job = verified(cast["ines"])

    assert "does not hold" in job.message
    page = shown(browse)
    assert "Damage found" in page
    assert f"#{seal_of(event).index}" in page.replace("\u202f", "") or str(event.pk) in page
    told = Notification.objects.filter(event__kind="ledger.damaged")
    assert {one.user for one in told} == {cast["carla"]}  # Ines asked, and reads it as the end of her job


def test_who_may_not_watch_does_not_verify(company, cast):
    with pytest.raises(PermissionDenied):
        checking.note_check(actor=cast["priya"], size=1, damage=[])
    with pytest.raises(PermissionDenied):
        checking.ask_check(cast["priya"])


def test_what_holds_signing_back_is_the_first_thing_said(sealed, browse, monkeypatch):
    why = Refusal("ledger.shorter", "This machine has signed 9 entries; the database holds 4.")
    monkeypatch.setattr("foundation.ledger.integrity.held_back", lambda: why)

    page = shown(browse)

    assert "The ledger signs nothing" in page
    assert why.sentence in page


def test_a_checkpoint_that_is_old_is_late(sealed):
    assert not Integrity(timezone.now() + timedelta(minutes=90)).is_late
    assert Integrity(timezone.now() + timedelta(hours=3)).is_late


def reading() -> status.Reading:
    return next(told.reading for told in status.take(timezone.now()) if told.check.name == "witnesses")


def test_the_status_page_has_a_line_of_it(company, cast):
    assert [str(words) for _label, words in reading().facts] == ["nothing yet"]

    count = seal_all()
    assert str(reading().facts[0][1]) == str(count)
    assert str(reading().facts[2][1]) == "never"

    tampered("UPDATE foundation_event SET digest = %s WHERE id = %s", "0" * 64, Event.objects.first().pk)
    verified(cast["ines"])
    assert reading().standing == status.Standing.BAD


def test_the_card_stands_in_the_administration(company, browse):
    assert reverse("foundation:ledger") in browse("adam").get(reverse("foundation:administration")).content.decode()
