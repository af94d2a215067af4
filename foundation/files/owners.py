"""Which rows own which bytes: every table of stored files, whatever app it belongs to."""

from collections.abc import Sequence

from django.apps import apps

from foundation.models import StoredFile


def named_by_rows(hashes: Sequence[str]) -> set[str]:
    """Those of the hashes whose bytes a row of any StoredFile table needs."""
    tables = [model for model in apps.get_models() if issubclass(model, StoredFile)]
    return {
        sha256
        for table in tables
        for sha256 in table._base_manager.filter(table.BYTES_KEPT, sha256__in=hashes).values_list("sha256", flat=True)
    }
