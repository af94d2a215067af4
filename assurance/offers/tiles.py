"""The tile of the integration matrix on the board."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from assurance.figures import coverage, rows_for
from assurance.matrix_words import COUNTED
from assurance.policies import LIGHTS_POLICY
from assurance.querysets import COVERED
from foundation import words
from foundation.board import policy_of
from foundation.figures import light

STANDINGS = {
    "on": ("good", "check-circle"),
    "close": ("warn", "minus-circle"),
    "off": ("bad", "exclamation-triangle"),
    "none": ("mute", "minus-circle"),
}


def coverage_tile(request: HttpRequest, on: date) -> dict[str, Any]:
    """K-01 of what the reader sees, with its light; the numbers lead to the cells they count."""
    found = coverage(rows_for(request.user, on=on)).integration
    shown = light(found, policy_of(request, LIGHTS_POLICY, on)["integration"])
    tone, icon = STANDINGS[shown.standing]
    said = {"on": _("On target"), "close": _("Close to target"), "off": _("Off target"), "none": _("No figure yet")}
    counted = format_html('<a href="{}">{}</a>', _cells(COVERED), found.numerator)
    everything = format_html('<a href="{}">{}</a>', _cells(COUNTED), _("of %(n)d") % {"n": found.denominator})
    tile = {
        "label": _("Integration coverage"),
        "value": words.percent(found.share),
        "of": format_html("{} {}", counted, everything) if found.denominator else "",
        "url": reverse("assurance:matrix"),
        "tone": tone,
        "icon": icon,
        "standing": said[shown.standing],
        "target": _("Target %(target)d\u00a0%% or more") % {"target": shown.target},
        "definition": _("What the processes owe that has a control, an owner and fresh proof."),
    }
    return {"tile": tile}


def _cells(statuses: tuple[str, ...]) -> str:
    return f"{reverse('assurance:cells')}?{urlencode({'status': statuses}, doseq=True)}"
