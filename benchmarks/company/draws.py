"""Expressions of SQL that draw a value from the number of a row, `n`: the same for the same label and number."""

from collections.abc import Mapping
from zlib import crc32

BITS = 1_048_575


def text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def texts(values: tuple[str, ...]) -> str:
    return f"(ARRAY[{', '.join(text(value) for value in values)}])"


def pick(label: str, size: int | str, of: str = "n") -> str:
    """From 0 up to `size`, without it; every number as often."""
    return f"(hashint8extended(({of})::bigint, {crc32(label.encode())}) & 9223372036854775807) % ({size})"


def near(label: str, size: int | str, of: str = "n") -> str:
    """The same, small numbers far more often than large ones."""
    share = f"((hashint8extended(({of})::bigint, {crc32(label.encode())}) & {BITS}) / {BITS + 1}.0::float8)"
    return f"floor(({size}) * {share} * {share})::bigint"


def one_of(label: str, *values: str, of: str = "n") -> str:
    return f"{texts(values)}[1 + {pick(label, len(values), of)}]"


def shared(label: str, shares: Mapping[str, int], of: str = "n") -> str:
    """One of the texts, each as often as its share says; the shares are parts of 100."""
    assert sum(shares.values()) == 100, label
    drawn, until, cases = pick(label, 100, of), 0, []
    for value, share in shares.items():
        until += share
        cases.append(f"WHEN {drawn} < {until} THEN {text(value)}")
    return f"CASE {' '.join(cases)} END"


def one_in(label: str, size: int, of: str = "n") -> str:
    return f"({pick(label, size, of)} = 0)"


SYLLABLES = (
    "ba",
    "cor",
    "den",
    "fil",
    "gra",
    "hol",
    "in",
    "ka",
    "lum",
    "mer",
    "nor",
    "pol",
    "ras",
    "sen",
    "tur",
    "vel",
)
NOUNS = (
    "access account asset audit backup badge bastion boundary bulletin cable calendar camera certificate change checklist "
    "claim cluster code configuration console contract credential dashboard delivery deployment device diagram disclosure "
    "disposal door drill encryption endpoint escrow export factory firewall firmware gateway guard handover hardening "
    "identity image incident interface inventory journal kernel key laboratory laptop ledger licence logging maintenance "
    "manifest"
)
RECORDS = (
    "review register procedure record statement report inventory screenshot extract minutes approval plan assessment sample "
    "confirmation walkthrough evidence baseline agreement notice protocol summary trace analysis schedule matrix survey "
    "certificate interview letter opinion photo"
)
SUBJECTS, STATES_OF_THINGS = tuple(NOUNS.split()), tuple(RECORDS.split())


def reference(prefix: str, day: str) -> str:
    """“F-2026-0031”, as foundation.numbers gives them; here the numbers go on over the years."""
    return f"'{prefix}-' || to_char({day}, 'YYYY') || '-' || lpad(n::text, GREATEST(4, length(n::text)), '0')"


def rare_word(label: str, of: str = "n") -> str:
    """One of 65,536 words of four syllables, as of any language: a few of them often, most of them seldom."""
    number = near(label, 65_536, of)
    parts = (f"{texts(SYLLABLES)}[1 + (({number}) / {16**place}) % 16]" for place in range(4))
    return "(" + " || ".join(parts) + ")"


def title(label: str, of: str = "n") -> str:
    """“Gateway register colummerba”."""
    return (
        f"(initcap({texts(SUBJECTS)}[1 + {pick(label + ' subject', len(SUBJECTS), of)}]) || ' ' || "
        f"{texts(STATES_OF_THINGS)}[1 + {pick(label + ' state', len(STATES_OF_THINGS), of)}] || ' ' || "
        f"{rare_word(label, of)})"
    )
