"""Schemes, bodies and transitions of editions, and the certificates with their letters, cycles and histories."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from assurance.actions import set_transition
from assurance.demo import write_evidence
from assurance.models import EvidenceVersion, Framework, Process, ProductVersion
from audits.models import Audit
from certifications.actions import add_body, load_shipped_schemes, note_limits
from certifications.actions.shipped import scheme_named
from certifications.clocks import suspension_limit
from certifications.models import Certificate, CertificationBody, Cycle, CycleAudit, EarlierAudit, Suspension
from certifications.workflows import CERTIFICATE
from foundation.demonstration import Story, lines_of
from foundation.demonstration.story import SOURCE
from foundation.directory.models import Site, User

CONTENT = Path(__file__).parent.parent / "content" / "demo"
S = Certificate.State
KEEPER, OFFICER = "P-0016", "P-0013"
PURPOSES = {"decision": "grant", "suspension": "suspend", "withdrawal": "withdraw"}
REGISTER_BEGAN = -1290  # what is older came in with the register

Line = dict[str, str]


def load_certificates(story: Story) -> None:
    """Writes them in the order of the file, in which each stands behind the one it follows."""
    load_shipped_schemes(actor=story.robot)
    _transitions(story)
    _bodies(story)
    lines = lines_of(CONTENT / "certificates.csv")
    made = {line["ref"]: _certificate(story, line) for line in lines}
    letters = lines_of(CONTENT / "letters.csv")
    write_evidence(story, letters, lambda line: [(made[line["certificate"]], PURPOSES[line["what"]])])
    known = {(line["certificate"], line["what"]): _version(line["ref"]) for line in letters}
    for line in lines:
        certificate = made[line["ref"]]
        certificate.file = known[certificate.ref, "decision"]
        certificate.save(update_fields=["file"])
        _cycle(story, line, certificate)
        if line["suspended"]:
            _suspend(story, line, certificate, known[certificate.ref, "suspension"])
        _tell(story, line, certificate)
        CERTIFICATE.place(certificate, line["state"], actor=story.robot, on=story.on, source=SOURCE)
        note_limits(certificate, actor=story.robot, on=story.on)


def _transitions(story: Story) -> None:
    """Between editions; these days are history and never move with the reference day."""
    editions = {row.code: row for row in Framework.objects.all()}
    for line in lines_of(CONTENT / "transitions.csv"):
        days = {name: date.fromisoformat(line[name]) for name in ("no_new_after", "ends_on") if line[name]}
        set_transition(actor=story.robot, old=editions[line["old"]], new=editions[line["new"]], **days)


def _bodies(story: Story) -> None:
    for line in lines_of(CONTENT / "bodies.csv"):
        schemes = [scheme_named(code, actor=story.robot) for code in line["schemes"].split(";")]
        facts = {
            name: line[name] for name in ("name", "accreditation_body", "accreditation_number", "scope", "contacts")
        }
        add_body(actor=story.robot, schemes=filter(None, schemes), valid_until=story.day(line["valid_until"]), **facts)


def _version(ref: str) -> EvidenceVersion:
    return EvidenceVersion.objects.get(evidence__ref=ref)


def _certificate(story: Story, line: Line) -> Certificate:
    before = Certificate.objects.filter(ref=line["predecessor"]).first()
    expires_on, is_over = story.day(line["expires"]), line["state"] in (S.EXPIRED, S.LAPSED)
    certificate = Certificate(
        **{name: line[name] for name in ("ref", "number", "title", "scope", "tier")},
        scheme=scheme_named(line["scheme"], actor=story.robot),
        edition=Framework.objects.get(code=line["edition"]),
        body=CertificationBody.objects.get(name=line["body"]),
        unit=story.units[line["unit"]],
        decision_on=story.day(line["decision"]),
        effective_from=story.day(line["effective"]),
        expires_on=expires_on,
        initial_certified_on=before.initial_certified_on if before else story.day(line["effective"]),
        predecessor=before,
        stage1_on=story.maybe_day(line["stage1"]),
        stage2_on=story.maybe_day(line["stage2"]),
        superseded_on=story.maybe_day(line["superseded"]),
        withdrawn_on=story.maybe_day(line["withdrawn"]),
        ended_by=Certificate.End.DATE if is_over else "",
        ended_on=expires_on if is_over else None,
    )
    certificate.full_clean()
    certificate.save()
    certificate.sites.set(Site.objects.filter(code__in=line["sites"].split(";")))
    certificate.processes.set(Process.objects.filter(code__in=line["processes"].split(";")))
    product, _space, number = line["product"].partition(" ")
    certificate.product_versions.set(ProductVersion.objects.filter(product__code=product, number=number))
    return certificate


def _cycle(story: Story, line: Line, certificate: Certificate) -> None:
    """The cycle with the audits that are here, and those that were held before."""
    kind = Cycle.Kind.RECERTIFICATION if certificate.predecessor else Cycle.Kind.INITIAL
    days = {"decision_on": certificate.decision_on, "starts_on": certificate.effective_from}
    cycle = Cycle.objects.create(certificate=certificate, kind=kind, expires_on=certificate.expires_on, **days)
    for role, offset in _pairs(line["earlier"]):
        EarlierAudit.objects.create(cycle=cycle, role=role, ended_on=story.day(offset))
    for role, ref in _pairs(line["audits"]):
        CycleAudit.objects.create(cycle=cycle, role=role, audit=Audit.objects.get(ref=ref))


def _pairs(text: str) -> list[tuple[str, str]]:
    pairs = (entry.partition(":") for entry in text.split(";") if entry)
    return [(name, value) for name, _colon, value in pairs]


def _suspend(story: Story, line: Line, certificate: Certificate, letter: EvidenceVersion) -> None:
    since, scheme = story.day(line["suspended"]), certificate.scheme
    row = Suspension(
        certificate=certificate,
        since=since,
        decided_on=since,
        limit_on=suspension_limit(since, months=scheme.suspension_months, days=scheme.suspension_days),
        reason=line["suspended_reason"],
        invalidates=scheme.suspension_invalidates,
        letter=letter,
    )
    row.full_clean()
    row.save()


def _history(line: Line) -> Iterator[tuple[int, str, str]]:
    """The steps behind a certificate: days, step, reason."""
    decided = int(line["decision"])
    if decided < REGISTER_BEGAN:
        yield REGISTER_BEGAN + 2, "registered", ""
    else:
        if line["stage1"]:
            yield int(line["stage1"]) - 60, "registered", ""
            yield int(line["stage1"]) - 45, "apply", ""
            yield int(line["stage1"]) + 2, "record_stage1", ""
            yield int(line["stage2"]) + 2, "record_stage2", ""
        else:
            yield decided - 30, "registered", ""
        yield decided + 4, "grant", ""
    if line["suspended"]:
        yield int(line["suspended"]) + 1, "suspend", line["suspended_reason"]
    if line["withdrawn"]:
        yield int(line["withdrawn"]) + 1, "withdraw", line["withdrawn_reason"]
    if line["superseded"]:
        yield int(line["superseded"]), "supersede", ""
    if line["state"] == S.EXPIRED:
        yield int(line["expires"]) + 1, "expire", ""


def _tell(story: Story, line: Line, certificate: Certificate) -> None:
    by_clock = {"supersede", "expire"}
    for days, name, reason in _history(line):
        told = str(_("planned it") if name == "registered" else CERTIFICATE.step(name).told)
        actor = story.robot if name in by_clock else story.account(KEEPER if name == "registered" else OFFICER)
        story.tell(
            at=story.moment(
                days, "00:10" if name in by_clock else "", unit=certificate.unit, key=f"{line['ref']} {name}"
            ),
            actor=actor,
            kind=f"certificate.{name}",
            subject=certificate,
            summary=f"{told}: {reason}" if reason else told,
            details={"reason": reason} if reason else None,
            notify=_officers(story, actor),
        )
    first = min(days for days, _name, _reason in _history(line))
    story.backdate(story.moment(first, unit=certificate.unit, key=f"{line['ref']} registered"), certificate)


def _officers(story: Story, actor: User) -> list[User]:
    return [account for account in (story.account(OFFICER), story.account("P-0014")) if account != actor]
