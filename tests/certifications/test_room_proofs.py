"""What a room tells of the ledger: whether history goes on from the last visit, seals on evidence, and proofs of them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from assurance.models import Evidence
from foundation.ledger import keys
from foundation.ledger.tlog_proof import TlogProof
from foundation.models.seen import LedgerSeen
from foundation.models.trail import Event, Notification
from foundation.trail import history
from tests.sealed import entry_about, seal_all, seal_of

DAY = timedelta(days=1)


@pytest.fixture
def sealed(room):
    seal_all()
    return room


def page(name: str, *arguments) -> str:
    return reverse(f"certifications:{name}", args=[getattr(one, "uuid", one) for one in arguments])


def words(answer) -> str:
    return answer.content.decode().replace("\u202f", "")


def test_the_first_visit_says_what_the_next_will_tell(sealed, browse):
    shown = words(browse("claire").get(page("room", sealed)))

    assert "From now on you can tell whether history was rewritten" in shown
    assert LedgerSeen.objects.count() == 1


def test_the_second_says_that_history_is_unchanged(sealed, browse, morning):
    browse("claire").get(page("room", sealed))
    seal_all()
    morning.shift(DAY)

    shown = words(browse("claire").get(page("room", sealed)))

    assert "History unchanged since your last visit on 20 Nov 2026" in shown
    assert "are the same" in shown
    proof = words(browse("claire").get(page("room_verify", sealed)))
    assert "These hashes give both roots at once" in proof


def test_a_history_that_was_rewritten_is_told_loudly_and_to_officers(sealed, browse, cast, morning):
    browse("claire").get(page("room", sealed))
    LedgerSeen.objects.update(root="00" * 32)
    morning.shift(DAY)

    shown = words(browse("claire").get(page("room", sealed)))

    assert "The history is not the one you saw on 20 Nov 2026" in shown
    assert 'role="alert"' in shown
    told = Notification.objects.filter(event__kind="ledger.broken").values_list("user", flat=True)
    assert set(told) == {cast["ines"].pk, cast["carla"].pk}


def test_a_look_with_head_keeps_nothing(sealed, browse):
    browse("claire").head(page("room", sealed))

    assert not LedgerSeen.objects.exists()


def test_evidence_shows_the_seal_of_its_acceptance(sealed, piece, browse):
    index = entry_about(piece, "evidence.accept")
    claire = browse("claire")

    for address in (page("room", sealed), page("room_evidence", sealed, piece.evidence)):
        assert page("room_entry", sealed, index) in words(claire.get(address))


def test_the_proof_of_evidence_tells_neither_who_nor_what_was_said(sealed, piece, browse):
    index = entry_about(piece, "evidence.accept")

    shown = words(browse("claire").get(page("room_entry", sealed, index)))

    assert "This is part of the history, and was not changed" in shown
    assert "What it says is not shown to you" in shown
    assert piece.evidence.ref in shown
    assert "Ines" not in shown.partition("<main")[2]


def test_a_proof_is_taken_away_and_verifies(sealed, piece, browse):
    index, claire = entry_about(piece, "evidence.accept"), browse("claire")

    proof, entry = claire.get(page("room_proof", sealed, index)), claire.get(page("room_bytes", sealed, index))

    TlogProof.parse(proof.content.decode()).verify(entry.content, keys.verifying_keys()[0])


def test_ones_own_looks_are_proven_with_their_words(sealed, browse):
    claire = browse("claire")
    claire.get(page("room", sealed))
    seal_all()
    look = Event.objects.filter(kind="room.looked").latest("pk")

    assert page("room_entry", sealed, seal_of(look).index) in words(claire.get(page("room_log", sealed)))
    assert "It says what was recorded" in words(claire.get(page("room_entry", sealed, seal_of(look).index)))


def test_nothing_else_of_the_ledger_is_there(sealed, finding, piece, browse):
    claire = browse("claire")
    inside = [entry_about(finding), entry_about(piece.evidence, "evidence.uploaded")]
    uploaded = Evidence.objects.get(pk=piece.evidence.pk)
    inside.append(seal_of(history(uploaded).first()).index)

    assert {claire.get(page("room_entry", sealed, index)).status_code for index in [*inside, 10**6]} == {404}


def test_a_room_that_is_not_ones_own_has_no_proofs(sealed, piece, browse):
    index = entry_about(piece, "evidence.accept")

    assert {browse(who).get(page("room_entry", sealed, index)).status_code for who in ("igor", "ines")} == {404}


@pytest.mark.parametrize("name", ["room", "room_verify", "room_log"])
def test_pages_with_proofs_cost_at_most_twelve_reads(
    sealed, piece, browse, name, morning, django_assert_max_num_queries
):
    claire = browse("claire")
    claire.get(page(name, sealed))
    seal_all()
    morning.shift(DAY)
    browse("claire").get(page(name, sealed))

    claire = browse("claire")
    claire.get(page(name, sealed))
    with django_assert_max_num_queries(12):
        assert claire.get(page(name, sealed)).status_code == 200


def test_the_page_of_a_proof_costs_at_most_twelve_reads(sealed, piece, browse, django_assert_max_num_queries):
    claire, index = browse("claire"), entry_about(piece, "evidence.accept")
    claire.get(page("room_entry", sealed, index))

    with django_assert_max_num_queries(12):
        assert claire.get(page("room_entry", sealed, index)).status_code == 200
