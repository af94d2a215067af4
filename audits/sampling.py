"""Drawing samples and choosing sites: pure functions, the same every time. Source: docs/adr/0141-samples.md."""

import hashlib
import math
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

FACTORS = {"initial": 1.0, "surveillance": 0.6, "recertification": 0.8}
RANDOM_SHARE = 0.25
GUARD_PLACES = 9  # rounded to this before a ceiling, so that 4.000000000000001 is 4


class Member(NamedTuple):
    """One of a population: its id, what it is called, and its group where groups count."""

    key: str
    label: str = ""
    stratum: str = ""


def normalised(text: str) -> str:
    """An id as it is compared and hashed: NFC, without space around it, one space where there are several."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def population_hash(members: Iterable[Member]) -> str:
    """SHA-256 in hex over the sorted lines “id TAB group” in UTF-8, so that the order of a list does not matter."""
    lines = sorted(f"{normalised(one.key)}\t{normalised(one.stratum)}" for one in members)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def rank(seed: str, key: str) -> str:
    """Where an id stands in the order of a seed: SHA-256 of seed, line feed and id, in hex."""
    return hashlib.sha256(f"{normalised(seed)}\n{normalised(key)}".encode()).hexdigest()


def draw(members: Iterable[Member], size: int, *, seed: str) -> list[Member]:
    """The first `size` members in the order of the seed. Raises ValueError for more than there are."""
    ordered = sorted(members, key=lambda one: rank(seed, one.key))
    if not 0 <= size <= len(ordered):
        raise ValueError("A sample is not larger than its population.")
    return ordered[:size]


def shares(counts: dict[str, int], size: int) -> dict[str, int]:
    """How many each group gives: in proportion, at least one each where `size` allows, the largest remainders first.

    Raises ValueError for more than there are.
    """
    total = sum(counts.values())
    if not 0 <= size <= total:
        raise ValueError("A sample is not larger than its population.")
    least = 1 if size >= len(counts) else 0
    given = {name: min(count, max(least, size * count // total)) for name, count in counts.items()} if total else {}
    while (missing := size - sum(given.values())) != 0:
        step = 1 if missing > 0 else -1
        open_groups = [name for name in counts if (given[name] < counts[name] if step > 0 else given[name] > least)]
        name = max(open_groups, key=lambda one: (step * (size * counts[one] - given[one] * total), one))
        given[name] += step
    return given


def draw_stratified(members: Iterable[Member], size: int, *, seed: str) -> list[Member]:
    """A draw from every group, each as large as `shares` says, group by group."""
    groups: dict[str, list[Member]] = {}
    for one in members:
        groups.setdefault(normalised(one.stratum), []).append(one)
    parts = shares({name: len(rows) for name, rows in groups.items()}, size)
    return [one for name in sorted(groups) for one in draw(groups[name], parts[name], seed=seed)]


def sites_to_sample(count: int, kind: str) -> int:
    """How many of `count` sites beside the central function are visited: initial, surveillance or recertification.

    Source: T-14 (IAF MD 1). The central function is visited always and not counted here.
    """
    return _up(FACTORS[kind] * math.sqrt(count))


def random_sites(sampled: int) -> int:
    """How many of the sampled sites are chosen at random: at least a quarter. Source: T-14."""
    return _up(RANDOM_SHARE * sampled)


def choose_sites(keys: Sequence[str], kind: str, *, seed: str) -> tuple[list[str], list[str]]:
    """The sites to visit, first those drawn at random, then those of judgement; `keys` begin with what is most urgent."""
    size = sites_to_sample(len(keys), kind)
    drawn = [one.key for one in draw([Member(key) for key in keys], random_sites(size), seed=seed)]
    return drawn, [key for key in keys if key not in drawn][: size - len(drawn)]


def _up(number: float) -> int:
    return math.ceil(round(number, GUARD_PLACES))
