"""One door for the many small acts of the administration: a form, its verb, and where it leads."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from foundation.lists.bulk import parsed_uuid
from foundation.models.work import Approval
from foundation.web import show, submit

Text = str | Promise
SHEET = {"sheet": "directory/_form_sheet.html"}


@dataclass(frozen=True)
class Sheet:
    """What stands around a form: its title, the words of the button, where “Cancel” leads, and what it will do.

    `told` is said when it worked; `opens` leads to the row the verb gives back instead of to `back`.
    """

    title: Text
    submit: Text
    back: str
    told: Text
    note: Text = ""
    kind: str = "primary"
    above: Text = ""
    above_url: str = ""
    opens: bool = False
    warnings: tuple[Text, ...] = ()


def asked(request: HttpRequest, name: str, rows: Any) -> Any:
    """The row of `rows` whose uuid stands in the address under `name`; None for anything else."""
    uuid = parsed_uuid(request.GET.get(name, ""))
    return rows.filter(uuid=uuid).first() if uuid else None


def typed(request: HttpRequest) -> dict[str, Any]:
    """What a form is bound to: nothing before it was sent."""
    return {"data": request.POST, "files": request.FILES} if request.method == "POST" else {}


def act(request: HttpRequest, sheet: Sheet, form: forms.Form, verb: Callable[..., Any], **context: Any) -> HttpResponse:
    """Shows the form, or does what it says as the person who is signed in; its ids are its own beside a list's filters."""
    form.auto_id = "act_%s"
    done = submit(form, verb, actor=request.user, **context) if form.is_bound else None
    if done and sheet.opens and isinstance(done, Approval):
        messages.success(request, _("Asked. A compliance officer decides."))
        return redirect(sheet.back)
    if done:
        messages.success(request, str(sheet.told))
        return redirect(done if sheet.opens and isinstance(done, Model) else sheet.back)
    return show(request, "directory/form.html", {"form": form, "sheet": sheet}, fragments=SHEET)
