"""Drawing: the same seed and population give the same choice, whatever the order; sizes are exact; T-14."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.sampling import (
    Member,
    choose_sites,
    draw,
    draw_stratified,
    population_hash,
    random_sites,
    shares,
    sites_to_sample,
)

pytestmark = pytest.mark.anywhere

FIXED = ["EV-010", "EV-014", "EV-005"]  # as drawn when the rule was written

IDS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P"]), min_size=1, max_size=8)
MEMBERS = st.lists(st.builds(Member, IDS, stratum=st.sampled_from("abc")), min_size=1, max_size=40, unique_by=repr)


def once(members: list[Member]) -> list[Member]:
    """Without ids that stand twice."""
    return list({one.key: one for one in members}.values())


@given(MEMBERS, st.text(max_size=6), st.randoms(), st.data())
def test_a_draw_is_exact_and_repeatable_whatever_the_order(members, seed, shuffler, data):
    population = once(members)
    size = data.draw(st.integers(0, len(population)))
    mixed = population.copy()
    shuffler.shuffle(mixed)

    for method in (draw, draw_stratified):
        drawn = method(population, size, seed=seed)
        assert method(mixed, size, seed=seed) == drawn
        assert len(set(drawn)) == size
        assert set(drawn) <= set(population)
    assert population_hash(mixed) == population_hash(population)


@given(st.dictionaries(st.sampled_from("abcdefg"), st.integers(1, 60), min_size=1), st.data())
def test_the_shares_of_the_groups_add_up_and_leave_none_out(counts, data):
    total = sum(counts.values())
    size = data.draw(st.integers(0, total))

    given_ = shares(counts, size)

    assert sum(given_.values()) == size
    assert all(0 <= given_[name] <= count for name, count in counts.items())
    if size >= len(counts):
        assert min(given_.values()) >= 1
    assert shares(dict(reversed(counts.items())), size) == given_


def test_a_draw_of_yesterday_is_drawn_again_today():
    members = [Member(f"EV-{number:03d}") for number in range(1, 21)]

    drawn = [one.key for one in draw(members, 3, seed="4471")]

    assert drawn == FIXED
    assert [one.key for one in draw(members, 5, seed="4471")][:3] == FIXED
    assert draw(members, 3, seed="4472") != draw(members, 3, seed="4471")
    with pytest.raises(ValueError, match="not larger"):
        draw(members, 21, seed="4471")
    with pytest.raises(ValueError, match="not larger"):
        shares({"a": 2}, 3)


def test_t14_sites_to_sample():
    rows = [(2, (2, 1, 2)), (26, (6, 4, 5)), (0, (0, 0, 0)), (1, (1, 1, 1)), (25, (5, 3, 4)), (100, (10, 6, 8))]

    for count, expected in rows:
        kinds = ("initial", "surveillance", "recertification")
        assert tuple(sites_to_sample(count, kind) for kind in kinds) == expected, count

    assert [random_sites(size) for size in (0, 1, 4, 5, 8)] == [0, 1, 1, 2, 2]


def test_sites_are_drawn_for_a_quarter_and_the_rest_is_the_most_urgent():
    keys = [f"S{number:02d}" for number in range(26)]

    drawn, judged = choose_sites(keys, "initial", seed="A-2026-05")

    assert (len(drawn), len(judged)) == (2, 4)
    assert judged == [key for key in keys if key not in drawn][:4]
    assert choose_sites(keys, "initial", seed="A-2026-05") == (drawn, judged)
    assert choose_sites([], "initial", seed="x") == ([], [])
