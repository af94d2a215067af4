"""How a cell of the matrix stands, in words, tone and icon, and what is missing with the next step."""

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assurance.models import Cell
from assurance.standing import Standing
from foundation import words

STATUSES: dict[str, Standing] = {
    "fresh": Standing("good", "check", gettext_lazy("Fresh")),
    "expiring": Standing("warn", "clock", gettext_lazy("Expiring")),
    "stale": Standing("bad", "exclamation-triangle", gettext_lazy("Stale")),
    "no_evidence": Standing("bad", "document-minus", gettext_lazy("No evidence")),
    "no_owner": Standing("bad", "user-minus", gettext_lazy("No owner")),
    "no_control": Standing("bad", "no-symbol", gettext_lazy("No control")),
    "not_applicable": Standing("mute", "minus", gettext_lazy("Not applicable")),
}
CHOICES = [(name, standing.words) for name, standing in STATUSES.items()]
COUNTED = tuple(name for name in STATUSES if name != "not_applicable")


def cell_standing(status: str, fresh_until: date | None, *, on: date) -> Standing:
    """“Fresh, 151 days left”: the status with how long it holds or since when it does not."""
    known = STATUSES[status]
    if status not in ("fresh", "expiring", "stale") or fresh_until is None:
        return known
    days = (fresh_until - on).days
    if days < 0:
        said = ngettext("%(n)d day past", "%(n)d days past", -days) % {"n": -days}
    else:
        said = ngettext("%(n)d day left", "%(n)d days left", days) % {"n": days}
    return Standing(known.tone, known.icon, f"{known.words}, {said}")


def short(status: str, fresh_until: date | None, *, on: date) -> str | Promise:
    """What fits into a box of the heat map: “151 d left”."""
    if status == "not_applicable":
        return _("n/a")
    if status not in ("fresh", "expiring", "stale") or fresh_until is None:
        return STATUSES[status].words
    days = (fresh_until - on).days
    return _("%(n)d d past") % {"n": -days} if days < 0 else _("%(n)d d left") % {"n": days}


def missing(cell: Cell, *, on: date) -> str:
    """What is missing and the next step, as a sentence; empty where nothing is. `cell` carries `standing`."""
    control, status = cell.control, cell.standing  # type: ignore[attr-defined]
    if status == "no_control":
        return _no_control(cell)
    if status == "no_owner":
        return _no_owner(cell)
    if status == "no_evidence":
        return _("Nothing accepted proves it yet. Attach evidence; somebody else reviews it.")
    if status == "stale" and control is not None and cell.fresh_until is not None:
        said = {"day": words.day(cell.fresh_until), "period": control.get_evidence_freshness_months_display()}
        return _("The evidence counted until %(day)s. Add newer evidence; it stays fresh for %(period)s.") % said
    if status == "expiring" and cell.fresh_until is not None:
        return _("The evidence counts until %(day)s. Prepare the next before that.") % {
            "day": words.day(cell.fresh_until)
        }
    return ""


def _no_control(cell: Cell) -> str:
    if cell.control is None:
        return _("No control meets the requirement in this process. Choose one.")
    if cell.control.state != "operating":
        said = {"control": cell.control.code, "state": cell.control.get_state_display().lower()}
        return _("The control %(control)s is %(state)s. Put it into operation, or choose another.") % said
    return _("No guiding document of the control %(control)s is in effect. Link one, or bring one into effect.") % {
        "control": cell.control.code
    }


def _no_owner(cell: Cell) -> str:
    if cell.process.owner is None:
        return _("The process has no owner. Name somebody.")
    if cell.owner is None and (cell.control is None or cell.control.owner is None):
        return _("Nobody answers for the control. Name an owner, here or for the control.")
    return _("Whoever answers for it, or owns the process, is not at work here any more. Name somebody else.")
