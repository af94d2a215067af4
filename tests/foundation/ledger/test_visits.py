"""Whether history is the one of the last visit: kept once a visit, proven, and loud when it was rewritten."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from foundation.ledger.merkle import verify_consistency
from foundation.ledger.visits import VISIT, begin_visit, continuity
from foundation.models.seen import LedgerSeen
from foundation.models.trail import Event, Notification
from foundation.trail import record
from tests.sealed import seal_all

NOW = timezone.now()
LATER = NOW + timedelta(days=8)


@pytest.fixture
def claire(cast, company):
    seal_all()
    return cast["claire"]


def something_happens(cast, unit) -> None:
    with transaction.atomic():
        record(actor=cast["ines"], kind="unit.changed", subject=unit, summary="Renamed")
    seal_all()


def test_a_first_visit_keeps_what_it_saw_and_claims_nothing(claire):
    found = begin_visit(actor=claire, at=NOW)

    assert (found.before, found.proof, found.is_broken) == (None, (), False)
    assert LedgerSeen.objects.get(user=claire).size == found.size
    assert Event.objects.filter(kind="ledger.seen", subject_uuid=claire.uuid).count() == 1


def test_the_next_visit_proves_that_history_goes_on(claire, cast, company):
    first = begin_visit(actor=claire, at=NOW)
    something_happens(cast, company.units["TS"])

    found = begin_visit(actor=claire, at=LATER)

    assert (found.before.size, found.before.at) == (first.size, NOW)
    assert found.size > first.size
    assert found.proof
    sizes = {"first": first.size, "second": found.size}
    verify_consistency(**sizes, first_root=first.root, second_root=found.root, proof=found.proof)


def test_within_an_hour_it_is_the_same_visit(claire, cast, company):
    begin_visit(actor=claire, at=NOW)
    begin_visit(actor=claire, at=LATER)
    something_happens(cast, company.units["TS"])
    before = LedgerSeen.objects.get(user=claire)

    found = begin_visit(actor=claire, at=LATER + VISIT / 2)

    assert found.before.at == NOW
    after = LedgerSeen.objects.get(user=claire)
    assert (after.seen_at, after.size) == (before.seen_at, before.size)


def test_reading_alone_keeps_nothing(claire):
    assert continuity(claire, NOW).is_news
    assert not LedgerSeen.objects.exists()


@pytest.mark.parametrize(("change", "said"), [({"root": "00" * 32}, "rewritten"), ({"size": 10**9}, "taken away")])
def test_another_history_is_told_once_a_visit_and_never_kept(claire, cast, change, said):
    begin_visit(actor=claire, at=NOW)
    LedgerSeen.objects.update(**change)

    found = begin_visit(actor=claire, at=LATER)
    again = begin_visit(actor=claire, at=LATER + VISIT / 2)

    assert found.is_broken
    assert again.is_broken
    assert said in found.refusal
    told = Notification.objects.filter(event__kind="ledger.broken")
    assert {one.user for one in told} == {cast["ines"], cast["carla"]}
    assert LedgerSeen.objects.get(user=claire).seen_at == NOW


def test_what_was_seen_within_this_visit_counts_too(claire, cast, company):
    begin_visit(actor=claire, at=NOW)
    something_happens(cast, company.units["TS"])
    begin_visit(actor=claire, at=LATER)
    LedgerSeen.objects.update(root="00" * 32)

    assert begin_visit(actor=claire, at=LATER + VISIT / 2).is_broken


def test_a_root_that_never_was_is_noticed(claire):
    LedgerSeen.objects.create(user=claire, size=5, root="00" * 32, seen_at=NOW)

    assert continuity(claire, LATER).is_broken


def test_nothing_sealed_says_nothing(company, cast):
    assert continuity(cast["claire"], NOW) is None


def test_visits_are_for_people_outside(cast, company):
    with pytest.raises(PermissionDenied):
        begin_visit(actor=cast["ines"], at=NOW)


def test_the_look_costs_three_queries(claire, django_assert_max_num_queries):
    begin_visit(actor=claire, at=NOW)

    with django_assert_max_num_queries(3):
        continuity(claire, LATER)
