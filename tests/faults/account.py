"""Gives account of an installation as JSON: `python -m tests.faults.account` with its VAR.

`tables` are digests of the rows of each, `broken` is whatever hangs in the air: a row whose reference is missing, an
upload of which only a part is there, a file that is missing or has another hash.
"""

import json
import os
from collections.abc import Iterator

import django


def main() -> None:
    from django.db import connection

    from assurance.models import EvidenceFile, EvidenceVersion
    from audits.models import Finding
    from foundation.backups import rows
    from foundation.backups.taking import tables

    told = {
        "broken": [*loose_references(), *loose_subjects(), *half_uploads(), *bad_files()],
        "tables": {model._meta.db_table: rows.digest_of(model, "default") for model in tables()},
        "versions": [str(uuid) for uuid in EvidenceVersion.objects.values_list("uuid", flat=True)],
        "findings": [str(uuid) for uuid in Finding.objects.values_list("uuid", flat=True)],
        "files": sorted(set(EvidenceFile.objects.values_list("sha256", flat=True))),
        "vendor": connection.vendor,
    }
    print(json.dumps(told))


def loose_references() -> Iterator[str]:
    """Rows that point at a row which is not there."""
    from django.db import models

    from foundation.backups.taking import tables

    for model in tables():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, models.ForeignKey):
                there = field.target_field.model._base_manager.values(field.target_field.attname)
                lost = model._base_manager.exclude(**{field.attname: None}).exclude(**{f"{field.attname}__in": there})
                yield from (f"{model._meta.db_table}.{field.column}: {pk}" for pk in lost.values_list("pk", flat=True))


def loose_subjects() -> Iterator[str]:
    """Events and links about a row which is not there, and events that say nothing."""
    from assurance.models import EvidenceLink
    from foundation.models import Event, EventContent

    for event in Event.objects.select_related("subject_type"):
        if event.subject is None or not EventContent.objects.filter(event=event).exists():
            yield f"event {event.pk} {event.kind} of nothing"
    yield from (f"link {link.pk} to nothing" for link in EvidenceLink.objects.all() if link.subject is None)


def half_uploads() -> Iterator[str]:
    """Versions of evidence without a file, or without the event that is written with them."""
    from assurance.models import EvidenceVersion
    from foundation.models import Event

    for version in EvidenceVersion.objects.select_related("evidence").prefetch_related("files"):
        if not version.files.all() or not Event.objects.about(version.evidence).exists():
            yield f"version {version.pk} is half an upload"


def bad_files() -> Iterator[str]:
    from assurance.models import EvidenceFile
    from foundation import files

    yield from (file.sha256 for file in EvidenceFile.objects.all() if not files.rehash(file.sha256))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    main()
