"""What a room shows is what its rows say one by one, whatever they say: compared with the rules told again in Python."""

from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assurance.actions import accept_evidence, add_version
from assurance.models import Evidence, EvidenceLink, EvidenceVersion
from audits.models import Finding
from foundation.models.rooms import GrantedObject, RoomNetwork
from foundation.networks import key_of, ranges_of
from foundation.openings import Openings
from foundation.origin import coming_from
from foundation.querysets import CEILINGS
from foundation.rows import Grading
from tests.company import TODAY
from tests.kept import kept_text
from tests.room import K, accepted, entered, shown_for

ONE, OTHER = UUID(int=1), UUID(int=2)
HERE, ELSEWHERE = "192.0.2.7", "198.51.100.7"
SEEDS = range(12)


def is_open(row: GrantedObject, user: Any, room: UUID | None, here: str | None) -> bool:
    now, key = timezone.now(), key_of(here)
    around = [one for one in RoomNetwork.objects.all() if one.grant_uuid == row.grant_uuid]
    near = row.from_anywhere or (key is not None and any(one.first <= key <= one.last for one in around))
    return near and row.user_id == user.pk and row.from_at <= now < row.until_at and room in (None, row.grant_uuid)


def covers(row: GrantedObject, version: EvidenceVersion) -> bool:
    if row.cut_off is None:
        return True
    judged = version.first_accepted_at
    return version.as_of <= row.cut_off and judged is not None and judged < row.judged_before


def opens(row: GrantedObject, version: EvidenceVersion) -> bool:
    """Whether one granted row shows a version: it names the evidence, or follows what was accepted for it."""
    evidence, kind = version.evidence, ContentType.objects.get_for_model(Evidence)
    if version.state not in ("accepted", "superseded") or evidence.kind == "opinion":
        return False
    if evidence.grading not in CEILINGS[row.max_grading] or not covers(row, version):
        return False
    if (row.subject_type, row.subject_uuid) == (kind, evidence.uuid):
        return True
    links = EvidenceLink.objects.filter(version__evidence=evidence, version__state__in=["accepted", "superseded"])
    about = [one.version for one in links.filter(subject_type=row.subject_type, subject_uuid=row.subject_uuid)]
    return row.follow and any(covers(row, one) for one in about)


@pytest.fixture
def shelf(company, cast, finding, morning) -> None:
    """Evidence of every grading, some of it for the finding or its audit, with versions of two days, and an opinion."""
    for number, grading in enumerate(Grading.values * 2):
        morning.move_to(f"2026-11-{15 + number % 3}T10:00:00Z")
        facts = {"grading": grading, "on": date(2026, 11, 14 + number % 3)}
        about = (None, finding, finding.audit)[number % 3]
        title = f"Register {number}"
        first = accepted(company, title, **facts) if about is None else shown_for(company, about, title, **facts)
        if number % 2:
            morning.move_to("2026-11-19T10:00:00Z")
            kept = kept_text(f"again_{number}.txt", f"Again {number}.")
            later = add_version(actor=cast["priya"], evidence=first.evidence, kept=kept, as_of=date(2026, 11, 19))
            accept_evidence(actor=cast["ines"], evidence=later, on=TODAY)
    morning.move_to("2026-11-20T10:00:00Z")
    accepted(company, "Opinion")
    Evidence.objects.filter(title="Opinion").update(kind="opinion")
    first, last = ranges_of("192.0.2.0/24")[0]
    RoomNetwork.objects.create(grant_uuid=OTHER, first=first, last=last)


