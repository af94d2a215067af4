"""What all pages of this place have in common: no search engine, no cache, no neighbours; and how a case is found."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from allauth.core import ratelimit
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_safe

from foundation.directory.models import User
from people.cases.models import Case

View = Callable[..., HttpResponseBase]
ONCE = ("unit", "investigation", "hearing", "decision", "sanction", "appeal", "referral")  # what a case has once


def _apart(view: View) -> View:
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        response["Cache-Control"] = "private, no-store"
        return response

    return answer


def reads(view: View) -> View:
    return require_safe(_apart(view))


def reads_and_writes(view: View) -> View:
    return require_http_methods(["GET", "HEAD", "POST"])(_apart(view))


def limited(action: str) -> Callable[[View], View]:
    """Refuses with 429 who sends this too often from one address, which is in the cache alone, for an hour at most."""

    def wrap(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            refused = ratelimit.consume_or_429(request, action=action)
            return refused or view(request, *args, **kwargs)

        return answer

    return wrap


def sent(request: HttpRequest) -> tuple[Any, ...]:
    """What was posted, for a form; nothing for a fresh one."""
    return (request.POST, request.FILES) if request.method == "POST" else ()


def handled(user: User, uuid: UUID) -> Case:
    """A case the user works on, with what there is once of each; else 404, the same as for none. Source: S-12."""
    return get_object_or_404(Case.objects.visible_to(user).select_related(*ONCE), uuid=uuid)


def about(user: User, uuid: UUID) -> Case:
    """A case about the user; else 404."""
    return get_object_or_404(Case.objects.as_subject(user).select_related(*ONCE), uuid=uuid)


def reported_by(user: User, uuid: UUID) -> Case:
    """A case the user reported with their name; else 404."""
    return get_object_or_404(Case.objects.as_reporter(user).select_related("unit"), uuid=uuid)


def worked_on_or_about(user: User, uuid: UUID) -> Case:
    """A case one takes steps in: as who works on it, or as whom it is about."""
    found = Case.objects.visible_to(user).select_related(*ONCE).filter(uuid=uuid).first()
    found = found or Case.objects.as_subject(user).select_related(*ONCE).filter(uuid=uuid).first()
    if found is None:
        raise Http404
    return found
