"""Files of human resources in the world of the tests: one of headquarters, one of another region."""

from foundation import files, jobs
from foundation.directory.models import User
from people.actions import receive_hr_file
from people.models import HrImport
from tests.company import TODAY, Company

HEAD = "Number;Person;E-mail;Department;Job title;Manager;First day;Last day"
NEW = "P-0200;Nia Okoro;nia@meridane.example;{unit};Service engineer;;2026-12-01;"


def received(actor: User, content: bytes, name: str, unit: str, company: Company, **facts: object) -> HrImport:
    """A file as it was sent; its lines are not compared yet."""
    file = files.receive([content], name=name, content_type="text/csv")
    return receive_hr_file(actor=actor, file=file, unit=company.units[unit], on=TODAY, **facts)


def compared(actor: User, content: bytes, name: str, unit: str, company: Company, **facts: object) -> HrImport:
    row = received(actor, content, name, unit, company, **facts)
    jobs.run(row.job.uuid)
    row.refresh_from_db()
    return row


def read_files(company: Company) -> None:
    """One file of each region, as the administrator read them."""
    for unit, name in (("TS", "near.csv"), ("MEADEL", "far.csv")):
        content = "\n".join([HEAD, NEW.format(unit=unit), "P-9;;;XX;;;;"]).encode()
        compared(company.cast["adam"], content, name, unit, company)


__all__ = ["HEAD", "compared", "read_files", "received"]