def scatter(chance: Random, users: list[Any]) -> None:
    """Rows of two rooms for two people, each on terms of its own."""
    now, rows = timezone.now(), [*Evidence.objects.order_by("pk"), *Finding.objects.all()]
    rows += [one.audit for one in Finding.objects.all()]
    for user in users:
        for room in (ONE, OTHER):
            for row in chance.sample(rows, len(rows) // 2):
                cut = chance.choice([None, date(2026, 11, 15), date(2026, 11, 17), date(2026, 11, 30)])
                GrantedObject.objects.create(
                    grant_uuid=room,
                    user=user,
                    from_at=now + timedelta(hours=chance.choice([-9, -9, -9, 0, 1])),
                    until_at=now + timedelta(hours=chance.choice([9, 9, 9, 0])),
                    max_grading=chance.choice(Grading.values),
                    may_download=chance.random() < 0.5,
                    follow=chance.random() < 0.5,
                    cut_off=cut,
                    judged_before=cut and now - timedelta(days=chance.choice([0, 2, 4])),
                    from_anywhere=room == ONE or chance.random() < 0.5,
                    subject_type=ContentType.objects.get_for_model(row),
                    subject_uuid=row.uuid,
                )


@pytest.mark.parametrize("seed", SEEDS)
def test_rows_are_open_exactly_as_each_granted_row_says(cast, shelf, seed):
    claire, other = cast["claire"], cast["igor"]
    scatter(Random(seed), [claire, other])
    versions, rows = list(EvidenceVersion.objects.select_related("evidence")), list(GrantedObject.objects.all())
    for room, here in ((None, None), (None, HERE), (ONE, HERE), (OTHER, HERE), (OTHER, ELSEWHERE)):
        opened = [row for row in rows if is_open(row, claire, room, here)]
        for to_take in (False, True):
            taken = [row for row in opened if row.may_download or not to_take]
            expected = {one for one in versions if any(opens(row, one) for row in taken)}
            with coming_from(here):
                found = list(EvidenceVersion.objects.opened_by(Openings(claire, room), to_take=to_take))
            assert (set(found), len(found)) == (expected, len(expected)), (room, here, to_take)
        shown = {one.evidence for one in versions if any(opens(row, one) for row in opened)}
        with coming_from(here):
            pieces, openings = list(Evidence.objects.opened_by(Openings(claire, room))), Openings(claire, room)
            findings = set(Finding.objects.filter(openings.of(Finding, grading="audit__grading")))
        assert (set(pieces), len(pieces)) == (shown, len(shown)), (room, here)
        granted = {(row.subject_uuid, grading) for row in opened for grading in CEILINGS[row.max_grading]}
        assert findings == {one for one in Finding.objects.all() if (one.uuid, one.audit.grading) in granted}


def test_each_piece_comes_with_its_newest_open_version(cast, shelf):
    scatter(Random(7), [cast["claire"]])
    versions = EvidenceVersion.objects.opened_by(Openings(cast["claire"]))
    newest: dict[int, datetime | Any] = {}
    for one in versions.order_by("number"):
        newest[one.evidence_id] = (one.number, one.as_of, one.valid_until)

    told = Evidence.objects.with_version(versions.newest())

    assert newest
    assert {row.pk: (row.latest_number, row.latest_as_of, row.latest_valid_until) for row in told} == newest
    assert len(told) == len(newest)


def test_nobody_inside_is_shown_what_was_granted(cast, shelf):
    scatter(Random(3), [cast["ines"]])

    assert not EvidenceVersion.objects.opened_by(Openings(cast["ines"])).exists()
    assert not Finding.objects.filter(Openings(cast["ines"]).of(Finding, grading="audit__grading")).exists()


@pytest.mark.parametrize("facts", [{}, {"follow": True, "cut_off": TODAY}], ids=["plain", "following"])
def test_the_pages_of_a_room_ask_little(company, finding, browse, facts):
    proof = shown_for(company, finding, "Recorder settings")
    rules = [(K.AUDIT, finding.audit), (K.AUDIT_EVIDENCE, finding.audit), (K.FRAMEWORK, company.framework)]
    room = entered(company, rules, **facts)
    client = browse("claire")
    here = f"/room/{room.uuid}/"
    for path in ("", f"audits/{finding.audit.uuid}/", f"findings/{finding.uuid}/", f"evidence/{proof.evidence.uuid}/"):
        client.get(here + path)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(here + path).status_code == 200
        assert len(asked) <= 13, path
        assert max(len(one["sql"]) for one in asked) < 20_000, path
