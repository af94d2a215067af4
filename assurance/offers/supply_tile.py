"""The tile of K-17 on the board, how many critical suppliers are known to go on, and beside it that of K-19."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assurance.figures import SCOPE_ROLES, SupplierContinuity, continuity_and_discipline, continuity_rows
from assurance.models import Supplier
from assurance.offers.gate_tile import discipline_tile
from foundation import words
from foundation.board import count_together, counted
from foundation.offers import Panel, offer_panels

C = Supplier.Continuity


def _suppliers(**query: Any) -> str:
    pairs = [("criticality", "critical"), ("state", "admitted"), ("state", "watch")]
    pairs += [(name, value) for name, values in query.items() for value in values]
    return f"{reverse('assurance:suppliers')}?{'&'.join(f'{name}={value}' for name, value in pairs)}"


def tile(figure: SupplierContinuity) -> dict[str, Any]:
    """What ui/_tile.html shows of K-17: the share, and the links to those that are not known to go on."""
    others = [state for state in C if state not in (C.CONTINUES, C.CONDITIONS) and figure.states[state]]
    said = [(_suppliers(continuity=[state]), f"{figure.states[state]} {state.label.lower()}") for state in others]
    exposed = ngettext(
        "%(n)d component has a single source and no alternative.",
        "%(n)d components have a single source and no alternative.",
        figure.exposed_components,
    )
    link = format_html(
        '<a href="{}?exposed=true">{}</a>', reverse("assurance:components"), exposed % {"n": figure.exposed_components}
    )
    counted = (_suppliers(continuity=[C.CONTINUES, C.CONDITIONS]), figure.numerator)
    total = (_suppliers(), _("of %(n)d critical") % {"n": figure.denominator})
    return {
        "label": _("Suppliers that go on"),
        "value": words.percent(figure.share),
        "url": _suppliers(),
        "of": format_html_join(" ", '<a href="{}">{}</a>', [counted, total]) if figure.denominator else "",
        "trend": format_html_join(", ", '<a href="{}">{}</a>', said) if said else "",
        "trend_icon": "exclamation-triangle",
        "definition": format_html("{} {}", _("By a statement verified and in date."), link),
    }


def panel(request: HttpRequest, on: date) -> dict[str, Any]:
    """K-17 and K-19, which are counted together."""
    continuity, discipline = continuity_and_discipline(counted(request, on))
    return {"tile": tile(continuity), "gates": discipline_tile(discipline, on)}


count_together(continuity_rows)
offer_panels(Panel("assurance.suppliers", "assurance/panels/suppliers.html", 30, SCOPE_ROLES, panel, place="tiles"))
