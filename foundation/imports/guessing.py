"""Which column of a file is read as which field: guessed from the headings, or as the same person had it the last time."""

import re
from collections.abc import Sequence
from itertools import zip_longest

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from foundation.directory.models import User
from foundation.imports.kinds import Importable
from foundation.lists.cells import restored
from foundation.models.imports import FileImport

MOST_COLUMNS = 200
LONGEST_HEADING = 200
LONGEST_SAMPLE = 80
_BETWEEN = re.compile(r"[\W_]+")
Columns = list[list[str]]


def plain(text: str) -> str:
    """A heading without capitals, spaces and signs."""
    return _BETWEEN.sub(" ", text.casefold()).strip()


def known_headings(kind: Importable) -> dict[str, str]:
    """Heading → field: the label, here and in English, the name, and what other systems call it; the first one wins."""
    with override("en"):
        english = [(str(field.label), field.name) for field in kind.fields]
    labels = [(str(field.label), field.name) for field in kind.fields]
    names = [(name, field.name) for field in kind.fields for name in (field.name, *field.names)]
    return {plain(heading): name for heading, name in reversed([*labels, *english, *names])}


def headings_of(head: Sequence[str]) -> list[str]:
    """The headings of a file. Raises ValidationError under “files” where it has none, or too many."""
    headings = [restored(cell)[:LONGEST_HEADING] for cell in head]
    while headings and not headings[-1]:
        headings.pop()
    if not any(headings):
        raise ValidationError({"files": _("The first line has to name the columns; it is empty.")})
    if len(headings) > MOST_COLUMNS:
        sentence = _("The file has more than %(most)d columns. Leave out what is not to be read.")
        raise ValidationError({"files": sentence % {"most": MOST_COLUMNS}})
    return headings


def guessed(kind: Importable, headings: Sequence[str], samples: Sequence[str], *, actor: User) -> Columns:
    """Each heading with the field it is read as, “” for none, and a sample; no field is given twice."""
    known, before = known_headings(kind), _remembered(kind, actor)
    taken: set[str] = set()
    columns: Columns = []
    for heading, sample in zip_longest(headings, samples[: len(headings)], fillvalue=""):
        field = before.get(heading, known.get(plain(heading), ""))
        field = "" if field in taken else field
        taken |= {field} - {""}
        columns.append([heading, field, sample[:LONGEST_SAMPLE]])
    return columns


def _remembered(kind: Importable, actor: User) -> dict[str, str]:
    """What the person chose for the headings of their last file of this kind that was checked."""
    own = FileImport.objects.filter(read_by=actor, kind=kind.kind).exclude(checked_on=None)
    last = own.order_by("-created_at").first()
    return {heading: field for heading, field, _sample in last.columns if field in kind.by_name} if last else {}


def insist_on_columns(kind: Importable, fields: Sequence[str]) -> None:
    """Refuses what names a field twice, or has nothing by which a row is known. Raises ValidationError."""
    twice = next((name for name in fields if name and fields.count(name) > 1), None)
    if twice is not None:
        said = {"name": kind.by_name[twice].label}
        raise ValidationError(_("Two columns are read as “%(name)s”. Choose one of them.") % said)
    if not set(fields) & set(kind.keys):
        names = _(" or ").join(f"“{kind.by_name[key].label}”" for key in kind.keys)
        raise ValidationError(_("Choose a column for %(names)s: by it a row is known again.") % {"names": names})
