"""One field of many rows: what would change and what would not and why, then the same for real."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.clock import today
from foundation.lists.editing import Editing
from foundation.lists.edits import editable
from foundation.signin.targets import next_or
from foundation.web import show


@require_POST
def edit_rows(request: HttpRequest, name: str) -> HttpResponse:
    """Asks for the new value, previews it row by row, and changes what can be changed."""
    editing = _asked(request, name)
    back = next_or(request, reverse(editing.table.url_name))
    if not editing.rows:
        messages.info(request, _("Tick at least one row, and choose what is to be done."))
        return redirect(back)
    if editing.is_done:
        messages.success(request, editing.said)
        return redirect(back)
    context = {"editing": editing, "form": editing.form, "back": back, "name": name}
    return show(request, "foundation/edit_rows.html", context, status=422 if editing.refusal else None)


def _asked(request: HttpRequest, name: str) -> Editing:
    """404 for a list that has no such edit, or none for this person."""
    table = editable(name)
    edit = table.edit(request.POST.get("step", ""), request.user) if table else None  # type: ignore[arg-type]
    if table is None or edit is None:
        raise Http404
    return Editing(request, table, edit, on=today())
