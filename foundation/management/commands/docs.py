"""Writes the pages that are generated from the tables, or checks that they are fresh."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from foundation.api.paperwork import schema_page
from foundation.paperwork import access_page, figures_page, workflows_page

PAGES = {
    "access.md": access_page,
    "figures.md": figures_page,
    "workflows.md": workflows_page,
    "openapi.yaml": schema_page,
}


class Command(BaseCommand):
    help = "Writes access.md, figures.md, workflows.md and openapi.yaml in docs from the tables and doors in the code."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="only say which pages are stale, and fail if one is")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = settings.BASE_DIR / "docs"
        with translation.override("en"):
            pages = {folder / name: write() for name, write in PAGES.items()}
        stale = [path for path, text in pages.items() if not path.exists() or path.read_text() != text]
        if options["check"] and stale:
            raise CommandError(f"Stale: {', '.join(path.name for path in stale)}. Run manage.py docs.")
        for path in stale:
            path.write_text(pages[path])
            self.stdout.write(f"Written: {path.name}")
