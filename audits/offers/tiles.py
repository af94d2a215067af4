"""The number tiles of audits: what the figure is, how it stands against its target, and where its rows are."""

from datetime import date
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audits.figures import FAMILIES, Figure, OpenKind, ProgrammeFigures, light
from audits.offers import links
from foundation.figures import light_of
from foundation.tiles import Tile, linked, number_of, share_of, standing_of


def open_findings(kinds: dict[str, OpenKind], on: date) -> Tile:
    total = sum(kind.count for kind in kinds.values())
    said = {
        "major": ngettext("%(n)d major", "%(n)d majors", kinds["major"].count),
        "minor": ngettext("%(n)d minor", "%(n)d minors", kinds["minor"].count),
        "ofi": ngettext("%(n)d opportunity", "%(n)d opportunities", kinds["ofi"].count),
    }
    parts = [
        (links.findings(on, open="true", type=kind), text % {"n": kinds[kind].count})
        for kind, text in said.items()
        if kinds[kind].count
    ]
    return Tile(
        label=_("Open findings"),
        value=str(total),
        of=format_html_join(", ", '<a href="{}">{}</a>', parts),
        url=links.findings(on, open="true", type=FAMILIES),
        definition=_("Issued and neither closed nor void."),
        metric="K-07",
    )


def majors_past_due(major: OpenKind, thresholds: dict[str, int], on: date) -> Tile:
    """K-23."""
    return Tile(
        label=_("Majors past due"),
        of=linked(_("of %(n)d open") % {"n": major.count}, links.findings(on, open="true", type="major")),
        url=links.findings(on, open="true", type="major", overdue="true"),
        metric="K-23",
        **number_of(major.overdue, light_of(major.overdue, thresholds)),  # type: ignore[arg-type]
    )


def on_plan(programme: ProgrammeFigures, thresholds: dict[str, int], on: date) -> Tile:
    """K-03, with what was cancelled beside it."""
    definition = ""
    if programme.cancelled:
        beside = ngettext("%(n)d cancelled beside.", "%(n)d cancelled beside.", programme.cancelled)
        definition = linked(beside % {"n": programme.cancelled}, links.audits(on, plan="cancelled"))
    return _share("K-03", programme.completion, thresholds, on, label=_("Audits on plan"), definition=definition)


def punctual(programme: ProgrammeFigures, thresholds: dict[str, int], on: date) -> Tile:
    definition = _("Of the same audits, those that ended within 7 days of their approved date.")
    return _share("K-04", programme.punctuality, thresholds, on, label=_("Punctuality"), definition=definition)


def overdue(kinds: dict[str, OpenKind], on: date) -> Tile:
    late = sum(kind.overdue for kind in kinds.values())
    total = sum(kind.count for kind in kinds.values())
    return Tile(
        label=_("Overdue under me"),
        value=str(late),
        of=linked(_("of %(n)d open") % {"n": total}, links.findings(on, open="true", type=FAMILIES)),
        url=links.findings(on, open="true", overdue="true", type=FAMILIES),
        target=_("Target 0"),
        definition=_("Open findings past the earliest date that is not met."),
        metric="K-08",
        **standing_of("off" if late else "on"),
    )


HIT = {"K-03": "held", "K-04": "punctual"}


def _share(metric: str, figure: Figure, thresholds: dict[str, int], on: date, **words: Any) -> Tile:
    """A share of the audits that are due."""
    of = format_html(
        "{} {}",
        linked(figure.numerator, links.audits(on, plan=HIT[metric])),
        linked(_("of %(all)d") % {"all": figure.denominator}, links.audits(on, plan="due")),
    )
    facts = share_of(figure, light(figure, thresholds))
    url = links.audits(on, plan="due")
    return Tile(of=of if figure.denominator else "", url=url, metric=metric, **facts, **words)  # type: ignore[arg-type]
