"""K-17 and K-19 among the figures, and the tile of K-19 on the board with the waivers it does not count as passed."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assurance.figures import GateDiscipline, continuity_metric, gate_metric, k19
from foundation import words
from foundation.access import Role
from foundation.figures import Metric, offer_metrics
from foundation.offers import Panel, offer_panels


def _passes(**query: str) -> str:
    """The list of what was decided in the last 365 days, narrowed."""
    asked = "".join(f"&{name}={value}" for name, value in query.items())
    return f"{reverse('assurance:gate_passes')}?year=true{asked}"


def tile(figure: GateDiscipline) -> dict[str, Any]:
    """What ui/_tile.html shows of K-19: the share, and links to the waivers in force and expired."""
    whole = figure.whole
    waivers = [
        (_passes(standing="waived"), figure.waived, _("waived")),
        (_passes(standing="expired"), figure.expired, _("waiver expired")),
    ]
    counted = [
        (_passes(complete="true"), whole.numerator),
        (_passes(), _("of %(n)d decisions") % {"n": whole.denominator}),
    ]
    said = [line for line in waivers if line[1]]
    return {
        "label": _("Gate discipline"),
        "value": words.percent(whole.share),
        "url": _passes(),
        "of": format_html_join(" ", '<a href="{}">{}</a>', counted) if whole.denominator else "",
        "trend": format_html_join(", ", '<a href="{}">{} {}</a>', said) if said else "",
        "trend_icon": "hand-raised",
        "definition": format_html("{}", _("Decided in 365 days on all evidence required; a waiver is no pass.")),
    }


def panel(request: HttpRequest, on: date) -> dict[str, Any]:
    return {"tile": tile(k19(request.user, on=on))}


offer_metrics(
    Metric("K-17", gettext_lazy("Supplier continuity"), continuity_metric),
    Metric("K-19", gettext_lazy("Gate discipline"), gate_metric),
)
offer_panels(
    Panel(
        "assurance.gates",
        "assurance/panels/gates.html",
        32,
        (Role.MGR, Role.CO, Role.PM),
        panel,
        place="tiles",
    )
)
