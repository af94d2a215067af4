"""The certificates over the months: what each bar and diamond of the timeline says. Geometry: foundation/lanes."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from certifications.models import Certificate, CycleAudit
from certifications.standing import CycleDay, Standing, last_day
from foundation.charts import Moment
from foundation.dates import add_months
from foundation.lanes import Bar, Lane, Lanes
from foundation.words import day

S = Certificate.State
ONE_DAY = timedelta(days=1)
SPANS = {"years": (-11, 13, 3), "cycles": (-35, 37, 12)}  # months back, months ahead, months between two ticks


def window(on: date, span: str) -> tuple[date, date, int]:
    """First day, last day, and the months between two ticks."""
    back, ahead, step = SPANS[span]
    month = on.replace(day=1)
    return add_months(month, back), add_months(month, ahead) - ONE_DAY, step


def chart(shown: Sequence[Standing], known: Mapping[int, Standing], *, on: date, span: str, linked: bool) -> Lanes:
    """One lane for each certificate shown; those of the known that it follows lie on its lane. `linked` leads to pages."""
    first, last, step = window(on, span)
    followed = {one.certificate.predecessor_id for one in shown}
    lanes = [lane(one, known, linked=linked) for one in shown if one.certificate.pk not in followed]
    said = {"first": date_format(first, "M Y"), "last": date_format(last, "M Y")}
    return Lanes(
        title=_("Validity of certificates, %(first)s to %(last)s") % said,
        first=first,
        last=last,
        today=on,
        today_label=day(on),
        ticks=list(_ticks(first, last, step)),
        lanes=[one for one in lanes if any(bar.last >= first and bar.first <= last for bar in one.bars)],
    )


def _ticks(first: date, last: date, step: int) -> Iterator[tuple[date, str]]:
    """The first of every quarter or year, January as its year."""
    month = first if (first.month - 1) % step == 0 else add_months(first, step - (first.month - 1) % step)
    while month < last:
        yield month, date_format(month, "Y" if month.month == 1 else "M")
        month = add_months(month, step)


def lane(standing: Standing, known: Mapping[int, Standing], *, linked: bool) -> Lane:
    row = standing.certificate
    bars = [*_before(row, known), *bars_of(standing)]
    text = f"{row.scheme}, {row.title}"
    return Lane(
        row.ref,
        text,
        row.get_absolute_url() if linked else "",
        bars,
        standing.words,
        standing.tone,
        [_moment(row, one, standing.on) for one in standing.audits],
    )


def _before(row: Certificate, known: Mapping[int, Standing]) -> Iterator[Bar]:
    """The certificates it follows, the oldest first, and the days between that nothing covers."""
    before = known.get(row.predecessor_id or 0)
    if before is None or row.effective_from is None:
        return
    yield from _before(before.certificate, known)
    end = last_day(before.certificate)
    yield _past(before.certificate, end)
    if (row.effective_from - end).days > 1:
        first, last = end + ONE_DAY, row.effective_from - ONE_DAY
        words = {"first": day(first), "last": day(last)}
        yield Bar(first, last, "mark-gap", _("No certificate from %(first)s to %(last)s") % words)


def _past(row: Certificate, end: date) -> Bar:
    words = {"ref": row.ref, "edition": row.edition, "first": day(row.effective_from), "last": day(end)}
    text = _("%(ref)s, %(edition)s, valid from %(first)s to %(last)s") % words
    return Bar(row.effective_from, end, "mark-past", text)  # type: ignore[arg-type]


def bars_of(standing: Standing) -> Iterator[Bar]:
    """The days of one certificate: covered, suspended, in its window, or still to be restored."""
    row = standing.certificate
    if row.effective_from is None or row.expires_on is None:
        return
    if not standing.is_live and not standing.is_ahead:
        end = last_day(row)
        yield _past(row, end)
        if standing.restore_until is not None:
            words = {"ref": row.ref, "day": day(standing.restore_until)}
            text = _("%(ref)s can be restored until %(day)s") % words
            yield Bar(end + ONE_DAY, standing.restore_until, "mark-restore", text)
        return
    running = standing.suspension
    if running is not None and running.invalidates:
        yield from _suspended(standing)
        return
    yield from _valid(standing, row.effective_from, row.expires_on)
    if running is not None:
        words = {"ref": row.ref, "since": day(running.since)}
        text = _("%(ref)s is suspended since %(since)s and stays valid") % words
        limit = min(running.limit_on or row.expires_on, row.expires_on)
        yield Bar(running.since, limit, "mark-valid", text, hatched=True)


def _valid(standing: Standing, begins: date, ends: date) -> Iterator[Bar]:
    """Valid, then for a management system the window: open, past its target, and in its last month."""
    row, cycle = standing.certificate, standing.cycle
    words = {"ref": row.ref, "first": day(begins), "last": day(ends)}
    said = _("%(ref)s valid from %(first)s to %(last)s")
    parts = [(begins, ends, "mark-valid", said)]
    if cycle is not None:
        opens, target = cycle.recertification_opens, cycle.recertification_target
        critical = cycle.recertification_critical
        words |= {"opens": day(opens), "target": day(target), "critical": day(critical)}
        window = _("%(ref)s recertification window from %(opens)s, decision aimed at %(target)s")
        late = _("%(ref)s critical from %(critical)s to its last day %(last)s")
        parts = [
            (begins, opens - ONE_DAY, "mark-valid", said),
            (opens, target, "mark-window", window),
            (target + ONE_DAY, critical - ONE_DAY, "mark-target", _("%(ref)s past the target of %(target)s")),
            (critical, ends, "mark-critical", late),
        ]
    for first, last, mark, text in parts:
        if last >= begins:
            yield Bar(max(first, begins), last, mark, text % words)


def _suspended(standing: Standing) -> Iterator[Bar]:
    row, running = standing.certificate, standing.suspension
    if running is None or row.effective_from is None or row.expires_on is None:
        return
    words = {"ref": row.ref, "first": day(row.effective_from), "since": day(running.since), "last": day(row.expires_on)}
    if running.since > row.effective_from:
        text = _("%(ref)s valid from %(first)s until it was suspended on %(since)s") % words
        yield Bar(row.effective_from, running.since - ONE_DAY, "mark-valid", text)
    limit = min(running.limit_on or row.expires_on, row.expires_on)
    words["limit"] = day(limit)
    text = _("%(ref)s suspended since %(since)s, usual limit %(limit)s") % words
    yield Bar(running.since, limit, "mark-suspended", text, hatched=True)
    if limit < row.expires_on:
        text = _("%(ref)s ends on %(last)s; valid again only once the suspension is lifted") % words
        yield Bar(limit + ONE_DAY, row.expires_on, "mark-gap", text)


def _moment(row: Certificate, audit: CycleDay, on: date) -> Moment:
    role = CycleAudit.Role(audit.part).label
    words = {"ref": row.ref, "role": role, "audit": audit.ref, "day": day(audit.on)}
    if audit.ended_on is not None and audit.ended_on <= on:
        text = (
            _("%(ref)s: %(role)s %(audit)s held until %(day)s")
            if audit.ref
            else _("%(ref)s: %(role)s held until %(day)s")
        )
        return Moment(audit.on, "mark-audit-done", text % words)
    mark = "mark-late" if audit.on < on else "mark-audit"
    return Moment(audit.on, mark, _("%(ref)s: %(role)s %(audit)s planned until %(day)s") % words)
