"""Certificates that were kept elsewhere: taken over with their days and put into their states."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from assurance.actions import add_edition
from assurance.models import Framework
from audits.loaded import Cells, Faults, Line, running_number
from certifications.actions.schemes import add_body
from certifications.actions.shipped import scheme_named
from certifications.clocks import suspension_limit
from certifications.models import Certificate, CertificationBody, Cycle, CycleAudit, EarlierAudit, Scheme, Suspension
from certifications.permissions import LOAD_CERTIFICATES
from certifications.querysets import GRANTED
from certifications.workflows import CERTIFICATE
from foundation.access import require
from foundation.directory.models import Unit, User
from foundation.loading import DryRunError
from foundation.numbers import reserve
from foundation.trail import record
from foundation.verbs import verb

S, End, Role = Certificate.State, Certificate.End, CycleAudit.Role
ONE_DAY = timedelta(days=1)
SURVEILLANCE = {"surveillance_1": Role.SURVEILLANCE1, "surveillance_2": Role.SURVEILLANCE2}


@verb("certifications.load_certificates")
def load_certificates(
    *, actor: User, rows: Iterable[Line], today: date, source: str, dry_run: bool = False
) -> dict[str, int]:
    """Takes certificates over; one whose reference is here stays as it is. Returns counts of added and unchanged.

    Bodies, editions and shipped schemes that are not here yet are added by their names. Raises ValidationError under
    “rows” with each fault by line and column; then nothing is written.
    """
    require(actor, LOAD_CERTIFICATES)
    faults, counts = Faults(), {"added": 0, "unchanged": 0}
    taken: list[tuple[Cells, Certificate]] = []
    for line in rows:
        cells = Cells(line, today, faults)
        known = Certificate.objects.select_related("scheme").filter(ref=cells.text("ref")).first()
        if known is not None:
            _same(cells, known)
            counts["unchanged"] += 1
            continue
        certificate = _certificate(actor, cells)
        if certificate is not None and _kept(cells, certificate):
            taken.append((cells, certificate))
            counts["added"] += 1
    for cells, certificate in taken:
        _follow(cells, certificate)
    for cells, certificate in taken:
        _settle(actor, cells, certificate, source)
    faults.raise_all()
    if dry_run:
        raise DryRunError(counts)
    return counts


@verb("certifications.load_certificate")
def load_certificate(*, actor: User, line: Line, today: date, source: str) -> Certificate:
    """Takes one certificate over that is not here yet. Raises ValidationError with the faults by column."""
    require(actor, LOAD_CERTIFICATES)
    faults = Faults()
    cells = Cells(line, today, faults)
    certificate = _certificate(actor, cells)
    if certificate is not None and _kept(cells, certificate):
        _follow(cells, certificate, alone=True)
        _settle(actor, cells, certificate, source)
    faults.raise_columns()
    require(actor, LOAD_CERTIFICATES, certificate)
    return certificate  # type: ignore[return-value]


def _same(cells: Cells, known: Certificate) -> None:
    """Refuses a line that means something else by a reference that is taken."""
    if (cells.text("subject"), cells.text("scheme").lower()) != (known.title, known.scheme.name.lower()):
        cells.refuse("ref", _("This reference is taken by another one: %(row)s.") % {"row": known})


def _certificate(actor: User, cells: Cells) -> Certificate | None:
    """The row a line means, not yet in its state; None where scheme, body, edition or holder are not to be had."""
    scheme, unit = cells.found("scheme", lambda name: scheme_named(name, actor=actor), needed=True), _unit(cells)
    if scheme is None or unit is None:
        return None
    edition, body = _edition(actor, cells, scheme), _body(actor, cells, scheme)
    state = cells.choice("status", GRANTED)
    if edition is None or body is None:
        return None
    expires_on = cells.needed_day("expires")
    is_over = state in (S.EXPIRED, S.LAPSED)
    return Certificate(
        ref=cells.text("ref"),
        title=cells.text("subject"),
        scheme=scheme,
        edition=edition,
        body=body,
        unit=unit,
        number=cells.text("number"),
        scope=cells.text("scope"),
        tier=cells.text("tier"),
        decision_on=cells.needed_day("decision"),
        effective_from=cells.needed_day("effective_from"),
        expires_on=expires_on,
        superseded_on=cells.day("superseded_on"),
        withdrawn_on=cells.needed_day("withdrawn_on") if state == S.WITHDRAWN else None,
        ended_by=End.DATE if is_over else "",
        ended_on=expires_on if is_over else None,
    )


def _unit(cells: Cells) -> Unit | None:
    """The holder by its code; without one the whole organisation."""
    if cells.text("unit"):
        return cells.found("unit", lambda code: Unit.objects.filter(code=code).first())
    root = Unit.objects.filter(parent=None).order_by("pk").first()
    if root is None:
        cells.refuse("unit", _("There is no unit yet that could hold a certificate."))
    return root


def _edition(actor: User, cells: Cells, scheme: Scheme) -> Framework | None:
    edition = cells.text("edition")
    if not edition:
        cells.refuse("edition", _("It is missing."))
        return None
    known = Framework.objects.filter(title=scheme.family, edition__iexact=edition).first()
    try:
        return known or add_edition(actor=actor, title=scheme.family, edition=edition)
    except ValidationError as error:
        cells.refuse("edition", " ".join(error.messages))
        return None


def _body(actor: User, cells: Cells, scheme: Scheme) -> CertificationBody | None:
    name = cells.text("body")
    body = CertificationBody.objects.filter(name__iexact=name).first()
    try:
        body = body or add_body(actor=actor, name=name)
    except ValidationError as error:
        cells.refuse("body", " ".join(error.messages))
        return None
    body.schemes.add(scheme)
    return body


def _kept(cells: Cells, certificate: Certificate) -> bool:
    """Saves a row without a fault, and moves the counter past its reference."""
    if cells.faults.of_line(cells.line):
        return False
    try:
        certificate.full_clean()
    except ValidationError as error:
        cells.faults.note_all(cells.line, error)
        return False
    certificate.save()
    number = running_number(certificate.ref)
    if number is not None:
        reserve(*number)
    return True


def _follow(cells: Cells, certificate: Certificate, *, alone: bool = False) -> None:
    """Ties a certificate to the one before it, which this one ends on the day it takes over.

    `alone` leaves the one before as it is: it may be here for long, and its own line says when it was superseded.
    """
    before = cells.found("predecessor", lambda ref: Certificate.objects.filter(ref=ref).first())
    if before is not None and before.pk == certificate.pk:
        cells.refuse("predecessor", _("A certificate cannot follow itself."))
        before = None
    if before is not None:
        Certificate.objects.filter(pk=certificate.pk).update(predecessor=before)
    if before is not None and not alone:
        not_yet_placed = Certificate.objects.filter(pk=before.pk, state=S.PLANNED)
        not_yet_placed.update(superseded_on=certificate.effective_from)


def _settle(actor: User, cells: Cells, certificate: Certificate, source: str) -> None:
    """What hangs on a certificate that is saved, and its state."""
    certificate.refresh_from_db()
    state = cells.text("status")
    cycle = Cycle.objects.create(
        certificate=certificate,
        kind=Cycle.Kind.RECERTIFICATION if certificate.predecessor_id else Cycle.Kind.INITIAL,
        decision_on=certificate.decision_on,
        starts_on=certificate.effective_from,
        expires_on=certificate.expires_on,
    )
    held = {role: cells.day(column) for column, role in SURVEILLANCE.items()}
    EarlierAudit.objects.bulk_create(
        EarlierAudit(cycle=cycle, role=role, ended_on=day) for role, day in held.items() if day
    )
    if state == S.SUSPENDED:
        _suspend(cells, certificate)
    changes: dict[str, Any] = {"initial_certified_on": _first(certificate).effective_from}
    if state == S.SUPERSEDED and certificate.superseded_on is None:
        changes["superseded_on"] = certificate.expires_on + ONE_DAY  # type: ignore[operator]
    elif state != S.SUPERSEDED:
        changes["superseded_on"] = None
    Certificate.objects.filter(pk=certificate.pk).update(**changes)
    CERTIFICATE.place(certificate, state, actor=actor, on=cells.today, source=source)
    if cells.text("note"):
        record(actor=actor, kind="certificate.noted", subject=certificate, summary=cells.text("note"))


def _first(certificate: Certificate) -> Certificate:
    """Where its chain begins."""
    seen = {certificate.pk}
    while certificate.predecessor is not None and certificate.predecessor_id not in seen:
        certificate = certificate.predecessor
        seen.add(certificate.pk)
    return certificate


def _suspend(cells: Cells, certificate: Certificate) -> None:
    """The suspension with its limit as the scheme sets it. Source: T-23."""
    since, scheme = cells.needed_day("suspended_on"), certificate.scheme
    if since is None:
        return
    row = Suspension(
        certificate=certificate,
        since=since,
        decided_on=since,
        limit_on=suspension_limit(since, months=scheme.suspension_months, days=scheme.suspension_days),
        reason=cells.text("note", _("Taken over with its dates; the reason stands where it was kept.")),
        invalidates=scheme.suspension_invalidates,
    )
    row.full_clean()
    row.save()
