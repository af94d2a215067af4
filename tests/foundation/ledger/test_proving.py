"""Seals on timelines and the page of a proof: who reads it, what it says, and that the file verifies without us."""

import re

import pytest
from django.urls import reverse

from foundation.ledger import keys
from foundation.ledger.tlog_proof import TlogProof
from foundation.models.trail import Event
from foundation.timeline import timeline_of
from foundation.trail import history
from tests.sealed import seal_all, seal_of, tampered


@pytest.fixture
def event(finding) -> Event:
    """That the finding was issued, sealed among everything else."""
    seal_all()
    return history(finding).first()


def page(name: str, event: Event) -> str:
    return reverse(f"foundation:{name}", args=[seal_of(event).index])


def words(response) -> str:
    return response.content.decode()


def test_a_line_waits_for_its_seal_and_then_leads_to_its_proof(finding, browse):
    priya = browse("priya")
    assert "not yet sealed" in words(priya.get(finding.get_absolute_url()))

    seal_all()

    shown = words(priya.get(finding.get_absolute_url()))
    assert "not yet sealed" not in shown
    assert f'href="{page("ledger_entry", history(finding).first())}"' in shown
    assert "sealed as entry #" in shown
    assert re.search(r"\d+ seconds? ago", shown)


def test_seals_cost_no_further_query(event, finding, django_assert_num_queries):
    with django_assert_num_queries(1):
        entries = timeline_of(finding)

    assert all(entry.seal.index is not None for entry in entries if not entry.is_comment)


def test_the_page_says_in_words_that_everything_holds(event, browse):
    shown = words(browse("priya").get(page("ledger_entry", event)))

    assert "This is part of the history, and was not changed" in shown
    assert "It says what was recorded" in shown
    assert "Does not hold" not in shown
    assert event.content.summary in shown


@pytest.mark.parametrize("name", ["ledger_entry", "ledger_proof", "ledger_bytes"])
def test_only_who_reads_the_story_of_the_finding_reads_the_proof(event, browse, name):
    answers = {who: browse(who).get(page(name, event)).status_code for who in ("priya", "samir", "omar", "claire")}

    assert answers == {"priya": 200, "samir": 200, "omar": 404, "claire": 404}


def test_there_is_no_proof_of_what_is_not_there(event, browse):
    priya = browse("priya")

    for index in (seal_of(event).index + 100_000, 10**30):
        assert priya.get(f"/ledger/entries/{index}/").status_code == 404


def test_the_files_verify_with_the_pure_formats_alone(event, browse):
    priya = browse("priya")
    proof, entry = priya.get(page("ledger_proof", event)), priya.get(page("ledger_bytes", event))

    TlogProof.parse(words(proof)).verify(entry.content, keys.verifying_keys()[0])

    assert f'filename="entry-{seal_of(event).index}.tlog-proof"' in proof["Content-Disposition"]


def test_the_page_costs_at_most_twelve_queries(event, browse, django_assert_max_num_queries):
    priya = browse("priya")
    priya.get(page("ledger_entry", event))

    with django_assert_max_num_queries(12):
        assert priya.get(page("ledger_entry", event)).status_code == 200


def test_words_that_were_changed_are_told(event, browse):
    tampered("UPDATE foundation_eventcontent SET summary = %s WHERE event_id = %s", "Nothing happened.", event.pk)

    shown = words(browse("priya").get(page("ledger_entry", event)))

    assert "This does not hold" in shown
    assert "What it says was changed afterwards" in shown


def test_an_event_that_was_changed_leads_to_another_root(event, browse):
    tampered("UPDATE foundation_event SET kind = %s WHERE id = %s", "finding.withdrawn", event.pk)

    shown = words(browse("priya").get(page("ledger_entry", event)))

    assert "This does not hold" in shown
    assert "do not lead to the signed root" in shown


def test_damaged_tiles_give_no_proof_and_no_fault(event, browse):
    tampered("DELETE FROM foundation_ledgertile")

    answer = browse("priya").get(page("ledger_entry", event))

    assert answer.status_code == 200
    assert "This does not hold" in words(answer)
    assert browse("priya").get(page("ledger_proof", event)).status_code == 404


def test_what_was_erased_is_said_to_be_and_stays_proven(event, finding, browse):
    tampered("DELETE FROM foundation_notification WHERE event_id = %s", event.pk)
    tampered("DELETE FROM foundation_eventcontent WHERE event_id = %s", event.pk)
    priya = browse("priya")

    shown = words(priya.get(page("ledger_entry", event)))

    assert "This is part of the history, and was not changed" in shown
    assert "What it said has been erased" in shown
    assert "What was said here has been erased" in words(priya.get(finding.get_absolute_url()))


def test_the_trail_shows_the_number_of_each_entry(event, browse):
    shown = words(browse("ines").get(reverse("foundation:trail")))

    assert page("ledger_entry", event) in shown
