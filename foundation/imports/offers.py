"""Where the import centre is found, and how its steps and states look."""

from django.utils.translation import gettext_lazy as _

from foundation.access import Role
from foundation.looks import look
from foundation.offers import Place, offer_administration
from foundation.steps import explain

offer_administration(
    Place(
        _("Import centre"),
        _("Read rows of any kind out of a file: checked first, taken over in one piece, and undone if need be."),
        "foundation:imports",
        "arrow-up-tray",
        "organisation",
        50,
        (Role.ADM, Role.CO),
    )
)
explain("file_import", drop=(_("Nothing of it is taken over; the file stays in the history."), "trash"))
look(
    "foundation.FileImport",
    matching=("mute", "table-cells"),
    checking=("info", "clock"),
    checked=("warn", "eye"),
    taken=("good", "check-circle"),
    undone=("warn", "arrow-uturn-left"),
    dropped=("mute", "archive-box"),
)
look(
    "event",
    **{
        "file_import.received": ("info", "inbox"),
        "file_import.match": ("info", "table-cells"),
        "file_import.check": ("info", "eye"),
        "file_import.asked": ("info", "play"),
        "file_import.take": ("good", "check-circle"),
        "file_import.undo_asked": ("warn", "play"),
        "file_import.undo": ("warn", "arrow-uturn-left"),
        "file_import.drop": ("mute", "x-mark"),
        "file_import.brought": ("info", "arrow-down-tray"),
        "file_import.taken_back": ("warn", "arrow-uturn-left"),
    },
)
