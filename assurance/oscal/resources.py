"""What stands in the back matter of our files: catalogs and evidence, each with the SHA-256 of its bytes."""

import hashlib
from collections.abc import Callable, Iterable
from urllib.parse import quote

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from assurance.models import EvidenceFile, EvidenceVersion, Framework
from assurance.oscal.catalog import catalog
from assurance.oscal.writing import Document, Said, kept, line, props, row_id

JSON = "application/json"
Place = Callable[[EvidenceFile], tuple[str, str] | None]  # where the bytes are, and their SHA-256


def stored(file: EvidenceFile) -> tuple[str, str] | None:
    """Where the bytes of a file are taken by whoever may, in this installation, as long as it has them."""
    if file.disposed_at is not None:
        return None
    return settings.SITE_URL.rstrip("/") + reverse("assurance:evidence_file", args=[file.uuid]), file.sha256


def hashed(href: str, sha256: str, media_type: str = "") -> Said:
    """A link to bytes that can be checked."""
    return kept({"href": href, "media-type": media_type, "hashes": [{"algorithm": "SHA-256", "value": sha256}]})


def digest(document: Document) -> str:
    """SHA-256 in hex over the file, without holding it."""
    found = hashlib.sha256()
    for piece in document.pieces():
        found.update(piece)
    return found.hexdigest()


def catalog_resource(framework: Framework) -> Said:
    """The criteria of a file: the catalog as we export it, by the name under which we do."""
    told = catalog(framework)
    return {
        "uuid": row_id(framework),
        "title": line(framework),
        "description": _("The requirements that this file names, by reference and short title."),
        "props": props({}, type="standard"),
        "rlinks": [hashed(quote(told.name), digest(told), JSON)],
    }


def evidence_resource(version: EvidenceVersion, *, place: Place) -> Said:
    """One version of some evidence: what it is, of which day, and each of its files with its hash.

    Files that `place` does not know are left out.
    """
    evidence = version.evidence
    ours = {
        "version": version.number,
        "as-of": version.as_of,
        "valid-until": version.valid_until,
        "state": version.state,
        "kind": evidence.kind,
        "grading": evidence.grading,
    }
    files = [(found, one.detected_type) for one in version.files.all() if (found := place(one)) is not None]
    return kept(
        {
            "uuid": row_id(version),
            "title": line(version),
            "props": props(ours, type="evidence"),
            "document-ids": [{"identifier": line(f"{evidence.ref} v{version.number}")}],
            "rlinks": [hashed(*found, kind) for found, kind in files],
        }
    )


def relevant(versions: Iterable[EvidenceVersion]) -> list[Said]:
    """`relevant-evidence` of an observation."""
    return [{"href": f"#{row_id(one)}", "description": line(one)} for one in versions]
