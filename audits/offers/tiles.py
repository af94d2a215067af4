"""The number tiles of audits: what the figure is, how it stands against its target, and where its rows are."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audits.figures import FAMILIES, Figure, Light, OpenKind, ProgrammeFigures, light
from audits.offers import links
from foundation import words

STANDINGS = {
    "on": ("good", "check-circle"),
    "close": ("warn", "minus-circle"),
    "off": ("bad", "exclamation-triangle"),
    "none": ("mute", "minus-circle"),
}


@dataclass(frozen=True)
class Tile:
    """What ui/_tile.html shows."""

    label: str | Promise
    value: str
    url: str
    definition: str
    of: str = ""
    tone: str = ""
    icon: str = ""
    standing: str = ""
    target: str = ""


def tiles(open_kinds: dict[str, OpenKind], programme: ProgrammeFigures, thresholds: dict[str, Any]) -> list[Tile]:
    """What is open now, and the programme."""
    return [
        open_findings(open_kinds),
        majors_past_due(open_kinds["major"]),
        on_plan(programme, thresholds["programme_completion"]),
        punctual(programme, thresholds["programme_punctuality"]),
        overdue(open_kinds),
    ]


def open_findings(kinds: dict[str, OpenKind]) -> Tile:
    total = sum(kind.count for kind in kinds.values())
    said = {
        "major": ngettext("%(n)d major", "%(n)d majors", kinds["major"].count),
        "minor": ngettext("%(n)d minor", "%(n)d minors", kinds["minor"].count),
        "ofi": ngettext("%(n)d opportunity", "%(n)d opportunities", kinds["ofi"].count),
    }
    parts = [
        (links.findings(open="true", type=kind), text % {"n": kinds[kind].count})
        for kind, text in said.items()
        if kinds[kind].count
    ]
    return Tile(
        label=_("Open findings"),
        value=str(total),
        of=format_html_join(", ", '<a href="{}">{}</a>', parts),
        url=links.findings(open="true", type=FAMILIES),
        definition=_("Issued and neither closed nor void."),
    )


def majors_past_due(major: OpenKind) -> Tile:
    standing = "off" if major.overdue else "on"
    return Tile(
        label=_("Majors past due"),
        value=str(major.overdue),
        of=linked(_("of %(n)d open") % {"n": major.count}, links.findings(open="true", type="major")),
        url=links.findings(open="true", type="major", overdue="true"),
        target=_("Target 0"),
        definition=_("Open majors past a due date that is not met."),
        **standing_of(standing),
    )


def on_plan(programme: ProgrammeFigures, thresholds: dict[str, int]) -> Tile:
    definition = _("Programme audits due by now whose report is issued.")
    if programme.cancelled:
        beside = ngettext("%(n)d cancelled beside.", "%(n)d cancelled beside.", programme.cancelled)
        link = linked(beside % {"n": programme.cancelled}, links.audits(plan="cancelled"))
        definition = format_html("{} {}", definition, link)
    return _share(_("Audits on plan"), programme.completion, thresholds, "held", definition)


def punctual(programme: ProgrammeFigures, thresholds: dict[str, int]) -> Tile:
    definition = _("Of the same audits, those that ended within 7 days of their approved date.")
    return _share(_("Punctuality"), programme.punctuality, thresholds, "punctual", definition)


def overdue(kinds: dict[str, OpenKind]) -> Tile:
    late = sum(kind.overdue for kind in kinds.values())
    total = sum(kind.count for kind in kinds.values())
    return Tile(
        label=_("Overdue under me"),
        value=str(late),
        of=linked(_("of %(n)d open") % {"n": total}, links.findings(open="true", type=FAMILIES)),
        url=links.findings(open="true", overdue="true"),
        target=_("Target 0"),
        definition=_("Open findings past the earliest date that is not met."),
        **standing_of("off" if late else "on"),
    )


def linked(text: str, url: str) -> SafeString:
    return format_html('<a href="{}">{}</a>', url, text)


def _share(label: str, figure: Figure, thresholds: dict[str, int], part: str, definition: str) -> Tile:
    """A share of the audits that are due; `part` names those of its numerator."""
    shown: Light = light(figure, thresholds)
    all_of_them = linked(_("of %(all)d") % {"all": figure.denominator}, links.audits(plan="due"))
    counted = linked(str(figure.numerator), links.audits(plan=part))
    return Tile(
        label=label,
        value=words.percent(figure.share),
        of=format_html("{} {}", counted, all_of_them) if figure.denominator else "",
        url=links.audits(plan="due"),
        target=_("Target %(target)d\u00a0%% or more") % {"target": shown.target},
        definition=definition,
        **standing_of(shown.standing),
    )


def standing_of(standing: str) -> dict[str, str]:
    tone, icon = STANDINGS[standing]
    said = {"on": _("On target"), "close": _("Close to target"), "off": _("Off target"), "none": _("No figure yet")}
    return {"tone": tone, "icon": icon, "standing": said[standing]}
