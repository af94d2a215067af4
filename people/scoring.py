"""How the answers of a sitting are judged: pure functions, so that what counts is the same everywhere."""

from collections.abc import Collection


def is_right(given: Collection[str], right: Collection[str]) -> bool:
    """Whether exactly the right choices were given: nothing missing, nothing too much."""
    return bool(right) and set(given) == set(right)


def score(right: int, asked: int) -> int:
    """Per cent of the questions answered rightly, rounded down: nobody passes by rounding. Source: domain 2.7.

    ValueError without a question.
    """
    if not 0 <= right <= asked or not asked:
        raise ValueError(f"{right} of {asked} cannot be scored.")
    return 100 * right // asked
