"""What a change of a policy of audits will touch, and what it leaves alone: numbers over all units, no names of rows.

Source: docs/adr/0001-time-rules.md (dates already issued stand).
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, IntegerField, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce, Substr
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from audits.dues import STEPS
from audits.figures import Figure, Light, light, programme, year
from audits.models import Audit, Finding
from audits.policies import CLOCKS, ESCALATION, FINDING_DUES, FINDING_LIGHTS_POLICY, LIGHTS_POLICY, LOWER, VERIFICATION
from audits.querysets import BEFORE_OPENING
from foundation.dates import finding_dues, plan_due, rung
from foundation.directory.calendars import work_calendar
from foundation.directory.models import Unit
from foundation.models.work import Due, DueNotice
from foundation.policy import Change, Effect, previews
from foundation.words import day

STANDINGS = {
    "on": gettext_lazy("on target"),
    "close": gettext_lazy("close to it"),
    "off": gettext_lazy("off target"),
}


@previews(FINDING_DUES)
def of_due_periods(change: Change) -> list[Effect]:
    """Drafts get the new dates; what was issued stands; an example of each grade whose dates change."""
    grades = [grade for grade in change.before if change.after.get(grade) != change.before[grade]]
    counted = Finding.objects.filter(type__in=grades).order_by().values_list("state").annotate(n=Count("pk"))
    states = dict(counted.filter(state__in=("draft", "implemented")))
    drafts, checks = states.get("draft", 0), states.get("implemented", 0)
    stand = _open_dues(Finding.objects.filter(type__in=grades)).exclude(step="verification").count()
    again = ngettext(
        "%(n)d finding waits for its check: only if the action did not work is its new date counted by this version.",
        "%(n)d findings wait for their check: only if an action did not work is its new date counted by this version.",
        checks,
    )
    return [
        *[example for grade in grades for example in _examples(change, grade)],
        Effect(
            ngettext(
                "%(n)d draft finding gets the new dates if it is issued on %(day)s or later.",
                "%(n)d draft findings get the new dates if they are issued on %(day)s or later.",
                drafts,
            )
            % {"n": drafts, "day": day(change.from_on)}
        ),
        Effect(again % {"n": checks}),
        _standing(stand),
    ]


@previews(VERIFICATION)
def of_windows(change: Change) -> list[Effect]:
    """Actions that are implemented later get the new window; checks that wait keep theirs."""
    grades = [grade for grade in change.before if change.after.get(grade) != change.before[grade]]
    ahead = Finding.objects.filter(
        state__in=("issued", "disputed", "plan_submitted", "action"), type__in=grades
    ).count()
    stand = _open_dues(Finding.objects.filter(type__in=grades)).filter(step="verification").count()
    words = ngettext(
        "%(n)d open finding gets the new window if it is implemented on %(day)s or later.",
        "%(n)d open findings get the new window if they are implemented on %(day)s or later.",
        ahead,
    )
    return [Effect(words % {"n": ahead, "day": day(change.from_on)}), _standing(stand)]


@previews(ESCALATION)
def of_ladder(change: Change) -> list[Effect]:
    """Which rungs the first sweep under the new ladder would mail that the old one would not, and the reverse."""
    sooner: Counter[int] = Counter()
    spared = 0
    for (grade, reopened, due_on, told), count in _overdue(change.from_on):
        first = 2 if reopened else 1
        before, after = (
            rung(due_on, on=change.from_on, ladder=ladders[grade], first=first) if grade in ladders else 0
            for ladders in (change.before, change.after)
        )
        if after > max(before, told):
            sooner[after] += count
        elif max(after, told) < before:
            spared += count
    return [*_fired(sooner, change.from_on), *_spared(spared, change.from_on), _told_stands()]


@previews(CLOCKS)
def of_clocks(change: Change) -> list[Effect]:
    """Plans that would be late by the new period, reports that keep their date, audits whose ties are looked at anew."""
    effects = []
    if change.after["plan_working_days"] != change.before["plan_working_days"]:
        effects.append(_late_plans(change))
    if change.after["report_working_days"] != change.before["report_working_days"]:
        running = Audit.objects.filter(state__in=(*BEFORE_OPENING, "in_progress", "suspended")).count()
        words = ngettext(
            "%(n)d audit gets the new report date if it closes its fieldwork on %(day)s or later.",
            "%(n)d audits get the new report date if they close their fieldwork on %(day)s or later.",
            running,
        )
        stand = _open_dues(Audit.objects.all(), Audit).filter(step="report").count()
        effects += [Effect(words % {"n": running, "day": day(change.from_on)}), _standing(stand)]
    if change.after["independence_months"] != change.before["independence_months"]:
        ahead = Audit.objects.filter(state__in=BEFORE_OPENING).count()
        words = ngettext(
            "%(n)d audit has not opened yet: people named for it from %(day)s are looked at by the new period.",
            "%(n)d audits have not opened yet: people named for them from %(day)s are looked at by the new period.",
            ahead,
        )
        effects.append(Effect(words % {"n": ahead, "day": day(change.from_on)}))
    return effects


@previews(LIGHTS_POLICY)
def of_targets(change: Change) -> list[Effect]:
    """How the figures of the whole organisation stand by the old and by the new targets, as they are today."""
    found = programme(Audit.objects.all(), on=change.on)
    figures = {
        "programme_completion": (_("Audits on plan"), found.completion),
        "programme_punctuality": (_("Punctuality"), found.punctuality),
    }
    return _turns(change, figures)


@previews(FINDING_LIGHTS_POLICY)
def of_finding_targets(change: Change) -> list[Effect]:
    """The same for actions on time and repeat findings."""
    found = year(Finding.objects.all(), on=change.on)
    figures = {
        "actions_on_time": (_("Actions on time"), found.share("actions")),
        "repeat_findings": (_("Repeat findings"), found.share("issued")),
    }
    return _turns(change, figures)


def _turns(change: Change, figures: dict[str, tuple[str, Figure]]) -> list[Effect]:
    return [
        _turned(label, *(light(figure, value[name], lower=name in LOWER) for value in (change.before, change.after)))
        for name, (label, figure) in figures.items()
        if change.before.get(name) != change.after[name]
    ]


def _turned(label: str, before: Light, after: Light) -> Effect:
    if "none" in (before.standing, after.standing):
        return Effect(_("%(figure)s has nothing to count yet.") % {"figure": label}, "mute")
    words = {"figure": label, "before": STANDINGS[before.standing], "after": STANDINGS[after.standing]}
    if before.standing == after.standing:
        return Effect(_("%(figure)s of the whole organisation stays %(after)s.") % words, "mute")
    return Effect(_("%(figure)s of the whole organisation turns from %(before)s to %(after)s.") % words, "warn")


def _standing(count: int) -> Effect:
    words = ngettext(
        "%(n)d open date was issued under an earlier version and stands.",
        "%(n)d open dates were issued under an earlier version and stand.",
        count,
    )
    return Effect(words % {"n": count}, "mute")


def _open_dues(rows: QuerySet, model: Any = Finding) -> QuerySet[Due]:
    return Due.objects.about_any(model, rows.values("uuid")).open()


def _examples(change: Change, grade: str) -> Iterable[Effect]:
    """The dates of a finding issued on the first day of the new version, by the organisation's calendar."""
    calendar = work_calendar(Unit.objects.select_related("calendar").get(parent=None))
    before, after = (
        {due.step: due.due_on for due in finding_dues(grade, change.from_on, periods=value, calendar=calendar)}
        for value in (change.before, change.after)
    )
    moved = [
        _("%(step)s %(after)s (was %(before)s)")
        % {"step": str(STEPS[step]).lower(), "after": day(after[step]), "before": day(before[step])}
        for step in after
        if before.get(step) not in (None, after[step])
    ]
    if moved:
        words = {"grade": Finding.Type(grade).label, "day": day(change.from_on), "dates": "; ".join(moved)}
        yield Effect(_("%(grade)s issued on %(day)s: %(dates)s.") % words)


