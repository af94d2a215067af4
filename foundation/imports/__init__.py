"""The import centre: what apps offer to be read out of files, compared, rehearsed, taken over in one piece and undone."""

from foundation.imports.cells import Choice, Day, Field, NotYet, Text, Wrong, YesNo
from foundation.imports.kinds import Elsewhere, Importable, kind_named, kinds_for, offer_elsewhere, offer_imports
from foundation.imports.links import Link, Many

__all__ = [
    "Choice",
    "Day",
    "Elsewhere",
    "Field",
    "Importable",
    "Link",
    "Many",
    "NotYet",
    "Text",
    "Wrong",
    "YesNo",
    "kind_named",
    "kinds_for",
    "offer_elsewhere",
    "offer_imports",
]
