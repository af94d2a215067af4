"""Declared conflicts as bars: which of them concern an audit, and until when. Source: S-02 (docs/adr/0003-separation.md)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assurance.models import Process
from audits.models import Audit, ConflictDeclaration
from foundation.dates import add_months
from foundation.directory.models import Person, Unit

Kind = ConflictDeclaration.Kind
LASTING = (Kind.FAMILY, Kind.FINANCIAL)  # they bar while they last, and not a day longer


@dataclass(frozen=True)
class Tie:
    """What ties a person to the audited, and the first day on which it no longer bars them (None: while it lasts).

    `excepted`: an officer allowed their part in this audit all the same (S-03).
    """

    sentence: str
    free_on: date | None = None
    rule: str = "S-01"
    excepted: bool = False


def declared(
    people: Iterable[Person], audit: Audit, *, processes: list[Process], units: list[Unit], start: date, months: int
) -> Iterator[tuple[int, Tie]]:
    """The declared ties to what is audited, by the person's key (one query); `months` they count after their end.

    An audit has no field for a supplier: a second-party audit is of the supplier that its title or scope names.
    """
    rows = ConflictDeclaration.objects.standing().filter(person__in=people, from_on__lte=max(start, audit.planned_end))
    for row in rows.for_list():
        if _concerns(row, audit, processes, units) and _bars(row, start, months):
            yield row.person_id, _tie(row, months)


def _concerns(row: ConflictDeclaration, audit: Audit, processes: list[Process], units: list[Unit]) -> bool:
    if row.process_id is not None:
        return any(row.process_id == process.pk for process in processes)
    if row.unit is not None:
        near = [(str(row.unit.path), str(unit.path)) for unit in units] if row.unit.parent_id is not None else []
        return any(one.startswith(other) or other.startswith(one) for one, other in near)
    if row.supplier is not None:
        named = f"{audit.title}\n{audit.scope}".casefold()
        return audit.kind == Audit.Kind.SECOND_PARTY and row.supplier.name.casefold() in named
    answering = {unit.accountable_officer_id for unit in units}
    answering |= {key for process in processes for key in (process.owner_id, process.deputy_id)}
    return row.other_id in answering


def _bars(row: ConflictDeclaration, start: date, months: int) -> bool:
    if row.to_on is None:
        return True
    return row.to_on >= (start if row.kind in LASTING else add_months(start, -months))


def _tie(row: ConflictDeclaration, months: int) -> Tie:
    said = {
        Kind.OWNED: _("declared to have owned %(about)s"),
        Kind.WORKED: _("declared work in %(about)s"),
        Kind.ADVISED: _("declared advice on %(about)s"),
    }.get(Kind(row.kind), _("declared a personal tie to %(about)s")) % {"about": row.about}
    free = free_on(row, months=months)
    if row.to_on is None or free is None:
        return Tie(said, None, "S-02")
    words = {"said": said, "day": date_format(row.to_on, "j M Y"), "free": date_format(free, "j M Y")}
    return Tie(_("%(said)s until %(day)s; free to audit it from %(free)s") % words, free, "S-02")


def free_on(row: ConflictDeclaration, *, months: int) -> date | None:
    """The first day on which a declared tie no longer bars; None while it lasts."""
    if row.to_on is None:
        return None
    return (row.to_on if row.kind in LASTING else add_months(row.to_on, months)) + timedelta(days=1)
