"""A file of human resources that waits for a look: two people join, one moves, and two lines are to be mended."""

import csv
import io
from pathlib import Path

from foundation import files, jobs
from foundation.demonstration import Story, lines_of
from people.actions import receive_hr_file

CONTENT = Path(__file__).parent.parent / "content" / "demo"
HEADS = {
    "number": "Employee ID",
    "name": "Full name",
    "email": "E-mail",
    "unit": "Department",
    "job": "Job title",
    "kind": "Employment type",
    "manager": "Reports to",
    "employer": "Company",
    "sponsor": "Sponsor",
    "contract_end_offset": "Contract until",
    "start_offset": "Hire date",
    "from_offset": "Effective date",
}


def load_hr_file(story: Story) -> None:
    """The head of human resources sent it this morning."""
    text = io.StringIO()
    rows = csv.writer(text, delimiter=";")
    rows.writerow(HEADS.values())
    for line in lines_of(CONTENT / "hr_file.csv"):
        rows.writerow(_cell(story, name, line[name]) for name in HEADS)
    file = files.receive([text.getvalue().encode()], name="people-changes.csv", content_type="text/csv")
    head = story.account("P-0011")
    row = receive_hr_file(actor=head, file=file, unit=story.units["MN"], on=story.on)
    if row.job is not None:
        jobs.run(row.job.uuid)


def _cell(story: Story, name: str, value: str) -> str:
    return story.day(value).isoformat() if value and name.endswith("_offset") else value
