"""Which columns a file of human resources may have, by the many names that systems give them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_BETWEEN = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Field:
    """What a column says. `help` is how it is filled in; `names` are further headings under which it is found."""

    name: str
    label: str | Promise
    help: str | Promise
    names: tuple[str, ...]
    example: str = ""


FIELDS = (
    Field(
        "number",
        gettext_lazy("Number"),
        gettext_lazy("Personnel number. Every line needs it; it says who is meant."),
        ("personnel number", "personnel no", "employee number", "employee no", "employee id", "staff number", "id"),
        "P-0200",
    ),
    Field(
        "name",
        gettext_lazy("Person"),
        gettext_lazy("First and last name."),
        ("name", "full name", "employee", "employee name"),
        "Nia Okoro",
    ),
    Field(
        "email",
        gettext_lazy("Work e-mail"),
        gettext_lazy("Their address at work."),
        ("email", "e mail", "mail", "work email", "email address", "e mail address"),
        "nia.okoro@meridane.example",
    ),
    Field(
        "unit",
        gettext_lazy("Unit"),
        gettext_lazy("Code or name of a unit that is here."),
        ("unit code", "department", "department code", "org unit", "organisational unit", "organizational unit"),
        "HQ-TS",
    ),
    Field(
        "job",
        gettext_lazy("Job"),
        gettext_lazy("What they do there."),
        ("job title", "job role", "title", "role", "position"),
        "Service engineer",
    ),
    Field(
        "kind",
        gettext_lazy("Kind"),
        gettext_lazy("Employee, partner or consultant; empty: employee."),
        ("type", "employment type", "employee type", "category"),
        "Employee",
    ),
    Field(
        "manager",
        gettext_lazy("Manager"),
        gettext_lazy("Personnel number, address, or a name that only one person has; empty: none."),
        ("manager number", "manager id", "manager no", "reports to", "supervisor", "line manager"),
        "P-0003",
    ),
    Field(
        "deputy",
        gettext_lazy("Deputy"),
        gettext_lazy("As the manager."),
        ("deputy number", "substitute", "stand in"),
    ),
    Field(
        "employer",
        gettext_lazy("Employer"),
        gettext_lazy("For partners and consultants: who employs them."),
        ("company", "contractor company", "firm"),
    ),
    Field(
        "sponsor",
        gettext_lazy("Sponsor"),
        gettext_lazy("For partners and consultants: who answers for them here; as the manager."),
        ("sponsor number", "responsible"),
    ),
    Field(
        "contract_end",
        gettext_lazy("Contract ends"),
        gettext_lazy("For partners and consultants: the last day of the contract, such as 2027-03-31."),
        ("contract end", "contract ends on", "contract until", "contract end date"),
    ),
    Field(
        "start_on",
        gettext_lazy("Started"),
        gettext_lazy("First day; read for people who are new."),
        ("started on", "start", "start date", "hire date", "entry date", "first day"),
        "2027-01-04",
    ),
    Field(
        "left_on",
        gettext_lazy("Left"),
        gettext_lazy("Last day; filled in, it is a leaving."),
        ("left on", "last day", "leaving date", "exit date", "termination date", "end date"),
    ),
    Field(
        "from_on",
        gettext_lazy("From"),
        gettext_lazy("First day of another unit or job; empty: the day the file is read."),
        ("valid from", "effective from", "effective date", "changes from", "change date"),
    ),
)
BY_NAME = {field.name: field for field in FIELDS}
PEOPLE = ("manager", "deputy", "sponsor")
DAYS = ("contract_end", "start_on", "left_on", "from_on")
MAY_BE_EMPTIED = ("employer", "sponsor", "contract_end", "manager", "deputy")


def plain(text: str) -> str:
    """A heading without capitals, spaces and signs."""
    return _BETWEEN.sub(" ", text.casefold()).strip()


def found_in(head: Sequence[str]) -> list[str]:
    """The field of each heading, “” for a column that is not read.

    Raises ValidationError under “files” where nobody can be told from another, or two columns say the same.
    """
    known = {plain(name): field.name for field in FIELDS for name in (str(field.label), field.name, *field.names)}
    fields = [known.get(plain(heading), "") for heading in head]
    twice = next((name for name in fields if name and fields.count(name) > 1), None)
    if twice is not None:
        sentence = _("Two columns say “%(name)s”. Leave one of them out.")
        raise ValidationError({"files": sentence % {"name": BY_NAME[twice].label}})
    if "number" not in fields:
        sentence = _("No column is called “Number” or “Personnel number”. The first line has to name the columns.")
        raise ValidationError({"files": sentence})
    return fields
