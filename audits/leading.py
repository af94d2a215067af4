"""Who may lead an audit: qualified for all of its criteria on all of its days, and not always the same. Source: S-04."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import F, FilteredRelation, Q, TextField, Value
from django.db.models.functions import Cast, Concat
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assurance.models import Framework
from audits.models import Audit, AuditorQualification
from foundation.directory.models import Person
from foundation.refusals import Refusal

Span = tuple[date, date]
MOST_IN_A_ROW = 3  # audits of one unit under the same lead


@dataclass
class Standing:
    """What decides on the lead of an audit: its criteria by key, who is qualified when, and who led the unit's audits."""

    criteria: dict[int, str] = field(default_factory=dict)
    spans: dict[tuple[int, int], list[Span]] = field(default_factory=dict)  # by person and criterion, in order
    led: list[tuple[date, int | None]] = field(default_factory=list)  # the unit's other audits by day, then as planned


def kept_from_leading(people: Iterable[Person], audit: Audit) -> dict[int, str]:
    """Why which of the people cannot lead the audit, by their key; the body of an outside audit brings its own lead."""
    candidates = [] if audit.is_external else list(people)
    if not candidates:
        return {}
    standing = _standing(candidates, audit)
    barred = _led_in_a_row(standing.led, audit)
    for person in candidates:
        missing = _unqualified(standing, person, audit)
        if missing:
            barred[person.pk] = missing
    return barred


def cannot_lead(person: Person, audit: Audit, *, field: str | None = "lead") -> Refusal | None:
    """Why a person cannot lead the audit, or None. Source: S-04."""
    reason = kept_from_leading([person], audit).get(person.pk)
    if reason is None:
        return None
    return Refusal("S-04", _("%(person)s cannot lead this (S-04): %(why)s.") % {"person": person, "why": reason}, field)


def _standing(people: list[Person], audit: Audit) -> Standing:
    """All of it in one query: a line per criterion and qualification, and one per other audit of the unit."""
    held = Q(qualifications__person__in=people, qualifications__grade=AuditorQualification.Grade.LEAD)
    criteria = Framework.objects.filter(audits=audit).annotate(
        held=FilteredRelation("qualifications", condition=held),
        name=Concat("title", Value(":"), "edition", output_field=TextField()),
    )
    others = Audit.objects.filter(unit=audit.unit_id).exclude(pk=audit.pk).exclude(state=Audit.State.CANCELLED)
    rows = criteria.order_by().values_list("pk", "name", "held__person", "held__valid_from", "held__valid_until")
    led = others.order_by().annotate(below=-F("pk"), name=Cast(Value(""), TextField()))  # below zero: no criterion
    told = rows.union(led.values_list("below", "name", "lead", "planned_start", "planned_end"), all=True)
    standing = Standing()
    for key, name, person, first, last in sorted(told, key=lambda line: (line[3] or date.min, abs(line[0]))):
        if key < 0:
            standing.led.append((first, person))
            continue
        standing.criteria[key] = name.rstrip(":")
        if person is not None:
            standing.spans.setdefault((person, key), []).append((first, last))
    return standing


def _unqualified(standing: Standing, person: Person, audit: Audit) -> str:
    for key, name in standing.criteria.items():
        held = standing.spans.get((person.pk, key), [])
        gap = _first_gap(held, audit.planned_start, audit.planned_end)
        if gap is None:
            continue
        ended = max((last for _first, last in held if last < gap), default=None)
        words = {
            "framework": name,
            "day": date_format(gap, "j M Y"),
            "end": date_format(ended, "j M Y") if ended else "",
        }
        if ended is not None:
            return _("the qualification to lead audits against %(framework)s ended on %(end)s") % words
        return _("is not qualified to lead audits against %(framework)s on %(day)s") % words
    return ""


def _first_gap(spans: Iterable[Span], first: date, last: date) -> date | None:
    """The first day from `first` to `last` that no span holds; the spans come in order."""
    day = first
    for begins, ends in spans:
        if begins <= day <= ends:
            if ends >= last:
                return None
            day = ends + timedelta(days=1)
    return day


def _led_in_a_row(told: Sequence[tuple[date, int | None]], audit: Audit) -> dict[int, str]:
    """Who led as many audits of the unit right before and after this one as one person may, with the sentence."""
    before = [lead for day, lead in reversed(told) if day <= audit.planned_start]
    after = [lead for day, lead in told if day > audit.planned_start]
    words = {"count": MOST_IN_A_ROW, "unit": audit.unit}
    said = _("led %(count)d audits of %(unit)s in a row; somebody else has to lead one in between") % words
    near = {lead for lead in (*before[:1], *after[:1]) if lead is not None}
    return {lead: said for lead in near if _run(before, lead) + _run(after, lead) >= MOST_IN_A_ROW}


def _run(leads: Iterable[int | None], lead: int) -> int:
    """How many at the beginning are the same lead."""
    count = 0
    for one in leads:
        if one != lead:
            break
        count += 1
    return count
