"""Two audits side by side, requirement by requirement: what each found, and what has changed from one to the other."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Case, CharField, Exists, IntegerField, Max, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models import F as Column
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assurance.models import Requirement
from audits.checklist import ResultLook, look_of
from audits.models import Audit, ChecklistItem, Finding
from foundation.directory.models import User

R = ChecklistItem.Result
# How bad a result is; what was not tested, does not apply or is open says nothing.
RANKS = {R.MAJOR: 4, R.MINOR: 3, R.OFI: 2, R.OBSERVATION: 1, R.CONFORMS: 0, R.GOOD_PRACTICE: 0}
UNKNOWN = -1


class Change(NamedTuple):
    """What became of a requirement, with tone and icon."""

    value: str
    label: str | Promise
    tone: str
    icon: str


CHANGES = [
    Change("worse", _("Worse"), "bad", "arrow-down"),
    Change("better", _("Better"), "good", "arrow-up"),
    Change("new", _("New"), "info", "plus"),
    Change("gone", _("Gone"), "mute", "minus-circle"),
    Change("same", _("The same"), "mute", "check"),
    Change("unknown", _("Not comparable"), "mute", "eye-slash"),
]
_BY_VALUE = {change.value: change for change in CHANGES}


def compared(earlier: Audit, later: Audit, user: User) -> QuerySet[Requirement]:
    """Requirements on either checklist, or with a finding that `user` sees; adds `change`, a value of CHANGES."""
    findings = Finding.objects.visible_to(user).filter(audit__in=[earlier, later], requirement=OuterRef("pk"))
    known = Q(before__isnull=False) | Q(after__isnull=False) | Exists(findings.exclude(state=Finding.State.VOID))
    rows = Requirement.objects.annotate(before=_worst(earlier), after=_worst(later)).filter(known)
    return rows.annotate(change=_change()).select_related("framework")


def _worst(audit: Audit) -> Subquery:
    """The rank of the worst result against a requirement; nothing when it is not on the checklist."""
    rank = Case(
        *(When(result=result, then=Value(number)) for result, number in RANKS.items()),
        default=Value(UNKNOWN),
        output_field=IntegerField(),
    )
    items = ChecklistItem.objects.filter(audit=audit, requirement=OuterRef("pk")).order_by().values("requirement")
    return Subquery(items.annotate(worst=Max(rank)).values("worst"))


def _change() -> Case:
    return Case(
        When(before=None, after=None, then=Value("unknown")),
        When(before=None, then=Value("new")),
        When(after=None, then=Value("gone")),
        When(Q(before=UNKNOWN) | Q(after=UNKNOWN), then=Value("unknown")),
        When(after__gt=Column("before"), then=Value("worse")),
        When(after__lt=Column("before"), then=Value("better")),
        default=Value("same"),
        output_field=CharField(),
    )


def change_words(value: str) -> str:
    return str(_BY_VALUE[value].label)


def rank_words(rank: int | None) -> str:
    """The worst result in words, for files; nothing for what was not asked."""
    if rank is None:
        return ""
    return next((str(result.label) for result, number in RANKS.items() if number == rank), str(R.NOT_TESTED.label))


class Side(NamedTuple):
    """What one audit says about a requirement."""

    results: list[ResultLook]
    findings: list[Finding]


def put_beside(rows: Iterable[Any], earlier: Audit, later: Audit, user: User) -> None:
    """Adds to the requirements of a page `sides`, the earlier audit first, and `look` of the change (two queries)."""
    requirements, audits = list(rows), (earlier, later)
    about = {"audit__in": audits, "requirement__in": requirements}
    items = list(ChecklistItem.objects.filter(**about).order_by("order"))
    seen = Finding.objects.visible_to(user).filter(**about).exclude(state=Finding.State.VOID)
    findings = list(seen.order_by("ref"))
    for row in requirements:
        row.look = _BY_VALUE[row.change]
        row.sides = [_side(row, audit, items, findings) for audit in audits]


def _side(row: Requirement, audit: Audit, items: list[ChecklistItem], findings: list[Finding]) -> Side:
    asked = [item for item in items if (item.audit_id, item.requirement_id) == (audit.pk, row.pk)]
    found = [one for one in findings if (one.audit_id, one.requirement_id) == (audit.pk, row.pk)]
    return Side(list(dict.fromkeys(look_of(item) for item in asked)), found)
