"""One way to show a list: columns, sort, filters, pages, exports and bulk steps.

An app declares its lists in its room `lists.py` (docs/adr/0030); a view builds one from the request and
from the rows that the person may see, and shows it or answers with the export that was asked for:

    table = FindingList(request, Finding.objects.visible_to(request.user).for_list(on=on))
    return table.export_response() or show(request, "audits/findings.html", {"list": table})
"""

from foundation.lists.as_of import AsOfFilterSet
from foundation.lists.bulk import BulkLine, chosen, move_all, preview
from foundation.lists.cells import defuse
from foundation.lists.choices import Choices, RowFilter
from foundation.lists.columns import Column, Heading
from foundation.lists.edits import Edit, offer_edits
from foundation.lists.exports import write_csv, write_xlsx
from foundation.lists.filters import Chip
from foundation.lists.saved import SavedViews
from foundation.lists.scope import UnderFilter
from foundation.lists.tables import Empty, TableList

__all__ = [
    "AsOfFilterSet",
    "BulkLine",
    "Chip",
    "Choices",
    "Column",
    "Edit",
    "Empty",
    "Heading",
    "RowFilter",
    "SavedViews",
    "TableList",
    "UnderFilter",
    "chosen",
    "defuse",
    "move_all",
    "offer_edits",
    "preview",
    "write_csv",
    "write_xlsx",
]
