"""What tests ask of an OSCAL file: compliance-trestle imports and validates it, and our own checks find nothing wrong."""

import json
import logging
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from trestle.core.repository import Repository

from assurance.oscal import Document, faults

logging.getLogger("trestle").setLevel(logging.ERROR)


class Shelf:
    """Files of one export that belong together, each by its name."""

    def __init__(self, folder: Path, *, stored: Mapping[str, bytes] | None = None) -> None:
        self.folder, self.stored = folder, stored or {}
        self.files: dict[str, bytes] = {}
        (folder / "workspace" / ".trestle").mkdir(parents=True)

    def put(self, document: Document) -> dict[str, Any]:
        """Writes the file; gives what it holds."""
        content = document.content()
        self.files[document.name] = content
        (self.folder / document.name).write_bytes(content)
        return json.loads(content)

    def read(self, href: str) -> bytes | None:
        return self.files.get(href, self.stored.get(href))

    def faults(self, names: Iterable[str] | None = None) -> dict[str, list[str]]:
        """What our own checks say of the files, of those that have faults."""
        told = {name: json.loads(content) for name, content in self.files.items()}
        catalogs = [one for one in told.values() if "catalog" in one]
        wanted = told if names is None else {name: told[name] for name in names}
        found = {name: faults(one, catalogs=catalogs, read=self.read) for name, one in wanted.items()}
        return {name: sentences for name, sentences in found.items() if sentences}

    def import_all(self) -> int:
        """Has trestle import and validate each file, which raises what it refuses; how many there were."""
        shelf = Repository(self.folder / "workspace")
        for name in self.files:
            shelf.load_and_import_model(self.folder / name, name.replace(".", "-"))
        return len(self.files)
