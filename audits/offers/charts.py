"""The pictures of audits on the board: open findings by age, opened and closed by month, the audits of the plan."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audits.figures import BANDS, FAMILIES, Month, OpenKind
from audits.models import Audit
from audits.offers import links
from foundation.charts import BarRow, Bars, Course, Moment, Series, Timeline, Value
from foundation.dates import add_months
from foundation.words import day, due_words

MONTHS_BACK, MONTHS_AHEAD = 10, 3


def _stack() -> list[Series]:
    return [
        Series(_("Opportunity"), "mark-other"),
        Series(_("Minor"), "mark-minor"),
        Series(_("Major"), "mark-major"),
    ]


def ages(kinds: dict[str, OpenKind], on: date) -> Bars:
    """Open findings by the days since they were issued, most serious on top."""
    labels = (_("0 to 30"), _("31 to 90"), _("91 to 180"), _("over 180"))
    rows = [
        BarRow(
            label,
            [
                Value(kinds[kind].bands[band.name], links.findings(on, open="true", type=kind, age=band.name))
                for kind in FAMILIES
            ],
            links.findings(on, open="true", type=FAMILIES, age=band.name),
        )
        for band, label in zip(BANDS, labels, strict=True)
    ]
    return Bars(_("Open findings by type and age"), _("Age in days"), _stack(), rows, column_width=62)


def flow(months: Sequence[Month], on: date) -> Bars:
    """Findings opened, by type, beside those closed, month by month."""
    rows = [
        BarRow(
            date_format(month.first, "M Y" if month.first.month == 1 else "M"),
            [
                *(
                    Value(month.opened[kind], links.findings(on, type=kind, issued=links.month(month.first)))
                    for kind in FAMILIES
                ),
                Value(month.closed, links.findings(on, type=FAMILIES, closed=links.month(month.first))),
            ],
            links.findings(on, type=FAMILIES, issued=links.month(month.first)),
        )
        for month in months
    ]
    series = [*_stack(), Series(_("Closed"), "mark-closed", beside=True)]
    return Bars(_("Findings opened and closed per month"), _("Month"), series, rows, column_width=50)


def window(on: date) -> tuple[date, date]:
    """The months the timeline shows: first and last day."""
    first = add_months(on.replace(day=1), -MONTHS_BACK)
    return first, add_months(on.replace(day=1), MONTHS_AHEAD) - timedelta(days=1)


def plan(audits: Iterable[Audit], *, on: date) -> Timeline:
    """The audits of the programme on their dates: held, planned, and late against the approved date."""
    first, last = window(on)
    starts = [add_months(first, number) for number in range(MONTHS_BACK + MONTHS_AHEAD)]
    months = [(start, date_format(start, "Y" if start.month == 1 else "M")) for start in starts]
    return Timeline(
        title=_("Audits on plan, %(first)s to %(last)s")
        % {"first": date_format(first, "M Y"), "last": date_format(last, "M Y")},
        first=first,
        last=last,
        today=on,
        today_label=day(on),
        months=months,
        courses=[course(audit, on=on) for audit in audits],
    )


def course(audit: Audit, *, on: date) -> Course:
    """One audit: where it was held, or stands now, and where its approved date was."""
    words = standing(audit, on=on)
    moment = Moment(ended(audit, on=on), mark(audit, on=on), f"{audit.ref} {audit.title}: {words}")
    return Course(audit.ref, audit.title, moment, words, promised=audit.baseline_end)


def ended(audit: Audit, *, on: date) -> date:
    """The day it ended by a day, or else the one it is planned to end on."""
    return audit.actual_end if has_ended(audit, on=on) and audit.actual_end else audit.planned_end


def has_ended(audit: Audit, *, on: date) -> bool:
    return audit.actual_end is not None and audit.actual_end <= on


def mark(audit: Audit, *, on: date) -> str:
    if has_ended(audit, on=on):
        return "mark-audit-done"
    return "mark-late" if audit.baseline_end < on else "mark-audit"


def standing(audit: Audit, *, on: date) -> str:
    """ "Held, 21 days after its date", "41 days late", "in 12 days"."""
    if has_ended(audit, on=on) and audit.actual_end is not None:
        days = (audit.actual_end - audit.baseline_end).days
        if days <= 0:
            return _("held in time")
        return ngettext("held %(n)d day late", "held %(n)d days late", days) % {"n": days}
    return due_words(audit.baseline_end, on=on).text
