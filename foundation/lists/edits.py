"""A field of many rows at once: a list declares which, and the verb that changes one row says who may and when.

The preview does it and takes it back, so that it tells exactly what the real thing would.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from foundation.access import Permission, holds
from foundation.directory.models import User
from foundation.lists.bulk import BulkLine, tried
from foundation.refusals import WrongState

if TYPE_CHECKING:
    from foundation.lists.tables import TableList

Text = str | Promise


@dataclass(frozen=True)
class Edit:
    """One field that can be changed in many rows: what is typed, what a row has now, and the verb for one row.

    `change(actor=…, row=…, value=…, on=…)` calls the verb. `permission` is that of the verb: who holds it nowhere is
    not offered the step; of each row the verb decides.
    """

    name: str
    label: Text
    field: Callable[[User, date], forms.Field]
    read: Callable[[Any], object]
    change: Callable[..., Any]
    permission: Permission
    words: Callable[[Any], object] | None = None  # what a row has now as people read it, where `read` gives a code
    icon: str = "pencil"

    def is_for(self, actor: User) -> bool:
        """Whether a role of theirs may do this to some row at all."""
        return holds(actor, *self.permission.names)


@dataclass(frozen=True)
class Editable:
    """What the door of bulk edits knows of a list: its name in words, its page, whose rows it shows, and its edits."""

    title: Text
    url_name: str
    rows: Callable[[User], QuerySet[Any]]
    edits: Sequence[Edit]

    def edit(self, name: str, actor: User) -> Edit | None:
        """One that this person may make somewhere; None for any other name."""
        return next((one for one in self.edits if one.name == name and one.is_for(actor)), None)


class EditForm(forms.Form):
    """The new value; its ids are its own, because the sheet may lie over a list with filters."""

    def __init__(self, edit: Edit, data: QueryDict | None, *, actor: User, on: date) -> None:
        super().__init__(data, auto_id="edit_%s")
        self.fields["value"] = edit.field(actor, on)


@dataclass(frozen=True)
class Edited(BulkLine):
    """A row of a bulk edit, with what it has now."""

    before: object = None


_editable: dict[str, Editable] = {}


def offer_edits(table: "type[TableList]", url_name: str, rows: Callable[[User], QuerySet[Any]]) -> None:
    """Opens the edits of a list, and of those made from it. `rows(user)` is what that person may see of it."""
    if table.name in _editable:
        raise RuntimeError(f"The edits of the list {table.name} are offered twice.")
    _editable[table.name] = Editable(table.title, url_name, rows, table.edits)


def editable(name: str) -> Editable | None:
    return _editable.get(name)


def editable_name(table: type) -> str:
    """The name under which the edits of a list are offered: its own, or that of the list it is made from."""
    names = (one.__dict__.get("name", "") for one in table.__mro__)
    return next((name for name in names if name in _editable), "")


def edit_rows(*, actor: User, rows: Iterable[Any], edit: Edit, value: Any, on: date, keep: bool) -> list[Edited]:
    """Changes each row in a transaction of its own, or with `keep=False` tells what would become of each."""
    return [_edited(actor, row, edit, value, on, keep) for row in rows]


def _edited(actor: User, row: Any, edit: Edit, value: Any, on: date, keep: bool) -> Edited:
    before = (edit.words or edit.read)(row)

    def change() -> None:
        if edit.read(row) == value:
            raise WrongState(_("It is so already."))
        edit.change(actor=actor, row=row, value=value, on=on)

    return Edited(row, tried(change, keep=keep), before=before)
