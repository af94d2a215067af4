"""A file of new suppliers in the import centre: checked, two lines to be mended, and not taken over yet."""

from pathlib import Path

from foundation import files, jobs
from foundation.demonstration import Story
from foundation.imports import kind_named
from foundation.imports.actions import match_columns, receive_import

CONTENT = Path(__file__).parent.parent / "content" / "demo"
OFFICER = "P-0013"


def load_import(story: Story) -> None:
    """The officer had it from purchasing this morning, with headings of their own."""
    content = (CONTENT / "new_suppliers.csv").read_bytes()
    kind, officer = kind_named("suppliers"), story.account(OFFICER)
    assert kind is not None  # noqa: S101 - assurance offers it
    file = files.receive([content], name="new-suppliers.csv", content_type="text/csv")
    row = receive_import(actor=officer, kind=kind, file=file)
    chosen = {"Supplier category": "category", "Responsible unit": "unit"}
    fields = [field or chosen.get(heading, "") for heading, field, _sample in row.columns]
    row = match_columns(actor=officer, file_import=row, fields=fields, on=story.on)
    if row.job is not None:
        jobs.run(row.job.uuid)
