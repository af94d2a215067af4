"""Evidence of a room ends at its cut-off: what speaks for a later day, or was accepted later, is not there."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from assurance.actions import accept_evidence, add_version
from assurance.models import Evidence, EvidenceVersion
from certifications.scope import scope_of
from tests.company import TODAY
from tests.kept import kept_text
from tests.room import K, entered, requested, shown_for

YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def old(company, finding, morning) -> EvidenceVersion:
    """Accepted two days ago, for the day before."""
    morning.move_to("2026-11-18T10:00:00Z")
    version = shown_for(company, finding, "Register", on=date(2026, 11, 17))
    morning.move_to("2026-11-20T10:00:00Z")
    return version


def second(company, first, *, as_of: date) -> EvidenceVersion:
    """The next version, accepted now."""
    kept = kept_text("again.txt", f"Of {as_of}.")
    row = add_version(actor=company.cast["priya"], evidence=first.evidence, kept=kept, as_of=as_of)
    return accept_evidence(actor=company.cast["ines"], evidence=row, on=TODAY)


def frozen(company, finding, cut_off: date | None, **facts):
    rules = [(K.AUDIT, finding.audit), (K.AUDIT_EVIDENCE, finding.audit)]
    return entered(company, rules, cut_off=cut_off, **facts)


def open_to(user) -> set[EvidenceVersion]:
    return set(EvidenceVersion.objects.visible_to(user))


def test_what_was_accepted_after_the_day_stays_closed(company, cast, finding, old):
    later = second(company, old, as_of=date(2026, 11, 18))

    frozen(company, finding, YESTERDAY)

    assert open_to(cast["claire"]) == {old}
    assert later.evidence in Evidence.objects.visible_to(cast["claire"])


def test_what_speaks_for_a_later_day_stays_closed(company, cast, finding, old):
    second(company, old, as_of=TODAY)

    frozen(company, finding, TODAY - timedelta(days=3))

    assert open_to(cast["claire"]) == set()
    assert not Evidence.objects.visible_to(cast["claire"]).exists()


def test_without_a_cut_off_every_accepted_version_is_open(company, cast, finding, old):
    later = second(company, old, as_of=TODAY)

    frozen(company, finding, None)

    assert open_to(cast["claire"]) == {old, later}


@pytest.mark.parametrize(("accepted_at", "there"), [("2026-11-18T23:59:59Z", True), ("2026-11-19T00:00:00Z", False)])
def test_the_last_second_of_the_day_in_the_zone_of_the_host(company, cast, finding, morning, accepted_at, there):
    morning.move_to(accepted_at)
    shown_for(company, finding, "Late", on=date(2026, 11, 17))
    morning.move_to("2026-11-20T10:00:00Z")

    frozen(company, finding, date(2026, 11, 18))

    assert Evidence.objects.visible_to(cast["claire"]).exists() is there


def test_a_room_that_follows_takes_in_nothing_after_its_cut_off(company, cast, finding, old):
    room = frozen(company, finding, YESTERDAY, follow=True)

    shown_for(company, finding, "New", on=TODAY)
    shown_for(company, finding, "New to us", on=date(2026, 11, 17))

    assert open_to(cast["claire"]) == {old}
    assert scope_of(room).evidence.get() == old.evidence


def test_an_older_version_shows_as_the_newest_with_its_files_and_hash(company, finding, old, browse):
    later = second(company, old, as_of=TODAY)
    room = frozen(company, finding, YESTERDAY)
    claire = browse("claire")

    page = claire.get(reverse("certifications:room_evidence", args=[room.uuid, old.evidence.uuid])).content.decode()
    hidden = claire.get(reverse("certifications:room_file", args=[room.uuid, later.files.get().uuid]))

    assert "Version 1" in page
    assert "Version 2" not in page
    assert old.files.get().sha256 in page
    assert later.files.get().sha256 not in page
    assert hidden.status_code == 404


def test_the_room_says_until_when(company, finding, old, browse):
    room = frozen(company, finding, YESTERDAY)

    assert "19 Nov 2026. What speaks for a later day" in browse("claire").get(f"/room/{room.uuid}/").content.decode()


def test_a_second_room_without_a_cut_off_shows_there_what_the_first_does_not(company, cast, finding, old, browse):
    later = second(company, old, as_of=TODAY)
    first, other = frozen(company, finding, YESTERDAY), frozen(company, finding, None)
    file, claire = later.files.get().uuid, browse("claire")

    answers = [
        claire.get(reverse("certifications:room_view", args=[room.uuid, file])).status_code for room in (first, other)
    ]

    assert answers == [404, 200]


def test_a_cut_off_lies_within_the_days_of_the_grant(company, finding):
    with pytest.raises(ValidationError, match="after the last one"):
        requested(company, [(K.FINDING, finding)], cut_off=date(2026, 12, 24))
