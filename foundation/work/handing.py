"""Handing lines of My work on to another person, where the app has a verb that gives the row away."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from foundation import offers
from foundation.access import require
from foundation.directory.models import Person, User
from foundation.lists.bulk import BulkLine
from foundation.permissions import HAND_ON
from foundation.refusals import Conflict, Refusal
from foundation.verbs import named, verb
from foundation.work.chosen import chosen_lines, rows_of
from foundation.work.lines import Line
from foundation.work.table import Key


@verb("foundation.hand_on")
def hand_on(*, actor: User, keys: Sequence[Key], person: Person, on: date) -> list[BulkLine]:
    """Gives lines to another person through the verbs of their rows, which judge whether the actor may and the person
    can (separation of duties); a line that is refused does not stop the others.
    """
    require(actor, HAND_ON)
    lines = chosen_lines(actor, keys, on)
    rows = rows_of(actor, lines, on)
    return [BulkLine(line, _handed(actor, line, rows[line.key], person, on)) for line in lines]


def _handed(actor: User, line: Line, row: Any, person: Person, on: date) -> Refusal | None:
    way = offers.tasks()[line.kind].hand_on
    if way is None:
        return Refusal("hand_on", _("This stays with whoever holds it, or is handed over on its own page."))
    if person.pk == line.holder_id:
        return Refusal("hand_on", _("%(person)s holds it already.") % {"person": person})
    try:
        named(way.verb)(actor=actor, on=on, **{way.row: row, way.person: person})
    except PermissionDenied as denied:
        return Refusal("permission", str(denied))
    except ValidationError as error:
        return Refusal("hand_on", " ".join(error.messages))
    except Conflict as conflict:
        return Refusal(conflict.code, conflict.sentence, conflict.field)
    return None
