"""What is covered in a text cannot be read, counted or measured in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.cases.redaction import COVER, cover, everywhere, lines_of, words_of

pytestmark = pytest.mark.anywhere

SAID = "Omar saw it.\nEmma Cole told Omar’s manager, and Omar left."


def numbers_of(text: str, *wanted: str) -> set[int]:
    return {word.number for word in words_of(text) if word.text in wanted}


def test_neighbours_share_one_cover():
    assert cover(SAID, numbers_of(SAID, "Emma", "Cole")).splitlines()[1].startswith(f"{COVER} told")


def test_a_word_is_found_again_with_its_marks_and_endings():
    covered = cover(SAID, everywhere(SAID, {0}))

    assert "Omar" not in covered
    assert covered.count(COVER) == 3


def test_lines_number_the_words_as_the_text_does():
    assert [word for line in lines_of(SAID) for word in line] == words_of(SAID)


@given(st.text(), st.sets(st.integers(0, 40)))
def test_only_what_was_chosen_is_covered(text, numbers):
    left = cover(text, numbers).split()
    kept = [word.text for word in words_of(text) if word.number not in numbers]

    assert [word for word in left if word != COVER] == [word for word in kept if word != COVER]


@given(st.lists(st.from_regex(r"[a-z]{1,12}", fullmatch=True), min_size=3, max_size=3), st.integers(1, 3))
def test_neither_length_nor_number_of_covered_words_shows(words, run):
    text = f"before {' '.join(words[:run])} after"

    assert cover(text, set(range(1, run + 1))) == f"before {COVER} after"
