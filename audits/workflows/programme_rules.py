"""What stands in the way of the steps of a programme. Source: S-06, and ISO 19011 on the programme."""

from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from audits.coverage import open_gaps
from audits.models import Audit, Programme, ProgrammeLine
from audits.querysets.programme import audits_of
from audits.rating import rated_lines
from foundation.directory.models import User
from foundation.refusals import Given, Refusal

OVER = (Audit.State.CLOSED, Audit.State.CANCELLED)
NAMED = 3


def incomplete(row: Programme, *, actor: User, on: date, given: Given) -> Refusal | None:
    """A programme that goes to review says what it is for, what it may cost, and what is audited."""
    if not row.objectives.strip():
        return Refusal("objectives", _("Say what the programme is for: write its objectives."))
    if not row.auditor_days:
        return Refusal("resources", _("Say how many auditor-days the year has."))
    if not row.lines.live(on).exists():  # type: ignore[attr-defined]
        return Refusal("lines", _("Add at least one line: what is audited, and how often."))
    return None


def not_to_be_approved(row: Programme, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Somebody who did not write it, and nothing uncovered without a reason. Source: S-06."""
    wrote = (row.author_id, row.submitted_by_id, row.owner_id)
    if actor.person_id is None or actor.person_id in wrote:
        return Refusal("S-06", _("You wrote or run this programme. Somebody else approves it."))
    return uncovered(row, on=on) or too_seldom(row, on=on)


def uncovered(row: Programme, *, on: date) -> Refusal | None:
    """Every area in every region within 36 months, or a reason why not."""
    found = open_gaps(row, on=on)
    if not found:
        return None
    words = ngettext(
        "%(count)d place is covered by no audit and no line: %(places)s. Add a line, or say why not.",
        "%(count)d places are covered by no audit and no line: %(places)s. Add lines, or say why not.",
        len(found),
    )
    return Refusal("coverage", words % {"count": len(found), "places": _some([str(box) for box in found])})


def too_seldom(row: Programme, *, on: date) -> Refusal | None:
    """A line that comes less often than its risk asks for says why."""
    known = getattr(row, "rated_lines", None)  # the page's query has rated them already
    rows = rated_lines(row.lines.all(), on=on) if known is None else known  # type: ignore[attr-defined]
    live = [one for one in rows if one.line.ended_on is None and not one.line.rationale]
    late = [one.line.said_openly for one in live if one.too_seldom]
    if not late:
        return None
    words = ngettext(
        "%(count)d line comes less often than its risk asks for, without a rationale: %(lines)s.",
        "%(count)d lines come less often than their risk asks for, without a rationale: %(lines)s.",
        len(late),
    )
    return Refusal("risk", words % {"count": len(late), "lines": _some(late)})


def _some(names: list[str]) -> str:
    more = len(names) - NAMED
    return "; ".join(names[:NAMED]) + (_("; and %(n)d more") % {"n": more} if more > 0 else "")


def not_its_line(row: Programme, *, actor: User, on: date, given: Given) -> Refusal | None:
    """A line of this programme that has not ended."""
    line = given.get("line")
    if isinstance(line, ProgrammeLine) and (line.programme_id != row.pk or line.ended_on is not None):
        return Refusal("line", _("Choose a line of this programme that has not ended."), "line")
    return None


def audits_are_open(row: Programme, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Every audit of the year is closed, cancelled or carried over."""
    carried = given.get("carried_over") or []
    waiting = audits_of(row, Audit.objects.exclude(state__in=OVER)).exclude(pk__in=[one.pk for one in carried])
    refs = list(waiting.order_by("ref").values_list("ref", flat=True))
    if not refs:
        return None
    words = ngettext(
        "%(count)d audit is neither closed nor cancelled nor carried over: %(refs)s.",
        "%(count)d audits are neither closed nor cancelled nor carried over: %(refs)s.",
        len(refs),
    )
    return Refusal("audits", words % {"count": len(refs), "refs": _some(refs)}, "carried_over")
