"""The training matrix as a file: each row with what is valid of what counts, course by course."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.lists import Column
from foundation.lists.downloads import FORMATS, download


class Lines(list[Any]):
    """The rows, read as an export reads them."""

    def __getitem__(self, part: Any) -> Any:
        return Lines(super().__getitem__(part)) if isinstance(part, slice) else super().__getitem__(part)

    def iterator(self, chunk_size: int) -> Iterator[Any]:
        return iter(self)


class MatrixFile:
    """What foundation.lists can download of a matrix: its lines, and all of them together as the last."""

    name = "training-matrix"
    title = gettext_lazy("Training matrix")
    export_permission = None
    export_limit = 10_000

    def __init__(self, request: HttpRequest, matrix: Any) -> None:
        self.person, self.query, self.matrix = request.user, request.GET.urlencode(), matrix
        self.lines = Lines([*matrix.lines, matrix.whole])

    def counted(self, limit: int) -> int:
        return min(len(self.lines), limit + 1)

    def exported_columns(self) -> list[Column]:
        columns = [Column("row", _("Row"), value=lambda line: str(line.label))]
        for place, (code, _title) in enumerate(self.matrix.courses):
            for name, label in (("numerator", _("%(course)s: valid")), ("denominator", _("%(course)s: of"))):
                read = _read(place, name)
                columns.append(Column(f"{code}-{name}", label % {"course": code}, read, kind="number"))
        return columns

    @property
    def keyset(self) -> "MatrixFile":
        return self

    def ordered(self) -> Lines:
        return self.lines


def _read(place: int, name: str) -> Any:
    return lambda line: None if line.boxes[place] is None else getattr(line.boxes[place].tally.figure, name)


def matrix_file(request: HttpRequest, matrix: Any) -> HttpResponseBase | None:
    """The file that `?export=` asks for; None when the page is to be shown."""
    kind = request.GET.get("export", "")
    return download(MatrixFile(request, matrix), kind) if kind in FORMATS else None  # type: ignore[arg-type]
