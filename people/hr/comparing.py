"""What a line would change: the directory as it is beside the line as it says. Nothing here writes."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from foundation import words
from foundation.directory.models import Person, User
from people.hr.columns import MAY_BE_EMPTIED, PEOPLE
from people.hr.known import Colleagues, Units, is_meant, present
from people.hr.reading import Wrong, label, tidied
from people.models import HrImport, HrLine

Line = tuple[int, dict[str, str]]
NEEDED = ("name", "email", "unit", "job", "start_on")
C = HrLine.Change


class Comparing:
    """Compares the lines of one import, some hundred at a time, as `actor` sees the directory on a day."""

    def __init__(self, hr_import: HrImport, *, actor: User, on: date) -> None:
        self.hr_import, self.actor, self.on, self.units = hr_import, actor, on, Units()

    def compare(self, lines: Sequence[Line]) -> list[HrLine]:
        """The lines with what they would change; a line that is wrong says why."""
        numbers = {given.get("number", "") for _place, given in lines}
        known = Person.objects.visible_to(self.actor).filter(number__in=numbers).for_list(self.on)
        self.people = {person.number: person for person in known}
        hidden = Person.objects.filter(number__in=numbers - set(self.people))
        self.hidden = set(hidden.values_list("number", flat=True))
        named = (given.get(name, "") for _place, given in lines for name in PEOPLE)
        self.colleagues = Colleagues(named, actor=self.actor)
        return [self._line(place, given) for place, given in lines]

    def _line(self, place: int, given: dict[str, str]) -> HrLine:
        number = given.get("number", "")
        person = self.people.get(number)
        row = HrLine(hr_import=self.hr_import, place=place, number=number[:50], person=person, given=given)
        row.name = (given.get("name") or (person.name if person else ""))[:150]
        try:
            row.changes = self._changes(person, given)
        except Wrong as wrong:
            row.change, row.said = C.FAULT, str(wrong)
            return row
        row.change = self._kind_of(row)
        row.outcome = "" if row.change == C.UNCHANGED else HrLine.Outcome.WAITING
        row.given = {} if row.change == C.UNCHANGED else given
        return row

    def _changes(self, person: Any, given: dict[str, str]) -> dict[str, list[str]]:
        """Field → [before, after]."""
        values = tidied(given)
        if not values.get("number"):
            raise Wrong(_("The personnel number is missing."))
        if person is None:
            return self._facts_of_new(values)
        before = present(person)
        told = {name: self._meant(person, name, text) for name, text in values.items() if name in before}
        told = {name: value for name, value in told.items() if value or name in MAY_BE_EMPTIED}
        told.pop("start_on", None)
        changed = {name: [before[name], value] for name, value in told.items() if not _same(name, before[name], value)}
        self._insist_at_work(person, changed)
        if values.get("from_on") and set(changed) & {"unit", "job"}:
            changed["from_on"] = ["", values["from_on"]]
        return changed

    def _facts_of_new(self, values: dict[str, str]) -> dict[str, list[str]]:
        if values["number"] in self.hidden:
            raise Wrong(_("This number is that of somebody whom your roles do not show."))
        missing = [label(name) for name in NEEDED if not values.get(name)]
        if missing:
            sentence = _("Nobody here has the number %(number)s, and somebody new needs: %(names)s.")
            raise Wrong(sentence % {"number": values["number"], "names": ", ".join(missing)})
        told = {name: self._meant(None, name, text) for name, text in values.items() if name != "from_on"}
        return {name: ["", value] for name, value in told.items() if value}

    def _insist_at_work(self, person: Person, changed: dict[str, list[str]]) -> None:
        if person.left_on is not None and person.left_on < self.on and set(changed) - {"left_on"}:
            sentence = _("Left on %(day)s. Record the return on the page of the person first.")
            raise Wrong(sentence % {"day": words.day(person.left_on)})

    def _meant(self, person: Any, name: str, text: str) -> str:
        """The value that a cell means: units by their code, people by their number."""
        if name == "unit" and text:
            return self._unit(person, text)
        if name in PEOPLE:
            return self._colleague(person, name, text)
        return text

    def _unit(self, person: Any, text: str) -> str:
        if person is not None and text.casefold() in (person.unit.code.casefold(), person.unit.name.casefold()):
            return str(person.unit.code)
        found = self.units.find(text)
        if len(found) != 1:
            none = _("%(name)s: there is no “%(text)s”. Give the code of a unit as the list of units shows it.")
            many = _("%(name)s: several are called “%(text)s”. Give the code.")
            raise Wrong((many if found else none) % {"name": label("unit"), "text": text[:60]})
        return found[0].code

    def _colleague(self, person: Any, name: str, text: str) -> str:
        """The number of who is meant; what nobody here has may be the number of somebody who comes with the file."""
        there = getattr(person, name) if person is not None else None
        if is_meant(there, text):
            return there.number if there is not None else ""
        found = self.colleagues.find(text)
        if len(found) > 1:
            sentence = _("%(name)s: %(n)d people are called “%(text)s”. Give the personnel number.")
            raise Wrong(sentence % {"name": label(name), "n": len(found), "text": text[:60]})
        return found[0].number if found else text

    def _kind_of(self, row: HrLine) -> str:
        if row.person is None:
            return C.JOINER
        if not row.changes:
            return C.UNCHANGED
        return C.LEAVER if "left_on" in row.changes else C.MOVER


def _same(name: str, before: str, after: str) -> bool:
    return before.casefold() == after.casefold() if name == "job" else before == after
