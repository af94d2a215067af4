"""Files of the import centre in the tests: received, checked and taken over as the pages do it."""

from foundation import files, jobs
from foundation.directory.models import User
from foundation.imports.actions import ask_to_take_import, ask_to_undo_import, match_columns, receive_import
from foundation.imports.kinds import kind_named
from foundation.models import FileImport
from tests.company import TODAY, Company

SUPPLIERS = "Supplier,Country,Category,Criticality,Unit,Owner,State"


def received(actor: User, kind: str, content: str | bytes, name: str = "rows.csv") -> FileImport:
    sent = content.encode() if isinstance(content, str) else content
    file = files.receive([sent], name=name, content_type="text/csv")
    return receive_import(actor=actor, kind=kind_named(kind), file=file)


def checked(actor: User, kind: str, content: str | bytes, name: str = "rows.csv") -> FileImport:
    """A file whose columns are read as guessed."""
    row = received(actor, kind, content, name)
    fields = [field for _heading, field, _sample in row.columns]
    return ran(match_columns(actor=actor, file_import=row, fields=fields, on=TODAY))


def taken(row: FileImport) -> FileImport:
    ask_to_take_import(actor=row.read_by, file_import=row, on=TODAY)
    return ran(row)


def undone(row: FileImport) -> FileImport:
    ask_to_undo_import(actor=row.read_by, file_import=row, reason="The wrong file.", on=TODAY)
    return ran(row)


def ran(row: FileImport) -> FileImport:
    """After the work that was asked for."""
    row.refresh_from_db()
    jobs.run(row.job.uuid)
    row.refresh_from_db()
    return row


def read_imports(company: Company) -> None:
    """For the world: suppliers that wait to be taken over, and some that were."""
    officer = company.cast["ines"]
    line = "{name},PT,Materials,Normal,TS,Samir Haddad,Candidate"
    taken(checked(officer, "suppliers", f"{SUPPLIERS}\n{line.format(name='Taken Metals')}\n", "taken.csv"))
    lines = [line.format(name="Waiting Metals"), line.format(name="Nowhere").replace("TS", "XX")]
    checked(officer, "suppliers", "\n".join([SUPPLIERS, *lines]), "waiting.csv")
