"""A list too long for one answer: a job asks the same address as the person did, with that person's rights.

So every list has it, whatever its page narrows: the view builds the table anew and hands its rows over as they are read.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.directory.models import User
from foundation.refusals import Refused
from foundation.reports import Made, Paper, ask, offer_papers

MOST_ROWS = 1_000_000  # what a sheet of a workbook holds
Progress = Callable[[int, int], None]


class Errand(HttpRequest):
    """The request of a job: what its person asked for, and where to tell how far the file is."""

    def __init__(self, user: User, path: str, query: str, progress: Progress) -> None:
        super().__init__()
        self.method, self.path, self.path_info, self.user = "GET", path, path, user  # type: ignore[assignment]
        self.GET, self.META = QueryDict(query), {"SERVER_NAME": "localhost", "SERVER_PORT": "80"}  # type: ignore[assignment]
        self.progress = progress
        self.counted = 0

    def told(self, rows: Iterable[Any]) -> Iterator[Any]:
        """The rows as they are, with word of how far one is."""
        for number, row in enumerate(rows, start=1):
            yield row
            if number % 500 == 0:
                self.progress(min(number, self.counted), self.counted)


def in_background(table: Any, kind: str) -> HttpResponseBase:
    """Starts the job that writes the file, or finds the one that does already, and leads to its page."""
    request: HttpRequest = table.request
    kept = f"{table.query}&export={kind}".lstrip("&")
    given = {"path": request.path, "query": kept, "language": translation.get_language() or "en"}
    return redirect(ask(actor=table.person, paper=LIST, subject=table.person, given=given))


def oneself(user: User, uuid: UUID) -> User | None:
    """A list is taken by whoever asked for it: the paper is about oneself."""
    return user if user.uuid == uuid else None


def make(subject: User, *, user: User, at: datetime, path: str, query: str, language: str, progress: Progress) -> Made:
    """The file that the address gives this person now. Raises Refused where it gives none any more."""
    with translation.override(language):
        response = answered(Errand(user, path, query, progress))
        name = response.headers.get("Content-Disposition", "").partition('filename="')[2].rstrip('"')
        if not name or not getattr(response, "streaming", False):
            raise Refused("gone", _("This list can no longer be exported. Open it and try again."))
        content = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    return Made(name, content, _("The file is ready."))


def answered(errand: Errand) -> HttpResponseBase:
    try:
        match = resolve(errand.path)
    except Resolver404:
        raise Refused("gone", _("This list is no longer there.")) from None
    response: HttpResponseBase = match.func(errand, *match.args, **match.kwargs)
    return response


def only_from_its_page(sent: Any) -> dict[str, Any]:
    raise Refused("list", _("Export a list from its own page."))


LIST = Paper("list", gettext_lazy("Export of a list"), oneself, make, reads=only_from_its_page)
offer_papers(LIST)
