"""The demonstration is sealed when it is loaded, the log of cases with it, and what every verb writes has its digest."""

import pytest

from foundation.ledger import log
from foundation.ledger.entries import entry
from foundation.ledger.keys import verifying_keys
from foundation.ledger.verify import verify_all
from foundation.models.ledger import LedgerLeaf
from foundation.models.trail import Event, EventContent
from people.cases.models import CaseEvent, CaseEventContent

pytestmark = pytest.mark.usefixtures("demonstrated")


def test_everything_that_happened_is_sealed_and_sound():
    assert log.state().size == Event.objects.count() + CaseEvent.objects.count()
    assert CaseEvent.objects.exists()
    assert verify_all() == []


def test_an_event_of_a_case_is_sealed_under_one_word():
    event = CaseEvent.objects.order_by("pk")[0]

    sealed = entry(id=event.pk, at=event.at, kind="case", digest=event.digest)
    log.proof_of(event).verify(sealed, verifying_keys()[0])
    leaf = log.leaf_of(event)
    assert (leaf.source, leaf.foreign_id, leaf.event_id) == ("case", event.pk, None)


def test_erasing_what_events_and_cases_say_leaves_everything_sound():
    EventContent.objects.filter(event__kind="finding.logged").delete()
    CaseEventContent.objects.all().delete()

    assert verify_all() == []


def test_an_event_of_the_trail_has_its_seal_beside_it():
    event = Event.objects.select_related("leaf").order_by("pk")[0]

    assert event.leaf == LedgerLeaf.objects.get(event=event)
