"""Every unsafe call is one transaction, undone unless it succeeds; a key makes a call that is sent twice act once."""

import hashlib
import json
import re
from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.api.errors import Changed, Misfit
from foundation.models.programs import IdempotencyKey

KEY = "Idempotency-Key"
KEY_FORM = re.compile(r"[\x21-\x7e]{1,200}")
KEPT_HEADERS = ("ETag", "Location")
Handler = Callable[..., Response]


def in_one_piece(handler: Handler, request: Request, *args: Any, **kwargs: Any) -> Response | HttpResponse:
    """Runs a handler in one transaction with the answer kept under its key; a refusal leaves no trace of either."""
    key = request.headers.get(KEY)
    if key is None:
        with transaction.atomic():
            return handler(request, *args, **kwargs)
    if not KEY_FORM.fullmatch(key):
        raise ValidationError({KEY: [_("A key is 1 to 200 visible ASCII characters.")]})
    facts = {"call": f"{request.method} {request.path}"[:300], "body_sha256": body_hash(request)}
    with transaction.atomic():
        kept, is_new = claimed(request.user, key, facts)
        if not is_new:
            return told_again(kept, facts)
        response = handler(request, *args, **kwargs)
        keep(kept, response)
        return response


def claimed(user: Any, key: str, facts: dict[str, str]) -> tuple[IdempotencyKey, bool]:
    """The key's row and whether it is new; of two calls at once one waits here until the other has its answer."""
    kept = IdempotencyKey.objects.filter(user=user, key=key).first()
    if kept is not None:
        return kept, False
    try:
        with transaction.atomic():
            return IdempotencyKey.objects.create(user=user, key=key, **facts), True
    except IntegrityError:
        return IdempotencyKey.objects.get(user=user, key=key), False


def told_again(kept: IdempotencyKey, facts: dict[str, str]) -> HttpResponse:
    """The answer as it was. Raises Misfit when the key belongs to another call."""
    if (kept.call, kept.body_sha256) != (facts["call"], facts["body_sha256"]):
        raise Misfit
    response = HttpResponse(kept.answer, status=kept.status, content_type="application/json")
    for name, value in kept.headers.items():
        response[name] = value
    response["Idempotency-Replayed"] = "true"
    return response


def keep(kept: IdempotencyKey, response: Response) -> None:
    """Keeps an answer; of one that tells a secret once (Collection.once) without the secret."""
    kept.status, kept.answer = response.status_code, rendered(getattr(response, "kept_data", response.data)).decode()
    kept.headers = {name: response[name] for name in KEPT_HEADERS if name in response}
    kept.save(update_fields=["status", "answer", "headers"])


def rendered(representation: Any) -> bytes:
    return JSONRenderer().render(representation)


def etag_of(representation: Any) -> str:
    """A strong ETag: the hash of what is shown, so that whatever changes what one reads changes it."""
    return f'"{hashlib.sha256(rendered(representation)).hexdigest()[:32]}"'


def body_hash(request: Request) -> str:
    """SHA-256 over what the body says: its values in a fixed order, and of files their own hashes, in hex."""
    data: Any = request.data
    texts = {name: data.getlist(name) for name in data if name not in request.FILES} if request.FILES else dict(data)
    files = {name: [one.sha256 for one in request.FILES.getlist(name)] for name in request.FILES}
    said = json.dumps([texts, files], sort_keys=True, default=str)
    return hashlib.sha256(said.encode()).hexdigest()


def insist_unchanged(request: Request, representation: Any) -> None:
    """Raises Changed (412) unless the row is as the caller read it; call it with the row under its lock."""
    wanted = request.headers.get("If-Match", "").strip()
    etag = etag_of(representation)
    if wanted and wanted != "*" and etag not in [one.strip() for one in wanted.split(",")]:
        raise Changed(representation, etag)
