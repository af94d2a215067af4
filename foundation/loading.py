"""What `manage.py load` can load: every app brings its kinds, so that the command imports none."""

from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

Say = Callable[[str], Any]


class DryRunError(Exception):
    """Ends a load that only wanted to know; what it would have written is undone. Carries the counts."""

    def __init__(self, counts: dict[str, int]) -> None:
        super().__init__()
        self.counts = counts


@dataclass(frozen=True)
class Loading:
    """`load KIND FILE`: `arguments` adds what the kind needs; `run` loads and returns counts by what happened.

    `run(name, content, say, **options)` raises ValidationError with a sentence per fault, under “rows” or an option;
    `say` writes a line before the counts.
    """

    kind: str
    help: str
    run: Callable[..., dict[str, int]]
    arguments: Callable[[ArgumentParser], None] = lambda parser: None


_offered: dict[str, Loading] = {}


def offer_loading(*loadings: Loading) -> None:
    _offered.update({loading.kind: loading for loading in loadings})


def loadings() -> list[Loading]:
    return list(_offered.values())


def sentences(error: ValidationError) -> list[str]:
    """Each fault as a line; what concerns an option rather than a line of the file begins with its name."""
    faults = error.message_dict if hasattr(error, "error_dict") else {"rows": error.messages}
    return [
        text if name in ("rows", "__all__") else f"--{name}: {text}" for name, texts in faults.items() for text in texts
    ]
