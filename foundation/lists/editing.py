"""A bulk edit as one request asks for it: the ticked rows, the form, and what becomes or would become of each."""

from datetime import date
from functools import cached_property
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from foundation.directory.models import User
from foundation.lists.bulk import chosen, parsed_uuid
from foundation.lists.edits import Edit, Editable, Edited, EditForm, edit_rows


class Editing:
    """Asked for by `row` (several), with `seen` once the form was there, and `go` once the preview was."""

    def __init__(self, request: HttpRequest, table: Editable, edit: Edit, *, on: date) -> None:
        self.person, self.sent = cast(User, request.user), request.POST
        self.table, self.edit, self.on = table, edit, on
        self.refusal = ""

    @cached_property
    def rows(self) -> list[Any]:
        """The ticked rows that this person sees; where they are too many, all of them, and `refusal` says so."""
        seen, named = self.table.rows(self.person), self.sent.getlist("row")
        try:
            return chosen(seen, named)
        except ValidationError as error:
            self.refusal = error.messages[0]
            return list(seen.filter(uuid__in=[uuid for text in named if (uuid := parsed_uuid(text)) is not None]))

    @cached_property
    def form(self) -> EditForm:
        return EditForm(self.edit, self.sent if "seen" in self.sent else None, actor=self.person, on=self.on)

    @cached_property
    def lines(self) -> list[Edited]:
        """Each row with what became of it, or would as long as nobody has said go; nothing while the form is wrong."""
        if not self.rows or self.refusal or not self.form.is_bound or not self.form.is_valid():
            return []
        value = self.form.cleaned_data["value"]
        return edit_rows(
            actor=self.person, rows=self.rows, edit=self.edit, value=value, on=self.on, keep="go" in self.sent
        )

    @property
    def is_done(self) -> bool:
        return bool(self.lines) and "go" in self.sent

    @property
    def changed(self) -> int:
        """How many rows changed, or would."""
        return sum(line.changes for line in self.lines)

    @property
    def said(self) -> str:
        """What was done, in a sentence."""
        counts = {"changed": self.changed, "left": self.left}
        return _("Done: %(changed)d changed, %(left)d left as they were.") % counts

    @property
    def left(self) -> int:
        return len(self.lines) - self.changed
