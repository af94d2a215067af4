"""The HTML door's two moves: submit() a form to a verb, show() a page or the fragment htmx asked for."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_htmx.middleware import HtmxDetails

from foundation.directory.models import User
from foundation.refusals import Conflict


class Request(HttpRequest):
    """A request as views get it: somebody is signed in, and htmx has been looked at."""

    user: User  # type: ignore[assignment]
    htmx: HtmxDetails


def submit(form: forms.BaseForm, action: Callable[..., Any], /, **context: Any) -> Any:
    """Runs `action` with the form's clean data; None means the form goes back, filled, with the refusal on its field."""
    if not form.is_valid():
        return None
    try:
        return action(**context, **form.cleaned_data)
    except ValidationError as error:
        _put_back(form, error)
    except Conflict as conflict:
        form.add_error(conflict.field if conflict.field in form.fields else None, str(conflict.sentence))
        form.refused_with, form.conflict = 409, conflict  # type: ignore[attr-defined]
    return None


def _put_back(form: forms.BaseForm, error: ValidationError) -> None:
    for name, sentences in getattr(error, "error_dict", {NON_FIELD_ERRORS: [error]}).items():
        form.add_error(name if name in form.fields else None, sentences)


def answer_status(form: forms.BaseForm) -> int:
    """200 for a fresh form, 422 for one with bad input, 409 for one a rule refused."""
    if not form.is_bound:
        return 200
    return getattr(form, "refused_with", 422 if form.errors else 200)


def show(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    fragments: dict[str, str] | None = None,
    status: int | None = None,
) -> HttpResponse:
    """Renders the page, or the fragment whose target htmx names: `fragments={"findings": "audits/_findings.html"}`.

    Without a status the first form in the context decides: 422 for bad input, 409 for a refusal.
    """
    context = context or {}
    form = context.get("form")
    code = status or (answer_status(form) if isinstance(form, forms.BaseForm) else 200)
    htmx = getattr(request, "htmx", None)
    if htmx and not htmx.boosted and fragments and htmx.target in fragments:
        template = fragments[htmx.target]
    response = render(request, template, context, status=code)
    response["Vary"] = "HX-Request, HX-Target"
    return response
