"""Refusals as the API says them: one shape per status, in the same words as the pages."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.views import exception_handler, set_rollback

from foundation.refusals import Conflict, Outdated

OTHERS = api_settings.NON_FIELD_ERRORS_KEY


class Misfit(exceptions.APIException):
    """The key was used before for something else; 422."""

    status_code = 422
    default_detail = gettext_lazy("This Idempotency-Key was used for another request. Use a new one.")


class Changed(exceptions.APIException):
    """Somebody was faster: the record is not as the caller read it; 412, with the record as it is now."""

    status_code = 412
    default_detail = gettext_lazy("This has changed since you read it. Look at it as it is now and try again.")

    def __init__(self, current: Any, etag: str) -> None:
        super().__init__()
        self.current, self.etag = current, etag


def answer(exception: Exception, context: Mapping[str, Any]) -> Response | None:
    """The handler of every view of the API; None for a fault of ours, which is a 500."""
    if isinstance(exception, Http404):
        exception = exceptions.NotFound(_("Not found."))
    elif isinstance(exception, PermissionDenied):
        exception = exceptions.PermissionDenied(str(exception) or None)
    elif isinstance(exception, ValidationError):
        exception = exceptions.ValidationError(by_field(exception))
    elif isinstance(exception, Conflict):
        return _conflict(exception, getattr(context["view"], "subject", None))
    response = exception_handler(exception, dict(context))
    if response is not None and isinstance(exception, Changed):
        response.data["current"] = exception.current
        response["ETag"] = exception.etag
    if response is not None and isinstance(response.data, list):
        response.data = {OTHERS: response.data}
    return response


def _conflict(refused: Conflict, subject: Any) -> Response:
    set_rollback()
    state = getattr(subject, "state", None)
    if subject is not None and state is not None:
        fresh = type(subject)._default_manager.filter(pk=subject.pk).values_list("state", flat=True).first()
        state = fresh or state
    said = {"code": refused.code, "detail": str(refused.sentence), "field": refused.field, "state": state}
    if isinstance(refused, Outdated):
        said["current"] = dict(refused.current)
    return Response(said, status=refused.status)


def by_field(error: ValidationError) -> dict[str, list[str]]:
    """`{"field": ["sentence"]}`; what concerns no field alone stands under `non_field_errors`."""
    found = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: [error]}
    return {OTHERS if name == NON_FIELD_ERRORS else name: _sentences(told) for name, told in found.items()}


def _sentences(told: Iterable[ValidationError]) -> list[str]:
    return [str(sentence) for one in told for sentence in one.messages]
