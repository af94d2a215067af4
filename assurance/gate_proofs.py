"""What the required controls of a gate have to show for one subject: what counts, and what is missing and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assurance.models import Cell, Control, EvidenceFile, EvidenceLink, EvidenceVersion, Gate, GatePass
from assurance.querysets.freshness import COUNTS, fresh_until

MISSES: dict[str, str | Promise] = {
    "retired": _("The control is retired"),
    "none": _("No evidence"),
    "waiting": _("Evidence waits for review"),
    "damaged": _("The file is damaged"),
    "older": _("Older than the opening"),
    "stale": _("Evidence is stale"),
}
ORDER = tuple(MISSES)  # the later a word stands, the nearer its evidence came


@dataclass(frozen=True)
class Required:
    """One required control on a day: the version that comes nearest, until when it counts, and what it misses, if anything."""

    control: Control
    version: EvidenceVersion | None
    until: date | None
    miss: str = ""

    @property
    def words(self) -> str | Promise:
        return MISSES.get(self.miss, "")


def required_of(gate: Gate, *, on: date, at: GatePass | None = None) -> list[Required]:
    """Each required control of a gate with what proves it; for one that stands at it only what is newer than its opening.

    Evidence counts that is accepted, fresh on the day, and attached to the pass for the control, to the control itself or
    to a cell of the process in which it stands (three queries). Source: M-04.
    """
    controls = list(gate.controls.all())
    proofs = _proofs(gate, controls, at) if controls else {}
    since = None if at is None else at.opened_on
    return [_nearest(control, proofs.get(control.pk, ()), since=since, on=on) for control in controls]


def remember(row: GatePass, required: list[Required], *, on: date) -> list[Required]:
    """Keeps what a page has read on the row it shows, so that the guards of its steps need not read it again."""
    row.__dict__["_required"] = on, required
    return required


def missing_at(row: GatePass, *, on: date) -> list[Required]:
    """What a subject at a gate still lacks on a day."""
    known = row.__dict__.get("_required")
    if known is not None and known[0] == on:
        return [one for one in known[1] if one.miss]
    return [one for one in required_of(row.gate, on=on, at=row) if one.miss]


def _nearest(control: Control, links: Iterable[EvidenceLink], *, since: date | None, on: date) -> Required:
    if control.state == Control.State.RETIRED:
        return Required(control, None, None, "retired")
    found = [_judged(control, link, since=since, on=on) for link in links]
    return max(found, key=_rank, default=Required(control, None, None, "none"))


def _rank(one: Required) -> tuple[int, date]:
    return (ORDER.index(one.miss) if one.miss else len(ORDER), one.until or date.min)


def _judged(control: Control, link: EvidenceLink, *, since: date | None, on: date) -> Required:
    version = link.version
    until = fresh_until(version.as_of, version.valid_until, control.evidence_freshness_months)
    if version.state not in COUNTS:
        miss = "waiting"
    elif link.is_damaged:  # type: ignore[attr-defined]
        miss = "damaged"
    elif since is not None and version.as_of < since:
        miss = "older"
    else:
        miss = "stale" if until < on else ""
    return Required(control, version, until, miss)


def _proofs(gate: Gate, controls: list[Control], at: GatePass | None) -> Mapping[int, list[EvidenceLink]]:
    """The links that may prove each control, by its key."""
    cells = Cell.objects.filter(process=gate.process_id, control__in=controls).values_list("uuid", "control")
    whose = {control.uuid: control.pk for control in controls} | dict(cells)
    codes = {control.code: control.pk for control in controls}
    found: dict[int, list[EvidenceLink]] = {}
    for link in _links(list(whose), at):
        key = whose.get(link.subject_uuid) or codes.get(link.purpose)
        if key is not None:
            found.setdefault(key, []).append(link)
    return found


def _links(uuids: list, at: GatePass | None) -> QuerySet[EvidenceLink]:
    damaged = EvidenceFile.objects.filter(version=OuterRef("version"), suspect_since__isnull=False)
    links = EvidenceLink.objects.about_any(Control, uuids) | EvidenceLink.objects.about_any(Cell, uuids)
    if at is not None:
        links |= EvidenceLink.objects.about(at)
    usable = (EvidenceVersion.State.QUARANTINED, EvidenceVersion.State.SUBMITTED, *COUNTS)
    near = links.filter(version__state__in=usable).annotate(is_damaged=Exists(damaged))
    return near.select_related("version__evidence__unit", "version__uploaded_by").prefetch_related("version__files")
