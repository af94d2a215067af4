"""Who may not audit what, and who may not verify which finding. Source: S-01, S-02, S-03, S-05 (docs/adr/0003-separation.md)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Value
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assurance.models import Control, EvidenceLink, Process
from audits.conflicts import Tie, declared
from audits.models import Audit, Finding, IndependenceException, Objection
from foundation import policy
from foundation.dates import add_months
from foundation.directory.models import JobRoleSpell, Person, Role, Unit, User
from foundation.directory.querysets import PersonQuerySet
from foundation.refusals import Refusal

CLOSING = ("correction", "action")  # purposes of the evidence that closes a finding


def ties(person: Person, audit: Audit, *, on: date) -> list[Tie]:
    """Everything that bars `person` from auditing, seen from the first planned day. Source: S-01, S-02."""
    return ties_of([person], audit, on=on)[person.pk]


def ties_of(people: Iterable[Person], audit: Audit, *, on: date) -> dict[int, list[Tie]]:
    """The ties of several people by their id, in a fixed number of queries; managers come with `people`, or one by one."""
    candidates = list(people)
    found: dict[int, list[Tie]] = {person.pk: [] for person in candidates}
    processes = list(audit.processes.select_related("unit"))
    audited = _audited_units(audit, processes)
    for person in candidates:
        owned = [process for process in processes if person.pk in (process.owner_id, process.deputy_id)]
        found[person.pk] += [Tie(_("owns or deputises for the process “%(name)s”") % {"name": one}) for one in owned]
    excepted: set[int] = set()
    for person_id, tie in _answers(audit, candidates):
        excepted |= {person_id} if tie.rule == "S-03" else set()
        found[person_id] += [] if tie.rule == "S-03" else [tie]
    start, months = max(audit.planned_start, on), policy.current("audits.clocks", on).value["independence_months"]
    for person_id, tie in _spells(candidates, audited, start=start, months=months):
        found[person_id].append(tie)
    for person in candidates:
        found[person.pk] += _line(person, audited)
    for person_id, tie in declared(candidates, audit, processes=processes, units=audited, start=start, months=months):
        found[person_id].append(tie)
    return {key: [_excepted(tie, key in excepted) for tie in told] for key, told in found.items()}


def _excepted(tie: Tie, allowed: bool) -> Tie:
    """An exception lifts what the record knows, never what was declared or objected to. Source: S-03."""
    return replace(tie, excepted=True) if allowed and tie.rule == "S-01" else tie


def bars_of(found: Mapping[int, Iterable[Tie]]) -> dict[int, Tie]:
    """The first tie of each person that bars them."""
    bars = {key: next((tie for tie in told if not tie.excepted), None) for key, told in found.items()}
    return {key: tie for key, tie in bars.items() if tie is not None}


def _audited_units(audit: Audit, processes: Iterable[Process]) -> list[Unit]:
    """The units that are audited: those of the audit's processes, or its own unit where it names none.

    The root of the organisation is nobody's tie: everybody works somewhere below it.
    """
    units = {process.unit_id: process.unit for process in processes} or {audit.unit_id: audit.unit}
    return [unit for unit in units.values() if unit.parent_id is not None]


def _answers(audit: Audit, people: list[Person]) -> list[tuple[int, Tie]]:
    """Who owns corrective action or a control that is audited, and whom the audited objected to (one query).

    Who has an exception stands there under its own rule, S-03.
    """
    findings = Finding.objects.unsettled().filter(process__audits=audit)
    work = Value(_("owns corrective action in an audited process"))
    control = Value(_("owns a control that is on the checklist"))
    objected = Value(_("the audited objected, and it was upheld"))
    record, said, allowed = Value("S-01"), Value("S-02"), Value("S-03")
    owners = findings.filter(owner__in=people).values_list("owner", work, record)
    doers = findings.filter(actions__owner__in=people).values_list("actions__owner", work, record)
    controls = Control.objects.filter(owner__in=people, requirements__checklist_items__audit=audit)
    upheld = Objection.objects.filter(audit=audit, person__in=people, decision=Objection.Decision.UPHELD)
    excepted = IndependenceException.objects.filter(audit=audit, person__in=people)
    rows = owners.order_by().union(
        doers.order_by(),
        controls.order_by().values_list("owner", control, record),
        upheld.order_by().values_list("person", objected, said),
        excepted.order_by().values_list("person", Value(""), allowed),
    )
    return [(person_id, Tie(sentence, None, rule)) for person_id, sentence, rule in rows]


def _spells(people: list[Person], audited: list[Unit], *, start: date, months: int) -> Iterator[tuple[int, Tie]]:
    spells = JobRoleSpell.objects.touching(add_months(start, -months), start).filter(person__in=people)
    for spell in spells.select_related("unit", "role"):
        if any(spell.unit.path.startswith(unit.path) for unit in audited):
            free_on = None if spell.to_on is None else add_months(spell.to_on, months) + timedelta(days=1)
            yield spell.person_id, Tie(_worked(spell, free_on), free_on)


def _worked(spell: JobRoleSpell, free_on: date | None) -> str:
    if free_on is None or spell.to_on is None:
        return _("works in %(unit)s as %(role)s") % {"unit": spell.unit, "role": spell.role}
    return _("worked in %(unit)s as %(role)s until %(day)s; free to audit it from %(free)s") % {
        "unit": spell.unit,
        "role": spell.role,
        "day": date_format(spell.to_on, "j M Y"),
        "free": date_format(free_on, "j M Y"),
    }


def _line(person: Person, audited: list[Unit]) -> list[Tie]:
    """Heads of the audited units, and everybody whose line of managers leads to one."""
    heads = {unit.accountable_officer_id for unit in audited} - {None}
    if person.pk in heads:
        return [Tie(_("heads the audited unit"))]
    above, seen = person.manager if heads else None, set()
    while above is not None and above.pk not in seen:
        if above.pk in heads:
            return [Tie(_("reports to %(head)s, who heads the audited unit") % {"head": above})]
        seen.add(above.pk)
        above = above.manager
    return []


def not_independent(people: Iterable[Person], audit: Audit, *, on: date, field: str = "members") -> Refusal | None:
    """The first of `people` who is tied to what the audit looks at; `field` is the one of the form to blame.

    Source: S-01, S-02.
    """
    candidates = list(people)
    bars = bars_of(ties_of(candidates, audit, on=on))
    for person in candidates:
        if person.pk in bars:
            tie = bars[person.pk]
            words = {"person": person, "rule": tie.rule, "tie": tie.sentence}
            return Refusal(tie.rule, _("%(person)s cannot audit this (%(rule)s): %(tie)s.") % words, field)
    return None


def did_the_work(finding: Finding) -> dict[int, str]:
    """Persons who own or did the corrective work, or uploaded what is to prove it, by their id with the reason."""
    barred: dict[int, str] = {}
    if finding.owner_id:
        barred[finding.owner_id] = _("owns the finding")
    for action in finding.actions.all():
        barred.setdefault(action.owner_id, _("owns a corrective action"))
        if action.implemented_by_id:
            barred.setdefault(action.implemented_by_id, _("implemented a corrective action"))
    for person_id in _uploaders(finding):
        barred.setdefault(person_id, _("uploaded the closing evidence"))
    return barred


def barred_verifiers(finding: Finding) -> dict[int, str]:
    """Persons who may not verify, by their id, with the reason: who did the work, and whoever reports to them.

    Source: S-05.
    """
    barred = did_the_work(finding)
    for person_id, boss in Person.objects.filter(manager__in=list(barred)).values_list("pk", "manager__name"):
        barred.setdefault(person_id, _("reports to %(boss)s") % {"boss": boss})
    return barred


def _uploaders(finding: Finding) -> Iterable[int]:
    """Persons behind the accounts that uploaded the closing evidence; a page that has read it already brings them."""
    known = getattr(finding, "closing_uploaders", None)
    if known is not None:
        return known
    closing = EvidenceLink.objects.about(finding).filter(purpose__in=CLOSING)
    of_actions = EvidenceLink.objects.about_any(finding.actions.model, finding.actions.values("uuid"))
    people = (closing | of_actions).values_list("version__uploaded_by__person", flat=True)
    return [person for person in people.distinct() if person]


def not_their_verification(
    finding: Finding, person: Person | None, *, on: date, alone: bool = False, field: str | None = None
) -> Refusal | None:
    """Why `person` may not verify, or None. For a major also not who raised it, unless no second auditor exists (`alone`).

    Source: S-05.
    """
    if person is None:
        return Refusal("S-05", _("Only a member of staff can verify a finding."))
    barred = did_the_work(finding)
    reason = barred.get(person.pk)
    if reason is None and person.manager_id in barred:
        reason = _("reports to %(boss)s") % {"boss": person.manager}
    if reason is None and finding.type == Finding.Type.MAJOR and person.pk == finding.raised_by_id:
        return _only_auditor(finding, person, on=on, alone=alone, field=field)
    return None if reason is None else _barred(person, reason, field)


def _barred(person: Person, reason: str, field: str | None) -> Refusal:
    words = {"person": person, "reason": reason}
    return Refusal("S-05", _("%(person)s cannot verify this (S-05): %(reason)s.") % words, field)


def _only_auditor(finding: Finding, person: Person, *, on: date, alone: bool, field: str | None) -> Refusal | None:
    """Who raised a major verifies it only when nobody else qualified is free, and says so."""
    if not alone:
        reason = _("raised this major, and a second auditor has to judge it")
        return _barred(person, reason, field or "no_second_auditor")
    tied = barred_verifiers(finding)
    others = auditors(finding.unit, on=on).exclude(pk__in=[person.pk, *tied])
    second = others.first()
    if second is None:
        return None
    reason = _("raised this major, and %(second)s is a second auditor who can judge it") % {"second": second}
    return _barred(person, reason, field or "no_second_auditor")


def auditors(unit: Unit, *, on: date, roles: Iterable[Role] = (Role.LA, Role.AU)) -> PersonQuerySet:
    """The people at work who hold one of the roles for the unit, with the line of their managers."""
    accounts = User.objects.none()
    for role in roles:
        accounts = accounts | User.objects.holding(role, unit, on)
    people = Person.objects.active(on).filter(Exists(accounts.filter(person=OuterRef("pk"))))
    return people.select_related("manager__manager__manager__manager__manager", "unit").order_by("name")
