"""`manage.py load KIND FILE`: rows out of a file; a fault anywhere writes nothing."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from foundation.imports.loading import of_kinds
from foundation.loading import DryRunError, Loading, loadings, sentences


class Command(BaseCommand):
    help = "Loads rows from a file: all of them, or with one line per fault none."

    def add_arguments(self, parser: ArgumentParser) -> None:
        kinds = parser.add_subparsers(dest="what", required=True)
        for loading in _offered():
            kind = kinds.add_parser(loading.kind, help=loading.help)
            kind.add_argument("file", type=Path)
            kind.add_argument("--dry-run", action="store_true", help="says what would happen and writes nothing")
            loading.arguments(kind)

    def handle(self, *args: Any, **options: Any) -> None:
        """Ends with 1 and one line per fault when something is wrong."""
        loading = next(one for one in _offered() if one.kind == options["what"])
        try:
            counts = self._load(loading, **options)
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read: {error.strerror}.") from None
        except ValidationError as error:
            raise CommandError("\n".join(sentences(error))) from None
        done = "Would be loaded" if options["dry_run"] else "Loaded"
        self.stdout.write(f"{done}: {', '.join(f'{number} {word}' for word, number in counts.items())}.")

    def _load(self, loading: Loading, *, file: Path, **options: Any) -> dict[str, int]:
        try:
            return loading.run(file.name, file.read_bytes(), self.stdout.write, **options)
        except DryRunError as undone:
            return undone.counts


def _offered() -> list[Loading]:
    """What apps load by a way of their own, and every other kind of the import centre."""
    own = loadings()
    return [*own, *of_kinds(beside={loading.kind for loading in own})]
