"""Why a file is not shown, as a sentence with the way out."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    "kind": _("Files of this kind are not shown here. Take the file and open it with your own program."),
    "archive": _("An archive is not opened here. Take the file to see what is in it."),
    "office": _("Office documents are not shown here. Take the file, or ask for it as a PDF."),
    "video": _("Videos are not played here. Take the file to watch it."),
    "locked": _("This PDF is locked with a password, so no page can be shown."),
    "damaged": _(
        "This file could not be drawn: it is damaged, or not what it says it is. Take the file to look at it."
    ),
    "too_many_pixels": _("This picture is too large to be shown here. Take the file to look at it."),
    "too_large": _("This file is too large to be shown here. Take the file to look at it."),
    "too_much": _("Drawing this page takes more memory than is allowed. Take the file to look at it."),
    "too_long": _("Drawing this page takes too long. Take the file to look at it."),
    "no_page": _("This file has no such page."),
    "no_text": _("This file cannot be read as text. Take the file to look at it."),
    "busy": _("The server is drawing other pages. Try again in a moment."),
    "missing": _("The bytes of this file are not in the store. Tell the administrator."),
}


class NotShown(Exception):
    """A file, or one of its pages, is not shown; `code` is a key of SENTENCES, `pages` how many there are, if that is known."""

    def __init__(self, code: str, *, pages: int = 0) -> None:
        super().__init__(code)
        self.pages = pages
        self.code = code if code in SENTENCES else "damaged"

    @property
    def sentence(self) -> str:
        return str(SENTENCES[self.code])
