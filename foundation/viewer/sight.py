"""What the viewer shows of a stored file: a page, lines, or why there is nothing to see."""

from dataclasses import dataclass

from foundation.files import kinds
from foundation.models import StoredFile
from foundation.viewer.pages import DRAWN, draw
from foundation.viewer.reading import READ, Line, read_lines
from foundation.viewer.refusals import NotShown

OFFICE = kinds.OPEN_XML | kinds.OPEN_DOCUMENT


@dataclass(frozen=True)
class Sight:
    """`form` is page, text, nothing, or barred by the caller; `sentence` says why there is nothing to see.

    `size` is that of the page in pixels as it is drawn ORDINARY wide; `goes_on` says that the text is longer.
    """

    form: str
    page: int = 1
    pages: int = 1
    size: tuple[int, int] = (0, 0)
    lines: tuple[Line, ...] = ()
    goes_on: bool = False
    sentence: str = ""

    @property
    def before(self) -> int | None:
        return self.page - 1 if self.page > 1 else None

    @property
    def after(self) -> int | None:
        return self.page + 1 if self.page < self.pages else None


def sight_of(file: StoredFile, *, page: int, person: int | None = None) -> Sight:
    """What is shown of the file; never raises for what is in it. Who may see it, the caller has checked.

    `person` is the id of whom it is shown to.
    """
    try:
        if file.detected_type in DRAWN:
            drawn = draw(sha256=file.sha256, size=file.size, kind=file.detected_type, page=page, person=person)
            return Sight("page", page, drawn.pages, (drawn.width, drawn.height))
        if file.detected_type in READ:
            found = read_lines(sha256=file.sha256, page=page)
            return Sight("text", page, found.pages, lines=tuple(found.lines), goes_on=found.goes_on)
    except NotShown as refusal:
        return Sight("nothing", page, page, sentence=refusal.sentence)
    return Sight("nothing", sentence=NotShown(reason_for(file.detected_type)).sentence)


def reason_for(detected_type: str) -> str:
    if detected_type in OFFICE:
        return "office"
    if detected_type == kinds.ZIP:
        return "archive"
    return "video" if detected_type == kinds.MP4 else "kind"
