"""The paper about the integration matrix: the heat map as it is filtered, as PDF."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext_lazy, ngettext

from assurance.matrix_address import NARROWS
from assurance.paper.grid import Told
from assurance.paper.matrix import Asked, matrix_pdf
from assurance.querysets.readers import MATRIX_READERS
from foundation.access import holds
from foundation.clock import today
from foundation.directory.models import User
from foundation.reports import Made, Paper, offer_papers

KEPT = ("rows", "columns", "status", *NARROWS)
LONGEST = 2000  # characters of an address


def reader_for(user: User, uuid: UUID) -> User | None:
    """Oneself, for whoever reads the matrix: the paper is about what that person sees of it."""
    return user if user.uuid == uuid and holds(user, *MATRIX_READERS) else None


def narrowed_by(sent: Mapping[str, Any]) -> dict[str, str]:
    """What the address of the heat map says, without what it does not know."""
    asked = QueryDict(str(sent.get("query", ""))[:LONGEST].removeprefix("?"))
    kept = QueryDict(mutable=True)
    for name in KEPT:
        if asked.get(name):
            kept.setlist(name, asked.getlist(name))
    return {"query": kept.urlencode()}


def make_matrix(reader: User, *, user: User, at: datetime, query: str, progress: Told) -> Made:
    on = today()
    asked = Asked(QueryDict(query), user, on)
    content = matrix_pdf(asked, at=at, progress=progress)
    number = asked.cells.count()
    said = ngettext("%(n)d cell of the matrix.", "%(n)d cells of the matrix.", number) % {"n": number}
    return Made(f"integration-matrix-{on:%Y-%m-%d}.pdf", content, said)


offer_papers(
    Paper(
        "matrix",
        gettext_lazy("Integration matrix (PDF)"),
        reader_for,
        make_matrix,
        reads=narrowed_by,
        place=("assurance:matrix", gettext_lazy("Integration matrix")),
    )
)