def _overdue(on: date) -> Iterable[tuple[tuple[str, bool, date, int], int]]:
    """Open dates of open findings before a day, by grade, re-opened or not, date and highest rung told (one query)."""
    finding = Finding.objects.filter(uuid=OuterRef("subject_uuid"))
    told = DueNotice.objects.filter(due=OuterRef("pk"), key__startswith="rung-").order_by().values("due")
    number = Cast(Substr("key", len("rung-") + 1), IntegerField())
    rows = (
        _open_dues(Finding.objects.open())
        .filter(due_on__lt=on)
        .annotate(
            grade=Subquery(finding.values("type")[:1]),
            again=Subquery(finding.values("reopened_count")[:1]),
            told=Coalesce(Subquery(told.annotate(highest=Max(number)).values("highest")), 0),
        )
        .order_by()
        .values_list("grade", "again", "due_on", "told")
        .annotate(n=Count("pk"))
    )
    return [((grade, bool(again), due_on, told), n) for grade, again, due_on, told, n in rows]


def _fired(sooner: Counter[int], on: date) -> list[Effect]:
    fired = []
    for number, count in sorted(sooner.items()):
        words = ngettext(
            "Rung %(rung)d is told on %(day)s that the present ladder would not tell yet: %(n)d overdue date.",
            "Rung %(rung)d is told on %(day)s that the present ladder would not tell yet: %(n)d overdue dates.",
            count,
        )
        fired.append(Effect(words % {"rung": number, "day": day(on), "n": count}, "warn"))
    return fired or [Effect(_("No overdue date climbs to a rung that the present ladder would not tell."), "mute")]


def _spared(count: int, on: date) -> list[Effect]:
    words = ngettext(
        "%(n)d overdue date climbs less far until %(day)s than by the present ladder.",
        "%(n)d overdue dates climb less far until %(day)s than by the present ladder.",
        count,
    )
    return [Effect(words % {"n": count, "day": day(on)})] if count else []


def _told_stands() -> Effect:
    return Effect(_("What people were told already is not told again and not taken back."), "mute")


def _late_plans(change: Change) -> Effect:
    """Audits about to be prepared whose plan went out in time by the old period and too late by the new one."""
    waiting = Audit.objects.filter(state="initiated", plan_sent_on__isnull=False).exclude(kind=Audit.Kind.UNANNOUNCED)
    late = sum(
        audit.plan_sent_on is not None
        and audit.plan_sent_on > plan_due(audit.planned_start, calendar, working_days=change.after["plan_working_days"])
        for audit, calendar in _with_calendars(waiting)
    )
    words = ngettext(
        "%(n)d audit has sent its plan too late by the new period and would have to be postponed.",
        "%(n)d audits have sent their plans too late by the new period and would have to be postponed.",
        late,
    )
    return Effect(words % {"n": late}, "warn" if late else "mute")


def _with_calendars(audits: QuerySet[Audit]) -> Iterable[tuple[Audit, Any]]:
    known: dict[int, Any] = {}
    for audit in audits.select_related("unit__calendar"):
        if audit.unit_id not in known:
            known[audit.unit_id] = work_calendar(audit.unit)
        yield audit, known[audit.unit_id]
